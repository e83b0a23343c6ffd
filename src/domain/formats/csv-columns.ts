import { fieldNamed, type TrackField } from './field-names.ts';
import { looksLikeClock } from './playing-time.ts';

/** The header row that we write. */
export const CSV_COLUMNS = ['title', 'artist', 'url', 'duration_ms'] as const;

const DELIMITERS = [',', ';', '\t', '|'] as const;
/** As much of a first row as tells how the others are divided. */
const SAMPLE = 4_096;

/** How the rows of a text are divided: by what divides its first row most often outside quotation marks. */
export function delimiterOf(text: string): string {
  const counts = new Map<string, number>(DELIMITERS.map((delimiter) => [delimiter, 0]));
  let quoted = false;
  for (const character of text.slice(0, SAMPLE)) {
    if (character === '"') quoted = !quoted;
    if (!quoted && (character === '\n' || character === '\r')) break;
    const count = counts.get(character);
    if (!quoted && count !== undefined) counts.set(character, count + 1);
  }
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

/** Which field stands in which column, or null where the row is no header: it must name a title or a link. */
export function readHeader(row: readonly string[]): Map<TrackField, number> | null {
  const columns = new Map<TrackField, number>();
  row.forEach((cell, index) => {
    const field = fieldNamed(cell);
    if (field !== undefined && !columns.has(field)) columns.set(field, index);
  });
  return columns.has('title') || columns.has('url') ? columns : null;
}

/** Whether a text begins with a row that is such a header and has more than one column. */
export function hasKnownHeader(text: string): boolean {
  const [first = ''] = text.slice(0, SAMPLE).split(/[\r\n]/, 1);
  const cells = first.split(delimiterOf(text)).map((cell) => cell.replaceAll('"', ''));
  return cells.length > 1 && readHeader(cells) !== null;
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
