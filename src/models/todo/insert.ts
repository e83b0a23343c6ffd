import { v7 as uuid } from 'uuid';
import { isTooFar } from '../../domain/time/due/due.ts';
import { DUE_MAX_YEARS } from '../../domain/time/due/limits.ts';
import { firstDue, repeatDayOf, repeatTimeOf, type Repeat } from '../../domain/time/repeat.ts';
import { UserError } from '../../errors.ts';
import type { Transaction } from '../base/base-model.ts';
import type { TodoList } from '../todo-list/todo-list.ts';
import { Todo } from './todo.ts';

/** When something is due: the instant, and the zone in which it was meant. */
export interface Due {
  at: Date;
  /** IANA name. */
  zone: string;
}

/**
 * Holds what a person says to `DUE_MAX_YEARS` from now: further ahead is a slip of the finger. Files, and what repeats,
 * reach as far as the table does, `DUE_LATEST`.
 * @throws UserError
 */
export function checkHorizon(due: Due | null | undefined, now: Date): void {
  if (!due || !isTooFar(due.at, now)) return;
  const day = `<t:${Math.floor(due.at.getTime() / 1_000)}:D>`;
  throw new UserError('todo.tooFar', { due: day, years: DUE_MAX_YEARS });
}

/** A to-do that is to be. */
export interface NewTodo {
  text: string;
  priority: number;
  due: Due | null;
  repeat: Repeat | null;
  /** Every how many days, weeks or months; each, when left out. */
  repeatEvery?: number;
  /** Left out, they are those of `due`. */
  repeatDay?: number | null;
  repeatTime?: string | null;
  assigneeId?: string | null;
  createdBy: string | null;
  channelId?: string | null;
  sourceUrl?: string | null;
  previousId?: string | null;
  doneAt?: Date | null;
  doneBy?: string | null;
  deletedAt?: Date | null;
  actId?: string | null;
}

/** Counts in the snapshot of the statement, which begins when the person is locked already. */
const HAS_ROOM = `where :opening + (
  select count(*) from todos o join todo_lists ol on ol.id = o.list_id
  where o.created_by = :roomOf and o.done_at is null and o.deleted_at is null and ol.deleted_at is null) <= :limit`;

/** Who may have how many open to-dos; their row must be locked. */
export interface Room {
  userId: string;
  limit: number;
}

/**
 * Puts to-dos on a list whose row the transaction holds, in one statement of one shape, whatever their number; the list's
 * next numbers are theirs. What follows an occurrence that has a successor already is left out.
 * @param room of who made them all: where it does not suffice, none is put there
 */
