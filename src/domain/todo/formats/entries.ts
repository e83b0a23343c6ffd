import type { Remark } from '../../files/reading.ts';
import { TODO_TEXT_MAX, todoText } from '../todo.ts';
import { EntryDates } from './entry-dates.ts';
import { unreadableTodos, type TodoAsideReason, type TodoEntryReason } from './import-reasons.ts';
import { readPriority, scaleOf, type PriorityScale } from './priority-words.ts';
import { readStatus } from './status-words.ts';
import { TODO_FILE_MAX_ENTRIES, type ImportedTodo, type TakenField, type TodoReading } from './todo-file.ts';
import type { FileConventions } from './conventions.ts';
import type { Note, TodoEntry } from './todo-entry.ts';

/** As much of a line or a cell as a remark quotes, in characters. */
const QUOTED_MAX = 40;

/** Collects what a reader finds: each entry becomes a to-do within the limits of `todo.ts`, or has a remark. */
export class TodoEntries {
  readonly #found: { entry: TodoEntry; line: number }[] = [];
  readonly #problems: Remark[] = [];
  readonly #notes: Remark[] = [];

  /** @throws UserError `todoImport.tooManyTodos` when the file has more entries than are read */
  add(entry: TodoEntry, line: number): void {
    const text = entry.text.trim();
    if (text.length > TODO_TEXT_MAX)
      return this.refuse(line, 'todoImport.textTooLong', { max: TODO_TEXT_MAX });
    if (!todoText.safeParse(text).success) return this.refuse(line, 'todoImport.noText');
    this.#count();
    this.#found.push({ entry: { ...entry, text }, line });
  }

  /** Notes an entry that is no to-do. @throws UserError `todoImport.tooManyTodos` */
  refuse(line: number, key: TodoEntryReason, params: Remark['params'] = {}): void {
    this.#count();
    this.#problems.push({ line, key, params });
  }

  /** Notes what is no entry, and was not meant to be one. */
  setAside(line: number, key: TodoAsideReason, text = ''): void {
    this.#notes.push({ line, key, params: { value: quoted(text) } });
  }

  /** What the file says, read by the conventions of all of it. */
  reading(conventions: FileConventions): TodoReading {
    const entries = this.#found.map(({ entry }) => entry);
    const scale = conventions.program?.priorities ?? scaleOf(entries.map(({ priority = '' }) => priority));
    const dates = new EntryDates(conventions, entries);
    const todos = this.#found.flatMap(({ entry, line }) => {
      const note: Note = (key, value = '', more = {}) => {
        this.#notes.push({ line, key, params: value === '' ? more : { ...more, value: quoted(value) } });
      };
      return this.#read(entry, line, note, scale, dates, conventions);
    });
    return {
      todos,
      problems: this.#problems,
      notes: this.#notesWith(conventions),
      taken: fieldsOf(todos),
      leftOut: conventions.leftOut ?? [],
      counts: conventions.counts ?? 'lines',
      ...(conventions.program === undefined ? {} : { program: conventions.program.name }),
    };
  }

  #notesWith({ notes = [], hasOwnDates = false }: FileConventions): Remark[] {
    const dates: Remark[] = hasOwnDates ? [{ line: null, key: 'todoImport.ownDates', params: {} }] : [];
    return [...dates, ...notes, ...this.#notes].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  }

  #count(): void {
    if (this.#found.length + this.#problems.length >= TODO_FILE_MAX_ENTRIES) {
      throw unreadableTodos('todoImport.tooManyTodos', { max: TODO_FILE_MAX_ENTRIES });
    }
  }

  #read(
    entry: TodoEntry,
    line: number,
    note: Note,
    scale: PriorityScale,
    dates: EntryDates,
    { program }: FileConventions,
  ): ImportedTodo[] {
    const status = readStatus(entry.done ?? '', program?.statuses === 'tickTick');
    if (status === 'cancelled') {
      this.setAside(line, 'todoImport.cancelled', entry.text);
      return [];
    }
    if (status === undefined) note('todoImport.badStatus', entry.done ?? '');
    const priority = readPriority(entry.priority ?? '', scale);
    if (priority === undefined) note('todoImport.badPriority', entry.priority ?? '');
    const assignee = (entry.assignee ?? '').trim();
    const assigneeId = /^(?:<@!?)?(\d{15,20})>?$/.exec(assignee)?.[1] ?? null;
    if (assignee !== '' && assigneeId === null) note('todoImport.badAssignee', assignee);
    return [
      {
        text: todoText.parse(entry.text),
        done: status === 'done',
        priority: priority ?? 'normal',
        ...dates.read(entry, note),
        assigneeId,
      },
    ];
  }
}

/** What of a file's to-dos was taken, in the order in which it is told. */
function fieldsOf(todos: readonly ImportedTodo[]): TakenField[] {
  const taken: Readonly<Record<TakenField, (todo: ImportedTodo) => boolean>> = {
    text: () => true,
    done: ({ done }) => done,
    priority: ({ priority }) => priority !== 'normal',
    due: ({ due }) => due !== null,
    repeat: ({ repeat }) => repeat !== null,
    assignee: ({ assigneeId }) => assigneeId !== null,
  };
  return (Object.keys(taken) as TakenField[]).filter((field) => todos.some(taken[field]));
}

function quoted(text: string): string {
  const [first = ''] = text.trim().split(/[\r\n]/, 1);
  return first.length > QUOTED_MAX ? `${first.slice(0, QUOTED_MAX - 1).toWellFormed()}…` : first;
}
