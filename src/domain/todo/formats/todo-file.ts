import type { Reading } from '../../files/reading.ts';
import type { Repeat } from '../../time/repeat.ts';
import type { Priority } from '../todo.ts';

/** The formats that to-dos are written in. */
export const TODO_FORMATS = ['markdown', 'csv', 'json'] as const;
export type TodoFormat = (typeof TODO_FORMATS)[number];

/** The formats that to-dos are read from: ours, and those that only other programs write. */
export const READ_TODO_FORMATS = [...TODO_FORMATS, 'todotxt', 'org', 'icalendar'] as const;
export type ReadTodoFormat = (typeof READ_TODO_FORMATS)[number];

/** The most entries of a file that are read, good and bad together. */
export const TODO_FILE_MAX_ENTRIES = 1_000;

/** A to-do as files have it; what is read is within the limits of `todo.ts`. */
export interface ImportedTodo {
  text: string;
  done: boolean;
  priority: Priority;
  /** May lie in the past. The zone is the IANA name in which it was meant, and in whose calendar it repeats. */
  due: { at: Date; zone: string } | null;
  /** Only with a due date. */
  repeat: Repeat | null;
  /** Every how many days, weeks or months; 1 unless it repeats so. */
  repeatEvery: number;
  /** The day of the month, only with `monthly`, and always then. */
  repeatDay: number | null;
  /** Discord snowflake, as a decimal string. */
  assigneeId: string | null;
}

/** What of a to-do can be taken from a file. */
export type TakenField = 'text' | 'done' | 'priority' | 'due' | 'repeat' | 'assignee';

/** What a file said: each line that holds anything became a to-do, or has a remark. */
export interface TodoReading extends Reading {
  todos: ImportedTodo[];
  taken: readonly string[];
  leftOut: readonly string[];
}
