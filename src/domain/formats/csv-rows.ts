import { parse } from 'csv-parse/sync';
import { delimiterOf } from './csv-columns.ts';

/** A row and the line it begins on, from 1; null where its cells could not be told apart. */
export interface Row {
  line: number;
  cells: string[] | null;
}

/** The rows of a CSV divided by commas, semicolons, tabs or bars, up to `most` of them. */
export function rowsOf(text: string, most: number): Row[] {
  const rows: Row[] = [];
  let next = 1;
  parse(text, {
    delimiter: delimiterOf(text),
    to: most,
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
