import { isObject, type JsonObject } from '../../files/json.ts';
import type { TodoProgram } from './conventions.ts';
import type { TodoEntries } from './entries.ts';
import type { TodoEntry } from './todo-entry.ts';
import { fieldNamed, findFields, isTechnical, type TodoField } from './field-names.ts';
import { textIn, repeatIn } from './json-values.ts';
import { compact } from './plain-words.ts';
import { kindReason } from './row-kinds.ts';
import { PROGRAMS } from './programs.ts';

/** Where programs keep lists of to-dos, and lists of such lists. */
const LISTS = [
  'todos',
  'tasks',
  'cards',
  'items',
  'checkitems',
  'entries',
  'reminders',
  'issues',
  'data',
  'lists',
  'projects',
];
/** Where they keep what a to-do is made of. */
const CHILDREN = ['subtasks', 'children', 'steps', 'checklistitems', 'checklist', 'checklists', 'todoitems'];
/** How deep lists are followed. */
const DEPTH_MAX = 20;
/** Finds the to-dos in a document of JSON, however its lists lie within each other. */
export class JsonTodos {
  readonly #entries: TodoEntries;
  readonly #unread = new Set<string>();
  #program: TodoProgram | undefined;
  #number = 0;

  constructor(entries: TodoEntries) {
    this.#entries = entries;
  }

  get program(): TodoProgram | undefined {
    return this.#program;
  }

  /** Properties that hold something and were not taken. */
  get leftOut(): readonly string[] {
    return [...this.#unread];
  }

  /** Whether the document has a list. */
  readDocument(document: unknown): boolean {
    if (Array.isArray(document)) {
      this.#readList(document, 1);
      return true;
    }
    if (!isObject(document)) return false;
    const lists = listsOf(document, LISTS);
    // A board of Trello’s names its columns beside its cards.
    const inner = Array.isArray(document['cards'])
      ? lists.filter(([key]) => key === 'cards').concat(listsOf(document, ['checklists']))
      : lists;
    if (Array.isArray(document['cards'])) this.#program = PROGRAMS.trello;
    if (String(document['kind']).startsWith('tasks#')) this.#program = PROGRAMS.googleTasks;
    for (const [, list] of inner) this.#readList(list, 1);
    return inner.length > 0;
  }

  #readList(list: readonly unknown[], depth: number): void {
    for (const item of list) this.#readItem(item, depth);
  }

  #readItem(item: unknown, depth: number): void {
    if (typeof item === 'string') return this.#entries.add({ text: item }, this.#next());
    if (!isObject(item) || depth > DEPTH_MAX) return this.#entries.refuse(this.#next(), 'todoImport.badRow');
    // Things keeps everything but the type one level deeper.
    const attributes = item['attributes'];
    const properties = isObject(attributes) ? { ...item, ...attributes } : item;
    if (isObject(attributes)) this.#program ??= PROGRAMS.things;
    const lists = listsOf(properties, LISTS);
    const found = fieldsOf(properties);
    const isList =
      lists.length > 0 && ['done', 'priority', 'due', 'repeat'].every((one) => !found.has(one as TodoField));
    if (isList) this.#setListAside(found.get('text'));
    else this.#readTodo(properties, found);
    for (const [, inner] of [...lists, ...listsOf(properties, CHILDREN)]) this.#readList(inner, depth + 1);
  }

  #setListAside(name: Found | undefined): void {
    const text = name === undefined ? '' : textIn(name.value);
    if (text !== '') this.#entries.setAside(this.#next(), 'todoImport.listName', text);
  }

  #readTodo(properties: JsonObject, found: ReadonlyMap<TodoField, Found>): void {
    const line = this.#next();
    this.#program ??= programOf(properties);
    this.#noteUnread(properties, found);
    const said = (field: TodoField) => textIn(found.get(field)?.value);
    const isClosed = said('archived') === 'true';
    // What is closed is archived in Trello, and done elsewhere.
    const isArchived =
      isClosed && (found.get('archived')?.key !== 'closed' || this.#program === PROGRAMS.trello);
    const aside = kindReason(said('kind')) ?? (isArchived ? 'todoImport.archived' : undefined);
    if (aside) return this.#entries.setAside(line, aside, said('text'));
    this.#entries.add({ ...entryOf(found, said), ...(isClosed ? { done: 'done' } : {}) }, line);
  }

  #noteUnread(properties: JsonObject, found: ReadonlyMap<TodoField, Found>): void {
    const taken = new Set([...found.values()].map(({ key }) => key));
    for (const [key, value] of Object.entries(properties)) {
      const name = compact(key);
      const holds = textIn(value) !== '' || (isObject(value) && Object.keys(value).length > 0);
      const isKnown =
        taken.has(key) || isTechnical(key) || fieldNamed(key) === 'done' || name === 'attributes';
      if (holds && value !== false && !isKnown) this.#unread.add(key);
    }
  }

  #next(): number {
    this.#number += 1;
    return this.#number;
  }
}

interface Found {
  key: string;
  value: unknown;
}

function fieldsOf(properties: JsonObject): ReadonlyMap<TodoField, Found> {
  const keys = Object.keys(properties).filter((key) => !Array.isArray(properties[key]));
  const found = new Map<TodoField, Found>();
  for (const [field, columns] of findFields(keys).columns) {
    const key = columns.map((column) => keys[column] ?? '').find((one) => holdsSomething(properties[one]));
    if (key !== undefined) found.set(field, { key, value: properties[key] });
  }
  return found;
}

function holdsSomething(value: unknown): boolean {
  return value !== null && value !== undefined && value !== '';
}

function entryOf(found: ReadonlyMap<TodoField, Found>, said: (field: TodoField) => string): TodoEntry {
  const due = found.get('due')?.value;
  const day = said('repeatDay');
  const isAgain = isObject(due) && due['is_recurring'] === true;
  const repeat = isAgain ? textIn(due['string']) : repeatIn(found.get('repeat')?.value);
  const isDone = said('done') === '' && said('doneAt') !== '' && said('doneAt') !== 'false';
  return {
    text: said('text'),
    done: said('cancelled') === 'true' ? 'cancelled' : isDone ? 'done' : said('done'),
    priority: said('priority'),
    due: textIn(due),
    zone: isObject(due) ? textIn(due['zone'] ?? due['timeZone'] ?? due['timezone']) : said('zone'),
    repeat: day === '' ? repeat : `${repeat} on ${day}`,
    assignee: said('assignee'),
    allDay: said('allDay'),
    language: isObject(due) ? textIn(due['lang']) : '',
  };
}

function listsOf(properties: JsonObject, names: readonly string[]): [string, readonly unknown[]][] {
  return Object.entries(properties).flatMap(([key, value]) =>
    Array.isArray(value) && names.includes(compact(key)) ? [[key, value as readonly unknown[]]] : [],
  );
}

/** Whose entry it is, by the properties that only that program has. */
function programOf(properties: JsonObject): TodoProgram | undefined {
  if (String(properties['kind']).startsWith('tasks#')) return PROGRAMS.googleTasks;
  if (isObject(properties['dueDateTime']) || ('importance' in properties && 'status' in properties))
    return PROGRAMS.microsoftToDo;
  if ('content' in properties && 'project_id' in properties) return PROGRAMS.todoistApi;
  if ('projectId' in properties && 'title' in properties && 'sortOrder' in properties)
    return PROGRAMS.tickTick;
  return properties['resource_type'] === 'task' ? PROGRAMS.asana : undefined;
}
