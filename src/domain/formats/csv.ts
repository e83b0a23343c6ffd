import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { CSV_COLUMNS, delimiterOf, guessColumns, readHeader } from './csv-columns.ts';
import { Entries } from './entries.ts';
import type { TrackField } from './field-names.ts';
import { readPlayingTime } from './playing-time.ts';
import { PLAYLIST_FILE_MAX_ENTRIES, type PlaylistContent, type PlaylistReading } from './playlist-file.ts';
import { encodeUtf8 } from './text-encoding.ts';

/** What a spreadsheet takes for the start of a formula (OWASP, “CSV Injection”), and our own guard against that. */
const FORMULA = /^['=+\-@＝＋－＠]/;
const GUARDED = /^'(?=[=+\-@＝＋－＠])/;
const GUARDED_BY_US = /^'(?=['=+\-@＝＋－＠])/;

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

function guarded(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

/**
 * Reads CSV divided by commas, semicolons, tabs or bars, with our header, another program's or none. A row whose
 * quotation marks do not match is a problem, and so is what it swallows.
 */
export function readCsv(text: string): PlaylistReading {
  const entries = new Entries();
  let header: Map<TrackField, number> | null = null;
  let guard = GUARDED;
  rowsOf(text).forEach(({ line, cells }, index) => {
    if (index === 0 && cells !== null) {
      header = readHeader(cells);
      if (cells.join() === CSV_COLUMNS.join()) guard = GUARDED_BY_US;
      if (header !== null) return;
    }
    if (cells === null) return entries.refuse(line, 'import.badRow');
    if (cells.every((cell) => cell.trim() === '')) return;
    const columns = header ?? guessColumns(cells);
    const cell = (field: TrackField) => cells[columns.get(field) ?? -1] ?? '';
    entries.add(
      {
        title: cell('title').replace(guard, ''),
        artist: cell('artist').replace(guard, ''),
        location: cell('url'),
        durationMs: cell('milliseconds') ? Number(cell('milliseconds')) : readPlayingTime(cell('seconds')),
      },
      line,
    );
  });
  return { tracks: entries.tracks, problems: entries.problems };
}

/** A row and the line it begins on, from 1; null where its cells could not be told apart. */
interface Row {
  line: number;
  cells: string[] | null;
}

function rowsOf(text: string): Row[] {
  const rows: Row[] = [];
  let next = 1;
  parse(text, {
    delimiter: delimiterOf(text),
    // One more than are read, and the header, so that too many can be told from just enough.
    to: PLAYLIST_FILE_MAX_ENTRIES + 2,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_records_with_error: true,
    on_record: (cells: string[], { lines }) => {
      rows.push({ line: lines - breaksWithin(cells), cells });
      next = lines + 1;
      return null;
    },
    on_skip: () => {
      rows.push({ line: next, cells: null });
      return undefined;
    },
  });
  return rows;
}

function breaksWithin(cells: readonly string[]): number {
  return cells.reduce((total, cell) => total + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
}
