import { z } from 'zod';
import { line, paragraph } from '../text.ts';
import { REPEATS } from '../time/repeat.ts';

/** Lengths in characters; each is a constraint of the tables `todos` and `todo_lists` too. */
export const TODO_TEXT_MAX = 1_000;
export const LIST_NAME_MAX = 100;
/** How many to-dos of a person may be open at a time, unless the operator says otherwise. */
export const OPEN_TODOS_PER_USER = 500;
/** The highest number that a to-do is called by: what positions such as “1,3-5” are read up to. */
export const TODO_NUMBER_MAX = 1_000_000;
/** How many to-dos one “1,3-5” may name. */
export const TODO_NUMBERS_AT_ONCE = 100;

/** What has to be done: several lines are welcome. */
export const todoText = paragraph(TODO_TEXT_MAX);
export const listName = line(LIST_NAME_MAX);

/** How urgent a to-do is, the least first; the table has the index. */
export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof PRIORITIES)[number];
export const DEFAULT_PRIORITY: Priority = 'normal';
export const priority = z.enum(PRIORITIES);

/** Which to-dos are listed: ‘mine’ are those assigned to the caller, ‘today’ those due before the local day ends. */
export const FILTERS = ['open', 'done', 'overdue', 'today', 'mine'] as const;
export type Filter = (typeof FILTERS)[number];
export const filter = z.enum(FILTERS);

export const SORTS = ['due', 'priority', 'newest', 'number'] as const;
export type Sort = (typeof SORTS)[number];
export const sort = z.enum(SORTS);

export const repeat = z.enum(REPEATS);

/** As the table has it: 0 low, 1 normal, 2 high, 3 urgent. */
export function priorityNumber(name: Priority): number {
  return PRIORITIES.indexOf(name);
}

/**
 * The name of a number of the table.
 * @throws RangeError for a number that the table's constraint does not let in
 */
export function priorityName(number: number): Priority {
  const name = PRIORITIES[number];
  if (name === undefined) throw new RangeError(`no priority has the number ${number}`);
  return name;
}
