import { stringify } from 'csv-stringify/sync';
import { openTable } from '../files/table.ts';
import { CSV_COLUMNS, guessColumns, TRACK_TABLE } from './csv-columns.ts';
import { Entries } from './entries.ts';
import type { TrackField } from './field-names.ts';
import { guarded, unguarded } from '../files/formula-guard.ts';
import { millisecondsIn, playingTimeIn } from './playing-time.ts';
import type { PlaylistContent, PlaylistReading } from './playlist-file.ts';
import { encodeUtf8 } from '../files/encode-text.ts';

/**
 * CSV with a header row, in UTF-8 with a byte order mark, without which spreadsheets take it for Latin-1. Holds of each
 * track title, artist, address and milliseconds; neither name nor description. A cell that a spreadsheet would
 * calculate is guarded by an apostrophe, which reading takes off. Source: RFC 4180
 */
export function writeCsv({ tracks }: PlaylistContent): Uint8Array {
  const rows = tracks.map(({ title, artist, url, durationMs }) => [
    guarded(title),
    guarded(artist ?? ''),
    url ?? '',
    durationMs === null ? '' : String(durationMs),
  ]);
  return encodeUtf8(
    stringify([[...CSV_COLUMNS], ...rows], { bom: true, record_delimiter: '\r\n', quoted_match: /[;\t|]/ }),
  );
}

/**
 * Reads CSV divided by commas, semicolons, tabs or bars, with our header, another program's or none. A row whose
 * quotation marks do not match is a problem, and so is what it swallows.
 */
export function readCsv(text: string): PlaylistReading {
  const entries = new Entries();
  const { header, rows } = openTable(text, TRACK_TABLE);
  const isOurs = header?.names.join() === CSV_COLUMNS.join();
  for (const { line, cells } of rows) {
    if (cells === null) {
      entries.refuse(line, 'import.badRow');
      continue;
    }
    const columns = header?.columns ?? guessColumns(cells);
    const cell = (field: TrackField) => cells[columns.get(field) ?? -1] ?? '';
    entries.add(
      {
        title: unguarded(cell('title'), isOurs),
        artist: unguarded(cell('artist'), isOurs),
        location: cell('url'),
        durationMs: millisecondsIn(cell('milliseconds')) ?? playingTimeIn(cell('seconds')),
      },
      line,
    );
  }
  return entries.reading;
}
