import { decodeText } from '../../files/decode-text.ts';
import { encodingIn } from '../../files/reading.ts';
import { openTable } from '../../files/table.ts';
import type { DueOptions } from '../due.ts';
import { readCsv, TODO_TABLE } from './csv.ts';
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
  const { text } = decodeText(bytes.subarray(0, TODO_FILE_MAX_BYTES));
  const named = EXTENSIONS.find(([pattern]) => pattern.test(filename))?.[1];
  // A text has no NUL in it; a picture, a song or an archive that was renamed has.
  const format = text.includes('\0') ? undefined : (named ?? formatWithin(text));
  if (format === undefined) throw unreadableTodos('todoImport.unknownFormat');
  return format;
}

function formatWithin(text: string): TodoFormat | undefined {
  if (/^\s*(?:\{|\[\s*["{\]])/.test(text)) return 'json';
  if (/^[^\S\r\n]*(?:[-*+]|\d{1,6}[.)])[^\S\r\n]+\[[ xX]\]/m.test(text)) return 'markdown';
  const { header } = openTable(text, TODO_TABLE);
  return header && header.names.length > 1 ? 'csv' : undefined;
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
  const decoded = decodeText(bytes);
  const { text } = decoded;
  if (text.trim() === '') throw unreadableTodos('todoImport.empty');
  return { ...READERS[format](text, options), ...encodingIn(decoded) };
}

/**
 * Reads a file of to-dos whose format its name or what is in it tells.
 * @throws UserError as `detectTodoFormat` and `readTodos` do
 */
export function readTodoFile(bytes: Uint8Array, filename: string, options: DueOptions): TodoReading {
  return readTodos(bytes, detectTodoFormat(bytes, filename), options);
}