export async function insertTodos(
  trx: Transaction,
  list: Pick<TodoList, 'id' | 'name' | 'guildId' | 'role'>,
  todos: readonly NewTodo[],
  room?: Room,
): Promise<Todo[]> {
  if (todos.length === 0) return [];
  const repetitions = todos.map(repeating);
  const opening = todos.filter(({ doneAt, deletedAt }) => !doneAt && !deletedAt).length;
  const ids = todos.map(() => uuid());
  const { rows } = await trx.raw<{ rows: object[] }>(
    `with numbers as (
       update todo_lists set next_number = next_number + :count where id = :listId returning next_number - :count as first)
     insert into todos (id, list_id, number, text, priority, due_at, due_zone, repeat, repeat_every, repeat_day,
                        repeat_time, assignee_id, created_by, channel_id, source_url, previous_id, done_at, done_by, deleted_at, act_id)
     select t.id, :listId, numbers.first + t.n - 1, t.text, t.priority, t.due_at, t.due_zone, t.repeat, t.repeat_every, t.repeat_day,
            t.repeat_time, t.assignee_id, t.created_by, t.channel_id, t.source_url, t.previous_id, t.done_at, t.done_by, t.deleted_at, t.act_id
     from numbers, unnest(cast(:ids as uuid[]), cast(:texts as text[]), cast(:priorities as smallint[]),
                 cast(:dueAts as timestamptz[]), cast(:dueZones as text[]), cast(:repeats as text[]),
                 cast(:repeatEverys as smallint[]), cast(:repeatDays as smallint[]), cast(:repeatTimes as time[]), cast(:assigneeIds as bigint[]), cast(:createdBys as bigint[]),
                 cast(:channelIds as bigint[]), cast(:sourceUrls as text[]), cast(:previousIds as uuid[]),
                 cast(:doneAts as timestamptz[]), cast(:doneBys as bigint[]), cast(:deletedAts as timestamptz[]),
                 cast(:actIds as uuid[]))
       with ordinality as t (id, text, priority, due_at, due_zone, repeat, repeat_every, repeat_day, repeat_time,
                             assignee_id, created_by, channel_id, source_url, previous_id, done_at, done_by, deleted_at, act_id, n)
     ${room ? HAS_ROOM : ''}
     on conflict (previous_id) do nothing
     returning ${Todo.columns.list}`,
    {
      listId: list.id,
      count: todos.length,
      ...(room ? { roomOf: room.userId, limit: room.limit, opening } : {}),
      ids,
      texts: todos.map(({ text }) => text),
      priorities: todos.map(({ priority }) => priority),
      dueAts: repetitions.map(({ due }) => due?.at ?? null),
      dueZones: repetitions.map(({ due }) => due?.zone ?? null),
      repeats: todos.map(({ repeat }) => repeat),
      repeatEverys: repetitions.map(({ repeatEvery }) => repeatEvery),
      repeatDays: repetitions.map(({ repeatDay }) => repeatDay),
      repeatTimes: repetitions.map(({ repeatTime }) => repeatTime),
      assigneeIds: todos.map(({ assigneeId = null }) => assigneeId),
      createdBys: todos.map(({ createdBy }) => createdBy),
      channelIds: todos.map(({ channelId = null }) => channelId),
      sourceUrls: todos.map(({ sourceUrl = null }) => sourceUrl),
      previousIds: todos.map(({ previousId = null }) => previousId),
      doneAts: todos.map(({ doneAt = null }) => doneAt),
      doneBys: todos.map(({ doneBy = null }) => doneBy),
      deletedAts: todos.map(({ deletedAt = null }) => deletedAt),
      // One that is added alone is an act of its own.
      actIds: todos.map(({ actId }, i) => actId ?? ids[i] ?? null),
    },
  );
  const { name: listName, guildId, role } = list;
  return rows.map((row) => Object.assign(Todo.fromDatabaseJson(row), { listName, guildId, role }));
}

/** What the table keeps of when a to-do is due, and when it is again. */
type Dates = Pick<Todo, 'repeat' | 'repeatEvery' | 'repeatDay' | 'repeatTime'> & { due: Due | null };

/**
 * What to keep for the occurrences to come of what repeats. The first is on a day on which it repeats, unless it is
 * done already.
 * @throws UserError when it repeats and is due at no time
 */
export function repeating(
  todo: Pick<NewTodo, 'due' | 'repeat' | 'repeatEvery' | 'repeatDay' | 'repeatTime' | 'doneAt'>,
): Dates {
  const { due, repeat, repeatDay, repeatTime, doneAt = null } = todo;
  if (!repeat) return { due, repeat: null, repeatEvery: 1, repeatDay: null, repeatTime: null };
  if (!due) throw new UserError('todo.repeatNeedsDue');
  const { at, zone } = due;
  const isFirst = repeatTime === undefined && doneAt === null;
  return {
    due: isFirst ? { at: firstDue(at, zone, repeat), zone } : due,
    repeat,
    repeatEvery: repeat === 'weekdays' ? 1 : (todo.repeatEvery ?? 1),
    repeatDay: repeatDay === undefined ? repeatDayOf(at, zone, repeat) : repeatDay,
    repeatTime: repeatTime ?? repeatTimeOf(at, zone),
  };
}
