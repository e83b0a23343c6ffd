import { decodeText } from '../../files/decode-text.ts';
import { FILE_MAX_BYTES, readText } from '../../files/read-text.ts';
import { openTable } from '../../files/table.ts';
import type { DueOptions } from '../../time/due/due.ts';
import { readCsv, TODO_TABLE } from './csv.ts';
import { unreadableTodos } from './import-reasons.ts';
import { looksLikeCalendar, readCalendar } from './icalendar.ts';
import { itemOf } from './items.ts';
import { readJson } from './json.ts';
import { readMarkdown } from './markdown.ts';
import { looksLikeOrg, readOrg } from './org.ts';
import type { ReadTodoFormat, TodoReading } from './todo-file.ts';
import { looksLikeTodoTxt, readTodoTxt } from './todo-txt.ts';

type Reader = (text: string, options: DueOptions, filename: string) => TodoReading;

const READERS: Readonly<Record<ReadTodoFormat, Reader>> = {
  markdown: readMarkdown,
  csv: readCsv,
  json: readJson,
  todotxt: readTodoTxt,
  org: readOrg,
  icalendar: readCalendar,
};

const EXTENSIONS: readonly (readonly [RegExp, ReadTodoFormat])[] = [
  [/\.(?:md|markdown|txt|text)$/i, 'markdown'],
  [/\.(?:csv|tsv)$/i, 'csv'],
  [/\.json$/i, 'json'],
  [/\.org$/i, 'org'],
  [/\.ics$/i, 'icalendar'],
];
/** As much of a text as tells what it is. */
const SAMPLE = 16_384;

/**
 * What format a file has: by its extension, else by what is in it.
 * @throws UserError `todoImport.unknownFormat`
 */
export function detectTodoFormat(bytes: Uint8Array, filename: string): ReadTodoFormat {
  return formatOf(decodeText(bytes.subarray(0, FILE_MAX_BYTES)).text, filename);
}

function formatOf(text: string, filename: string): ReadTodoFormat {
  const named = EXTENSIONS.find(([pattern]) => pattern.test(filename))?.[1];
  const sample = text.slice(0, SAMPLE);
  // A text has no NUL in it; a picture, a song or an archive that was renamed has.
  const format = text.includes('\0') ? undefined : (named ?? formatWithin(sample));
  if (format === undefined) throw unreadableTodos('todoImport.unknownFormat');
  const isPlain = format === 'markdown' && !/\.(?:md|markdown)$/i.test(filename) && !hasItems(sample);
  if (format === 'markdown' && looksLikeOrg(sample)) return 'org';
  return isPlain && looksLikeTodoTxt(sample) ? 'todotxt' : format;
}

function formatWithin(text: string): ReadTodoFormat | undefined {
  if (/^\s*(?:\{|\[\s*["{\]])/.test(text)) return 'json';
  if (looksLikeCalendar(text)) return 'icalendar';
  if (looksLikeOrg(text)) return 'org';
  if (hasItems(text)) return 'markdown';
  const { header } = openTable(text, TODO_TABLE);
  if (header && header.names.length > 1) return 'csv';
  return looksLikeTodoTxt(text) ? 'todotxt' : undefined;
}

function hasItems(text: string): boolean {
  return text.split(/\r\n|\r|\n/).some((line) => itemOf(line) !== null);
}

/**
 * Reads a file of to-dos, ours or another program's: the good entries, and what became of everything else. In time
 * linear in its size, which is at most 1 MiB, with at most 1,000 entries. Due dates may be words that `readDue` reads.
 * @throws UserError with one of the keys of `TODO_IMPORT_FILE_REASONS` when the file cannot be read at all
 */
export function readTodos(
  bytes: Uint8Array,
  format: ReadTodoFormat,
  options: DueOptions,
  filename = '',
): TodoReading {
  const { text, encoding } = readText(bytes);
  return { ...READERS[format](text, options, filename), ...encoding };
}

/**
 * Reads a file of to-dos whose format its name or what is in it tells.
 * @throws UserError as `detectTodoFormat` and `readTodos` do
 */
export function readTodoFile(bytes: Uint8Array, filename: string, options: DueOptions): TodoReading {
  return readTodos(bytes, detectTodoFormat(bytes, filename), options, filename);
}
