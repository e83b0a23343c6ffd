import type { Caller } from '../../domain/ownership/caller.ts';
import { DUE_LATEST } from '../../domain/time/due/limits.ts';
import { nextDue } from '../../domain/time/repeat.ts';
import { Conflict } from '../../errors.ts';
import { newAct } from '../base/act.ts';
import type { Transaction } from '../base/base-model.ts';
import { GuildMember } from '../guild/guild-member.ts';
import { tellOf } from '../notice/tell.ts';
import { followReminders } from '../reminder/follow.ts';
import { lockAct } from './find.ts';
import { undoneBy, type TodoRefs } from './refs.ts';
import { insertTodos, type NewTodo } from './insert.ts';
import { checkOpen } from './limit.ts';
import { Todo } from './todo.ts';

/** To-dos that one act changed. */
export interface Act {
  todos: Todo[];
  /** By which Undo finds them. */
  actId: string;
}

/** What was done, and what it left behind because it repeats. */
export interface Completed extends Act {
  successors: Todo[];
}

/**
 * Marks to-dos done; what repeats leaves its next occurrence behind, exactly one. Those of them that are done already
 * stay as they are.
 * @param reminderId the reminder on which it was said, if it was
 * @throws NotFound, Forbidden; Conflict when all of them are done already
 */
export function completeTodos(
  caller: Caller,
  refs: TodoRefs,
  now: Date,
  reminderId: string | null = null,
): Promise<Completed> {
  return Todo.transact(async (trx) => {
    const found = await lockAct(trx, caller, refs, 'do');
    const open = found.filter(({ doneAt }) => doneAt === null);
    if (open.length === 0) throw already('todo.doneAlready', found);
    const actId = newAct(undoneBy(refs));
    const change = { doneAt: now, doneBy: caller.userId, changedAt: now, actId };
    const todos = await patch(trx, open, change, caller);
    const successors: Todo[] = [];
    for (const [id, onList] of Map.groupBy(open, ({ listId }) => listId)) {
      const [first] = onList;
      if (!first) continue;
      const list = { id, name: first.listName, guildId: first.guildId, role: first.role };
      successors.push(
        ...(await insertTodos(
          trx,
          list,
          onList.flatMap((todo) => after(todo, now)),
        )),
      );
    }
    await followReminders(trx, datedOf([...todos, ...successors]), now, reminderId);
    await tellOf(trx, caller, actId, 'done', todos);
    return { todos, successors, actId };
  });
}

/** The next occurrence of what repeats. */
function after(todo: Todo, now: Date): NewTodo[] {
  const { text, priority, dueAt, dueZone: zone, repeat, repeatEvery, repeatDay, repeatTime } = todo;
  if (!repeat || !dueAt || !zone) return [];
  const at = nextDue({ at: dueAt, zone, repeat, repeatEvery, repeatDay, repeatTime }, now);
  if (at.getTime() > DUE_LATEST) return [];
  const { assigneeId, createdBy, channelId, sourceUrl } = todo;
  const rhythm = { repeat, repeatEvery, repeatDay, repeatTime };
  const kept = { text, priority, ...rhythm, assigneeId, createdBy, channelId, sourceUrl };
  return [{ ...kept, due: { at, zone }, previousId: todo.id }];
}

/**
 * Makes done to-dos open again; a next occurrence that nobody has touched goes, for it came of their being done.
 * @returns also how many next occurrences stay, because somebody has
 * @throws NotFound, Forbidden; Conflict when all of them are open, or too much would be
 */
export function reopenTodos(
  caller: Caller,
  refs: TodoRefs,
  limit: number,
  now: Date,
): Promise<Act & { stay: number }> {
  return Todo.transact(async (trx) => {
    const found = await lockAct(trx, caller, refs, 'do', { rather: 'done' });
    await GuildMember.remember(trx, caller);
    const done = found.filter(({ doneAt }) => doneAt !== null);
    if (done.length === 0) throw already('todo.openAlready', found);
    const next = () =>
      Todo.query(trx).whereIn(
        'previous_id',
        done.map(({ id }) => id),
      );
    await next().delete().where({ done_at: null, deleted_at: null, changed_at: null });
    const stay = await next().where({ deleted_at: null }).resultSize();
    const actId = newAct(undoneBy(refs));
    const todos = await patch(trx, done, { doneAt: null, doneBy: null, changedAt: now, actId });
    await checkOpen(
      trx,
      caller,
      todos.map(({ createdBy }) => createdBy),
      limit,
    );
    await followReminders(
      trx,
      todos.map(({ id }) => id),
      now,
    );
    await tellOf(trx, caller, actId, 'reopened', todos);
    return { todos, actId, stay };
  });
}

/**
 * Changes to-dos whose rows the transaction holds. @returns them as they are then, in the same order
 * @param caller is remembered in the same statement
 */
export async function patch(
  trx: Transaction,
  todos: readonly Todo[],
  change: Partial<Todo>,
  caller?: Caller,
): Promise<Todo[]> {
  const keys = Object.keys(change);
  const set = Todo.columnsOf(change).map((column, i) => `${column} = :${keys[i]}`);
  await trx.raw(
    `${caller ? `with ${GuildMember.remembering(caller)}` : ''}
     update todos set ${set.join(', ')} where id = any(cast(:ids as uuid[]))`,
    { ...(caller && GuildMember.about(caller)), ...change, ids: todos.map(({ id }) => id) },
  );
  return todos.map((todo) => todo.$clone().$set(change));
}

/** The ids of those that are due at some time: only they have reminders that a change of their state concerns. */
export const datedOf = (todos: readonly Pick<Todo, 'id' | 'dueAt'>[]): string[] =>
  todos.filter(({ dueAt }) => dueAt !== null).map(({ id }) => id);

function already(key: string, todos: readonly Todo[]): Conflict {
  return new Conflict(key, { count: todos.length, number: todos[0]?.number ?? 0 });
}
