import type { DueOptions } from '../due.ts';
import type { TodoFormat, TodoReading } from './todo-file.ts';

/**
 * What format a file has: by its extension, else by what is in it.
 * @throws UserError `todoImport.unknownFormat`
 */
export function detectTodoFormat(bytes: Uint8Array, filename: string): TodoFormat {
  void bytes;
  void filename;
  return 'markdown';
}

/**
 * Reads a file of to-dos, ours or another program's: the good entries, and for each bad one where and why.
 * @throws UserError with one of the keys of `TODO_IMPORT_FILE_REASONS` when the file cannot be read at all
 */
export function readTodos(bytes: Uint8Array, format: TodoFormat, options: DueOptions): TodoReading {
  void bytes;
  void format;
  void options;
  return { todos: [], problems: [] };
}
