import { stringify } from 'csv-stringify/sync';
import { encodeUtf8 } from '../domain/files/encode-text.ts';
import { guarded } from '../domain/files/formula-guard.ts';
import type { PackedFile } from './zips.ts';

/** A table that is read in batches. */
export interface Table {
  name: string;
  columns: readonly string[];
  rows: AsyncIterable<readonly Row[]>;
}
export type Row = Readonly<Record<string, unknown>>;

/** A file with rows of a table: all of them, or those that fit behind those of the file before it. */
export interface TableFile extends PackedFile {
  table: string;
  format: 'json' | 'csv';
  rows: number;
}

/** What people open in a spreadsheet; everything is there as JSON, too. */
const AS_CSV = new Set(['playlists', 'tracks', 'todo-lists', 'todos', 'reminders']);

/** Bytes, about, after which a table goes on in another file: one is written, checked and compressed at once. */
const FILE_BYTES = 4 * 1024 * 1024;

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Writes each table that has rows: as JSON, an array with an object a line, and what people would open also as CSV in
 * UTF-8 with a byte order mark, guarded against formulas. Times are in ISO 8601. Source: RFC 8259, RFC 4180
 * @throws the reason of `signal` once that is aborted, between two batches
 */
export async function* tableFiles(
  tables: AsyncIterable<Table>,
  signal?: AbortSignal,
  fileBytes = FILE_BYTES,
): AsyncGenerator<TableFile> {
  for await (const { name, columns, rows } of tables) {
    const formats = [json(columns), ...(AS_CSV.has(name) ? [csv(columns)] : [])].map((format) => ({
      ...format,
      texts: [] as string[],
      size: 0,
      count: 0,
      nth: 1,
    }));
    const write = (file: (typeof formats)[number]): TableFile => {
      const { ending, head, tail, texts, count, nth, separator } = file;
      const bytes = encodeUtf8(head + texts.join(separator) + tail);
      Object.assign(file, { texts: [], size: 0, count: 0, nth: nth + 1 });
      const suffix = nth === 1 ? '' : `-${nth}`;
      return { name: `${name}${suffix}.${ending}`, table: name, format: ending, rows: count, bytes };
    };
    for await (const batch of rows) {
      signal?.throwIfAborted();
      if (batch.length === 0) continue;
      for (const file of formats) {
        const text = file.textOf(batch);
        file.texts.push(text);
        file.size += text.length;
        file.count += batch.length;
        if (file.size >= fileBytes) yield write(file);
      }
    }
    for (const file of formats) if (file.count > 0) yield write(file);
  }
}

interface Format {
  ending: 'json' | 'csv';
  head: string;
  separator: string;
  tail: string;
  textOf(rows: readonly Row[]): string;
}

function json(columns: readonly string[]): Format {
  const lineOf = (row: Row) => JSON.stringify(Object.fromEntries(columns.map((name) => [name, row[name]])));
  return {
    ending: 'json',
    head: '[\n',
    separator: ',\n',
    tail: '\n]\n',
    textOf: (rows) => rows.map(lineOf).join(',\n'),
  };
}

function csv(columns: readonly string[]): Format {
  const how = { record_delimiter: '\r\n', quoted_match: /[;\t|\r\n]/ };
  return {
    ending: 'csv',
    head: BYTE_ORDER_MARK + stringify([[...columns]], how),
    separator: '',
    tail: '',
    textOf: (rows) =>
      stringify(
        rows.map((row) => columns.map((name) => cellOf(row[name]))),
        how,
      ),
  };
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string') return guarded(value);
  return JSON.stringify(value);
}
