import { stringify } from 'csv-stringify/sync';
import { notesAbove, openTable } from '../../files/table.ts';
import { CSV_COLUMNS, guessColumns, TRACK_TABLE } from './csv-columns.ts';
import { Entries } from './entries.ts';
import type { TrackField } from './field-names.ts';
import { guarded, unguarded } from '../../files/formula-guard.ts';
import { spotifyAddress, videoAddress } from './location.ts';
import { programOfTable } from './programs.ts';
import { millisecondsIn, playingTimeIn } from './playing-time.ts';
import type { PlaylistContent, PlaylistReading } from './playlist-file.ts';
import { encodeUtf8 } from '../../files/encode-text.ts';

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
  const { header, above, rows } = openTable(text, TRACK_TABLE);
  const isOurs = header?.names.join() === CSV_COLUMNS.join();
  const used = new Set(header?.columns.values());
  header?.names.forEach((name, index) => {
    if (!used.has(index)) entries.leaveOut(name);
  });
  for (const { line, lastLine, cells } of rows) {
    if (cells === null) {
      entries.refuse(line, 'import.badRow');
      continue;
    }
    if (lastLine > line) entries.note(line, 'import.spansLines');
    const columns = header?.columns ?? guessColumns(cells);
    const known = header?.names.length ?? Math.max(...columns.values(), 0) + 1;
    if (cells.slice(known).some((cell) => cell.trim() !== '')) entries.note(line, 'import.cellsLeftOut');
    const cell = (field: TrackField) => cells[columns.get(field) ?? -1] ?? '';
    entries.add(
      {
        title: unguarded(cell('title'), isOurs),
        artist: unguarded(cell('artist'), isOurs),
        location:
          cell('url') || cell('uri') || videoAddress(cell('videoId')) || spotifyAddress(cell('spotifyId')),
        durationMs: millisecondsIn(cell('milliseconds')) ?? playingTimeIn(cell('seconds')),
      },
      line,
    );
  }
  const { notes, ...reading } = entries.reading;
  const program = header ? programOfTable(header.names) : undefined;
  return {
    ...reading,
    notes: [...notesAbove(above), ...notes],
    ...(program !== undefined && { program }),
  };
}
