import type { Caller } from '../../domain/ownership/caller.ts';
import { newAct } from '../base/act.ts';
import type { Transaction } from '../base/base-model.ts';
import { tellOf } from '../notice/tell.ts';
import { followReminders } from '../reminder/follow.ts';
import { lockList } from '../todo-list/own.ts';
import { TodoList } from '../todo-list/todo-list.ts';
import { datedOf, patch, type Act } from './complete.ts';
import { lockAct } from './find.ts';
import { undoneBy, type TodoRefs } from './refs.ts';
import { checkOpen } from './limit.ts';
import { Todo } from './todo.ts';

/** Puts to-dos away; restorable for 30 days. @throws NotFound, Forbidden */
export function removeTodos(caller: Caller, refs: TodoRefs, now: Date): Promise<Act> {
  return Todo.transact(async (trx) => {
    const found = await lockAct(trx, caller, refs, 'change');
    const actId = newAct(undoneBy(refs));
    const todos = await patch(trx, found, { deletedAt: now, actId });
    await followReminders(trx, datedOf(todos), now);
    await tellOf(trx, caller, actId, 'removed', todos);
    return { todos, actId };
  });
}

/** Brings removed to-dos back as they were. @throws NotFound, Forbidden; Conflict when too much would be open */
export function restoreTodos(caller: Caller, refs: TodoRefs, limit: number, now: Date): Promise<Todo[]> {
  return Todo.transact(async (trx) => {
    const found = await lockAct(trx, caller, refs, 'change', { among: 'deleted' });
    const actId = newAct(undoneBy(refs));
    const todos = await patch(trx, found, { deletedAt: null, actId }, caller);
    await checkOpen(
      trx,
      caller,
      todos.map(({ createdBy }) => createdBy),
      limit,
    );
    await followReminders(trx, datedOf(todos), now);
    await tellOf(trx, caller, actId, 'restored', todos);
    return todos;
  });
}

/** Puts away what is done on a list; restorable for 30 days. @throws NotFound, Forbidden */
export function clearDone(
  caller: Caller,
  reference: string | undefined,
  now: Date,
): Promise<{ list: TodoList; count: number; actId: string }> {
  return TodoList.transact(async (trx) => {
    const list = await lockList(trx, caller, reference, 'editor');
    const actId = newAct();
    const ids = await putAway(trx, caller, list.id, { which: 'done', actId, now });
    return { list, count: ids.length, actId };
  });
}

/** Puts away what is on a list whose row the transaction holds. @returns the ids */
export async function putAway(
  trx: Transaction,
  caller: Caller,
  listId: string,
  { which, actId, now }: { which: 'done' | 'all'; actId: string; now: Date },
): Promise<string[]> {
  const { rows } = await trx.raw<{ rows: Pick<Todo, 'id' | 'assigneeId' | 'createdBy'>[] }>(
    `update todos set deleted_at = :now, act_id = :actId
     where list_id = :listId and deleted_at is null ${which === 'done' ? 'and done_at is not null' : ''}
     returning id, assignee_id as "assigneeId", created_by as "createdBy"`,
    { listId, actId, now },
  );
  const ids = idsOf(rows);
  await followReminders(trx, ids, now);
  await tellOf(trx, caller, actId, 'removed', rows);
  return ids;
}

const idsOf = (todos: readonly { id: string }[]) => todos.map(({ id }) => id);
