import type { Caller } from '../../domain/ownership/caller.ts';
import type { Transaction } from '../base/base-model.ts';
import { followReminders } from '../reminder/follow.ts';
import { checkOpen } from '../todo/limit.ts';
import { Todo } from '../todo/todo.ts';
import { todoLists, type TodoList } from './todo-list.ts';

/** Puts a list away with all that is on it; restorable for 30 days. Nobody is reminded meanwhile. @throws NotFound, Forbidden */
export function deleteList(caller: Caller, reference: string, now: Date): Promise<TodoList> {
  return todoLists.remove(caller, reference, (trx, { id }) => followAll(trx, id, now));
}

/**
 * Brings a deleted list back as it was.
 * @param undone the deletion that is undone; any when it is left out
 * @throws NotFound, Forbidden, and Conflict when its name or place is taken, it is back already or was deleted again since, or
 * somebody would have too much to do
 */
export function restoreList(
  caller: Caller,
  reference: string,
  limits: { lists: number; todos: number },
  now: Date,
  undone?: string,
): Promise<TodoList> {
  return todoLists.restore(caller, reference, {
    limit: limits.lists,
    undone,
    people: creators,
    after: async (trx, list) => {
      await checkOpen(trx, caller, await creators(trx, list), limits.todos);
      await followAll(trx, list.id, now);
    },
  });
}

/** Those who made what is open on a list. */
async function creators(trx: Transaction, { id }: TodoList): Promise<(string | null)[]> {
  const open = await Todo.query(trx)
    .distinct('created_by')
    .where({ list_id: id, done_at: null, deleted_at: null });
  return open.map(({ createdBy }) => createdBy);
}

/** Makes the reminders match of what is open on a list and due at some time. */
async function followAll(trx: Transaction, listId: string, now: Date): Promise<void> {
  const todos = await Todo.query(trx)
    .select('id')
    .where({ list_id: listId, done_at: null, deleted_at: null })
    .whereNotNull('due_at');
  await followReminders(
    trx,
    todos.map(({ id }) => id),
    now,
  );
}
