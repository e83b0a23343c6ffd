import { encodeUtf8 } from '../../files/encode-text.ts';
import { isObject, listIn, parseJson } from '../../files/json.ts';
import type { DueOptions } from '../due.ts';
import { writeRhythm } from '../rhythm.ts';
import { TodoEntries, type TodoEntry } from './entries.ts';
import { isDone, todoFieldNamed, type TodoField } from './field-names.ts';
import { unreadableTodos } from './import-reasons.ts';
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

/** Where other programs keep the list. */
const LISTS = ['todos', 'tasks', 'items', 'entries'] as const;

/**
 * Reads our JSON, a list of strings or of objects, or an object that has such a list; properties may have other
 * programs' names. Problems name the number of the entry.
 * @throws UserError `todoImport.notJson` when it is not JSON or there is no list in it
 */
export function readJson(text: string, options: DueOptions): TodoReading {
  const list = listIn(parseJson(text), LISTS);
  if (list === undefined) throw unreadableTodos('todoImport.notJson');
  const entries = new TodoEntries(options);
  list.forEach((item, index) => {
    const entry = entryOf(item);
    if (entry === null) entries.refuse(index + 1, 'todoImport.badRow');
    else entries.add(entry, index + 1);
  });
  return { ...entries.reading, counts: 'entries' };
}

function entryOf(item: unknown): TodoEntry | null {
  if (typeof item === 'string') return { text: item };
  if (!isObject(item)) return null;
  const found = new Map<TodoField, unknown>();
  for (const [key, value] of Object.entries(item)) {
    const field = todoFieldNamed(key);
    if (field !== undefined && value !== null && !found.has(field)) found.set(field, value);
  }
  const due = found.get('due');
  const said = (field: TodoField) => textOf(found.get(field));
  const day = said('repeatDay');
  return {
    text: said('text'),
    done: isDone(said('done')),
    priority: said('priority'),
    due: textOf(isObject(due) ? due['at'] : due),
    zone: isObject(due) ? textOf(due['zone']) : said('zone'),
    repeat: day === '' ? said('repeat') : `${said('repeat')} on ${day}`,
    assignee: said('assignee'),
  };
}

function textOf(value: unknown): string {
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : '';
}
