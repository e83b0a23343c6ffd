import { openTable, type TableKind } from '../../files/table.ts';
import { fieldNamed, type TrackField } from './field-names.ts';
import { looksLikeClock } from './playing-time.ts';

/** The header row that we write. */
export const CSV_COLUMNS = ['title', 'artist', 'url', 'duration_ms'] as const;

const NEEDED: readonly TrackField[] = ['title', 'url', 'uri', 'videoId', 'spotifyId'];

/** A table of tracks names a title or a link, whatever else. */
export const TRACK_TABLE: TableKind<TrackField> = {
  fieldNamed,
  // A column of ids is never a title that happens to be called so.
  weigh: (columns) =>
    NEEDED.some((field) => columns.has(field)) ? columns.size + (columns.has('videoId') ? 2 : 0) : 0,
};

/** Whether a text has such a header and more than one column. */
export function hasKnownHeader(text: string): boolean {
  const { header } = openTable(text, TRACK_TABLE);
  return header !== null && (header.names.length > 1 || header.columns.has('videoId'));
}

/** The columns of a row that has no header above it: what looks like a link or a time is one, then title, artist. */
export function guessColumns(row: readonly string[]): Map<TrackField, number> {
  const columns = new Map<TrackField, number>();
  row.forEach((cell, index) => {
    const field = /^\s*https?:\/\//i.test(cell)
      ? 'url'
      : looksLikeTime(cell, index)
        ? 'seconds'
        : textField(columns);
    if (cell.trim() !== '' && field !== null && !columns.has(field)) columns.set(field, index);
  });
  return columns;
}

/** A bare number is a time in a third column or later only: “1999” and “22” are songs and artists. */
function looksLikeTime(cell: string, index: number): boolean {
  return looksLikeClock(cell) || (index >= 2 && /^\s*\d{1,6}(?:[.,]\d{1,3})?\s*$/.test(cell));
}

function textField(columns: ReadonlyMap<TrackField, number>): TrackField | null {
  if (!columns.has('title')) return 'title';
  return columns.has('artist') ? null : 'artist';
}
