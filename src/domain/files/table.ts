import { rowsOf, type Row } from './csv-rows.ts';
import type { Remark } from './reading.ts';

/** What a header says: which field stands in which column, and the names as they stand there. */
export interface Header<Field extends string> {
  columns: ReadonlyMap<Field, number>;
  names: readonly string[];
}

/** A CSV that was opened. */
export interface Table<Field extends string> {
  /** Null where no row names its columns. */
  header: Header<Field> | null;
  /** The numbers of the first and last line above the header, which are none of the table's, such as a title. */
  above: { first: number; last: number } | null;
  /** The rows below the header, or all of them. */
  rows: Iterable<Row>;
}

/** How a table of some kind of thing is recognised. */
export interface TableKind<Field extends string> {
  fieldNamed(name: string): Field | undefined;
  /**
   * How well such columns make a header, 0 where they make none: they must have what no entry is without. Below the
   * first row, 1 is too little.
   */
  weigh(columns: ReadonlyMap<Field, number>): number;
}

const DELIMITERS = [',', ';', '\t', '|'] as const;
/** The line by which spreadsheets are told how the others are divided. */
const SEP = /^"?sep=(.)"?[^\S\r\n]{0,9}(?:\r\n|\r|\n|$)/i;
/** How far down a header is looked for, in rows and in UTF-16 units. */
const HEADER_WITHIN = 30;
const SAMPLE = 16_384;

/**
 * Opens a CSV divided by commas, semicolons, tabs or bars. The header may stand below other lines, then it must name two
 * fields at least: a title or a preamble is not taken for the table.
 */
export function openTable<Field extends string>(text: string, kind: TableKind<Field>): Table<Field> {
  const sep = SEP.exec(text);
  const lead = sep?.[0] ?? '';
  const delimiters = sep?.[1] === undefined ? DELIMITERS : [sep[1]];
  const body = text.slice(lead.length);
  const found = delimiters
    .map((delimiter) => findHeader(body.slice(0, SAMPLE), delimiter, kind))
    .reduce((best, next) => (next.weight > best.weight ? next : best), {
      ...NOTHING,
      delimiter: sep?.[1] ?? usualDelimiter(body),
    });
  const shift = lead === '' ? 0 : 1;
  return {
    header: found.header,
    above: found.above && { first: found.above.first + shift, last: found.above.last + shift },
    rows: rowsBelow(body, found, shift),
  };
}

/** What is said of lines above the header: they are left out. */
export function notesAbove(above: Table<string>['above']): Remark[] {
  if (above === null) return [];
  const { first, last } = above;
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    line: first + index,
    key: 'import.aboveTable',
    params: {},
  }));
}

interface Found<Field extends string> {
  delimiter: string;
  weight: number;
  header: Header<Field> | null;
  row: Row | null;
  above: Table<Field>['above'];
}

const NOTHING = { weight: 0, header: null, row: null, above: null };

function findHeader<Field extends string>(
  sample: string,
  delimiter: string,
  kind: TableKind<Field>,
): Found<Field> {
  let best: Found<Field> = { ...NOTHING, delimiter };
  let seen = 0;
  let [first, last] = [0, 0];
  for (const row of rowsOf(sample, delimiter)) {
    const names = (unwrapped(row, delimiter) ?? []).map((name) => name.trim());
    const columns = columnsOf(names, kind);
    const weight = kind.weigh(columns);
    if (weight > best.weight && (seen === 0 || weight > 1)) {
      const above = seen === 0 ? null : { first, last };
      best = { delimiter, weight, header: { columns, names }, row, above };
    }
    if (seen === 0) first = row.line;
    last = row.lastLine;
    seen += 1;
    if (seen === HEADER_WITHIN) break;
  }
  return best;
}

function columnsOf<Field extends string>(
  names: readonly string[],
  kind: TableKind<Field>,
): ReadonlyMap<Field, number> {
  const columns = new Map<Field, number>();
  names.forEach((name, index) => {
    const field = kind.fieldNamed(name);
    if (field !== undefined && !columns.has(field)) columns.set(field, index);
  });
  return columns;
}

function* rowsBelow<Field extends string>(
  text: string,
  { delimiter, header, row: headerRow }: Found<Field>,
  shift: number,
): Generator<Row> {
  for (const row of rowsOf(text, delimiter)) {
    if (headerRow && row.line <= headerRow.line) continue;
    const cells = header && header.names.length > 1 ? unwrapped(row, delimiter) : row.cells;
    yield { ...row, line: row.line + shift, lastLine: row.lastLine + shift, cells };
  }
}

/** The cells of a row; of one that stands in quotation marks as a whole, those within. */
function unwrapped({ cells, isWrapped }: Row, delimiter: string): string[] | null {
  const [only = ''] = cells ?? [];
  if (!isWrapped || !only.includes(delimiter)) return cells;
  const [within, more] = rowsOf(only, delimiter);
  // What has several rows within is a text of several lines.
  return more ? cells : (within?.cells ?? null);
}

/** What divides the first line most often outside quotation marks. */
function usualDelimiter(text: string): string {
  const counts = new Map<string, number>(DELIMITERS.map((delimiter) => [delimiter, 0]));
  let quoted = false;
  for (const character of text.trimStart().slice(0, SAMPLE)) {
    if (character === '"') quoted = !quoted;
    if (!quoted && (character === '\n' || character === '\r')) break;
    const count = counts.get(character);
    if (!quoted && count !== undefined) counts.set(character, count + 1);
  }
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}
