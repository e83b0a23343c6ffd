import { encodeUtf8 } from '../../files/encode-text.ts';
import { parseJson } from '../../files/json.ts';
import type { DueOptions } from '../../time/due/due.ts';
import { writeRhythm } from '../../time/rhythm.ts';
import { TodoEntries } from './entries.ts';
import { unreadableTodos } from './import-reasons.ts';
import { JsonTodos } from './json-todos.ts';
import type { ImportedTodo, TodoReading } from './todo-file.ts';

/** What our JSON calls itself, and the version that a later one would raise if this reader could not read it. */
const FORMAT = 'ostinato-todos';
const VERSION = 1;

/** JSON: holds everything, due dates to the millisecond. */
export function writeJson(todos: readonly ImportedTodo[]): Uint8Array {
  const document = {
    format: FORMAT,
    version: VERSION,
    todos: todos.map(({ text, done, priority, due, repeat, repeatEvery, repeatDay, assigneeId }) => ({
      text,
      done,
      priority,
      due: due && { at: due.at.toISOString(), zone: due.zone },
      repeat: repeat && writeRhythm({ repeat, every: repeatEvery }),
      repeatDay,
      assigneeId,
    })),
  };
  return encodeUtf8(`${JSON.stringify(document, null, 2)}\n`);
}

/**
 * Reads our JSON, a list of strings or of objects, or an object that has such lists, also within each other; properties
 * may have other programs' names. Remarks name the number of the entry.
 * @throws UserError `todoImport.notJson` when it is not JSON or there is no list in it
 */
export function readJson(text: string, options: DueOptions): TodoReading {
  const entries = new TodoEntries();
  const todos = new JsonTodos(entries);
  if (!todos.readDocument(parseJson(text))) throw unreadableTodos('todoImport.notJson');
  return entries.reading({ options, program: todos.program, leftOut: todos.leftOut, counts: 'entries' });
}
