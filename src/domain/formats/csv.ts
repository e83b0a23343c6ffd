import { stringify } from 'csv-stringify/sync';
import { CSV_COLUMNS, guessColumns, readHeader } from './csv-columns.ts';
import { rowsOf } from './csv-rows.ts';
import { Entries } from './entries.ts';
import type { TrackField } from './field-names.ts';
import { guarded, unguarded } from './formula-guard.ts';
import { readPlayingTime } from './playing-time.ts';
import { PLAYLIST_FILE_MAX_ENTRIES, type PlaylistContent, type PlaylistReading } from './playlist-file.ts';
import { encodeUtf8 } from './text-encoding.ts';

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
  let header: Map<TrackField, number> | null = null;
  let isOurs = false;
  // One more than are read, and the header, so that too many can be told from just enough.
  rowsOf(text, PLAYLIST_FILE_MAX_ENTRIES + 2).forEach(({ line, cells }, index) => {
    if (index === 0 && cells !== null) {
      header = readHeader(cells);
      isOurs = cells.join() === CSV_COLUMNS.join();
      if (header !== null) return;
    }
    if (cells === null) return entries.refuse(line, 'import.badRow');
    if (cells.every((cell) => cell.trim() === '')) return;
    const columns = header ?? guessColumns(cells);
    const cell = (field: TrackField) => cells[columns.get(field) ?? -1] ?? '';
    entries.add(
      {
        title: unguarded(cell('title'), isOurs),
        artist: unguarded(cell('artist'), isOurs),
        location: cell('url'),
        durationMs: cell('milliseconds') ? Number(cell('milliseconds')) : readPlayingTime(cell('seconds')),
      },
      line,
    );
  });
  return { tracks: entries.tracks, problems: entries.problems };
}
