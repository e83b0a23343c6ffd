import { DEFAULT_PRIORITY, priority, TODO_TEXT_MAX, todoText } from '../todo.ts';
import { readDue, type DueOptions } from '../due.ts';
import { repeatDayOf } from '../repeat.ts';
import { readRhythm } from '../rhythm.ts';
import { readWhen } from '../when.ts';
import { unreadableTodos, type TodoImportProblemReason } from './import-reasons.ts';
import { TODO_FILE_MAX_ENTRIES, type ImportedTodo, type TodoReading } from './todo-file.ts';

/** What a reader found for one to-do, as it stood in the file; what is missing or empty was not said. */
export interface TodoEntry {
  text: string;
  done?: boolean;
  priority?: string | undefined;
  due?: string | undefined;
  /** IANA name; the reader's own zone otherwise. */
  zone?: string | undefined;
  /** `weekly`, `monthly`, `monthly on 31`. */
  repeat?: string | undefined;
  assignee?: string | undefined;
}

/** Collects what a reader finds: each entry becomes a to-do within the limits of `todo.ts`, or a problem. */
export class TodoEntries {
  readonly #reading: TodoReading = { todos: [], problems: [], notes: [] };
  readonly #options: DueOptions;

  constructor(options: DueOptions) {
    this.#options = options;
  }

  get reading(): TodoReading {
    return this.#reading;
  }

  /** @throws UserError `todoImport.tooManyTodos` when the file has more entries than are read */
  add(entry: TodoEntry, line: number): void {
    const todo = this.#read(entry);
    if (typeof todo === 'string') return this.refuse(line, todo);
    this.#count();
    this.#reading.todos.push(todo);
  }

  /** Notes an entry that is no to-do. @throws UserError `todoImport.tooManyTodos` */
  refuse(line: number, key: TodoImportProblemReason): void {
    this.#count();
    const params = key === 'todoImport.textTooLong' ? { max: TODO_TEXT_MAX } : {};
    this.#reading.problems.push({ line, key, params });
  }

  #count(): void {
    if (this.#reading.todos.length + this.#reading.problems.length >= TODO_FILE_MAX_ENTRIES) {
      throw unreadableTodos('todoImport.tooManyTodos', { max: TODO_FILE_MAX_ENTRIES });
    }
  }

  #read(entry: TodoEntry): ImportedTodo | TodoImportProblemReason {
    if (entry.text.trim().length > TODO_TEXT_MAX) return 'todoImport.textTooLong';
    const text = todoText.safeParse(entry.text.trim());
    if (!text.success) return 'todoImport.noText';
    const urgency = priority.safeParse(plain(entry.priority).replace(/^(?:|none|medium)$/, DEFAULT_PRIORITY));
    if (!urgency.success) return 'todoImport.badPriority';
    const due = entry.due?.trim() ? readDueOf(entry.due, entry.zone, this.#options) : null;
    if (due === undefined) return 'todoImport.badDue';
    const [said, day] = plain(entry.repeat).split(' on ');
    const again = said ? readRhythm(said) : null;
    const isDay = day === undefined || /^(?:[1-9]|[12]\d|3[01])$/.test(day);
    if (!isDay || (again === null && said !== '')) return 'todoImport.badRepeat';
    if (again !== null && due === null) return 'todoImport.repeatWithoutDue';
    const repeatDay = again && due ? repeatDayOf(due.at, due.zone, again.repeat) : null;
    return {
      text: text.data,
      done: entry.done ?? false,
      priority: urgency.data,
      due,
      repeat: again?.repeat ?? null,
      repeatEvery: again?.every ?? 1,
      repeatDay: repeatDay !== null && day !== undefined ? Number(day) : repeatDay,
      assigneeId: /^(?:<@!?)?(\d{15,20})>?$/.exec(entry.assignee?.trim() ?? '')?.[1] ?? null,
    };
  }
}

/**
 * A date of a file may lie in the past; in words it is read as a person's, and of two that it may be it is the first.
 * Undefined when it is none.
 */
function readDueOf(
  text: string,
  zone: string | undefined,
  options: DueOptions,
): ImportedTodo['due'] | undefined {
  const written = readWhen(zone?.trim() ? `${text.trim()} ${zone.trim()}` : text, options.timeZone);
  if (written) return written;
  const read = readDue(text, options);
  if (read.kind === 'due') return { at: read.at, zone: read.zone };
  const at = read.kind === 'past' ? read.at : read.kind === 'ambiguous' ? read.choices[0]?.at : undefined;
  return at && { at, zone: options.timeZone };
}

function plain(text: string | undefined): string {
  return (text ?? '').trim().toLowerCase();
}
