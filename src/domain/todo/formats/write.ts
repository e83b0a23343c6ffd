import { fileName } from '../../files/file-name.ts';
import { writeCsv } from './csv.ts';
import { writeJson } from './json.ts';
import { writeMarkdown } from './markdown.ts';
import type { ImportedTodo, TodoFormat } from './todo-file.ts';

/** A file to hand out. */
export interface TodoFile {
  /** Fit for every file system, with the extension of its format. */
  filename: string;
  /** A media type (RFC 6838). */
  contentType: string;
  data: Uint8Array;
}

interface Writer {
  extension: string;
  contentType: string;
  write: (todos: readonly ImportedTodo[], zone: string) => Uint8Array;
}

const WRITERS: Readonly<Record<TodoFormat, Writer>> = {
  markdown: { extension: 'md', contentType: 'text/markdown; charset=utf-8', write: writeMarkdown },
  csv: { extension: 'csv', contentType: 'text/csv; charset=utf-8', write: writeCsv },
  json: { extension: 'json', contentType: 'application/json', write: writeJson },
};

/**
 * Writes to-dos in a format; `readTodos` reads back whatever that format can hold, given the same zone. Expects texts
 * as `todo.ts` lets them through.
 * @param zone whose clock a Markdown file has; a due date of another zone says which.
 * @param name what the file is called, without its extension.
 */
export function writeTodos(
  todos: readonly ImportedTodo[],
  format: TodoFormat,
  zone: string,
  name = 'to-dos',
): TodoFile {
  const { extension, contentType, write } = WRITERS[format];
  return { filename: fileName(name, extension), contentType, data: write(todos, zone) };
}
