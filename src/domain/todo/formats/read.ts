import { decodeText } from '../../formats/text-encoding.ts';
import { rowsOf } from '../../formats/csv-rows.ts';
import type { DueOptions } from '../due.ts';
import { readCsv, readHeader } from './csv.ts';
import { unreadableTodos } from './import-reasons.ts';
import { readJson } from './json.ts';
import { readMarkdown } from './markdown.ts';
import { TODO_FILE_MAX_BYTES, type TodoFormat, type TodoReading } from './todo-file.ts';

const READERS: Readonly<Record<TodoFormat, (text: string, options: DueOptions) => TodoReading>> = {
  markdown: readMarkdown,
  csv: readCsv,
  json: readJson,
};

const EXTENSIONS: readonly (readonly [RegExp, TodoFormat])[] = [
  [/\.(?:md|markdown|txt)$/i, 'markdown'],
  [/\.(?:csv|tsv)$/i, 'csv'],
  [/\.json$/i, 'json'],
];

/**
 * What format a file has: by its extension, else by what is in it.
 * @throws UserError `todoImport.unknownFormat`
 */
export function detectTodoFormat(bytes: Uint8Array, filename: string): TodoFormat {
  const text = decodeText(bytes.subarray(0, TODO_FILE_MAX_BYTES));
  const named = EXTENSIONS.find(([pattern]) => pattern.test(filename))?.[1];
  // A text has no NUL in it; a picture, a song or an archive that was renamed has.
  const format = text.includes('\0') ? undefined : (named ?? formatWithin(text));
  if (format === undefined) throw unreadableTodos('todoImport.unknownFormat');
  return format;
}

function formatWithin(text: string): TodoFormat | undefined {
  if (/^\s*(?:\{|\[\s*["{\]])/.test(text)) return 'json';
  if (/^\s*(?:[-*+]|\d{1,6}[.)])\s+\[[ xX]\]/m.test(text)) return 'markdown';
  const header = rowsOf(text, 1)[0]?.cells;
  return header && header.length > 1 && readHeader(header) ? 'csv' : undefined;
}

/**
 * Reads a file of to-dos, ours or another program's: the good entries, and for each bad one where and why. In time
 * linear in its size, which is at most 1 MiB, with at most 1,000 entries. Due dates may be words that `readDue` reads.
 * @throws UserError with one of the keys of `TODO_IMPORT_FILE_REASONS` when the file cannot be read at all
 */
export function readTodos(bytes: Uint8Array, format: TodoFormat, options: DueOptions): TodoReading {
  if (bytes.length > TODO_FILE_MAX_BYTES) {
    throw unreadableTodos('todoImport.tooLarge', { max: TODO_FILE_MAX_BYTES / 1024 });
  }
  const text = decodeText(bytes);
  if (text.trim() === '') throw unreadableTodos('todoImport.empty');
  return READERS[format](text, options);
}
