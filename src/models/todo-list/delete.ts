import type { Caller } from '../../domain/ownership/caller.ts';
import { Conflict, naming } from '../../errors.ts';
import type { Transaction } from '../base/base-model.ts';
import { GuildMember } from '../guild/guild-member.ts';
import { followReminders } from '../reminder/follow.ts';
import { checkOpen, holdPeople } from '../todo/limit.ts';
import { Todo } from '../todo/todo.ts';
import { TodoList } from './todo-list.ts';

/** Puts a list away with all that is on it; restorable for 30 days. Nobody is reminded meanwhile. @throws NotFound, Forbidden */
export function deleteList(caller: Caller, reference: string, now: Date): Promise<TodoList> {
  return TodoList.transact(async (trx) => {
    const list = await TodoList.lockNamed(trx, caller, reference, 'owner');
    const { rows } = await trx.raw<{ rows: { deletedAt: Date }[] }>(
      'update todo_lists set deleted_at = now() where id = ? returning deleted_at as "deletedAt"',
      [list.id],
    );
    await followReminders(trx, await dated(trx, list.id), now);
    return list.$set({ deletedAt: rows[0]?.deletedAt ?? null });
  });
}

/**
 * Brings a deleted list back as it was.
 * @param deletedAt the deletion that is meant, in milliseconds; any when it is left out
 * @throws NotFound, Forbidden, and Conflict when its name or place is taken, it was deleted again since, or
 * somebody would have too much to do
 */
export function restoreList(
  caller: Caller,
  reference: string,
  limits: { lists: number; todos: number },
  now: Date,
  deletedAt?: number,
): Promise<TodoList> {
  return TodoList.transact(async (trx) => {
    const list = await TodoList.lockNamed(trx, caller, reference, 'owner', 'deleted');
    if (deletedAt !== undefined && list.deletedAt?.getTime() !== deletedAt)
      throw new Conflict('todoList.deletedSince', { name: list.name });
    const open = await Todo.query(trx)
      .distinct('created_by')
      .where({ list_id: list.id, done_at: null, deleted_at: null });
    const creators = open.map(({ createdBy }) => createdBy);
    await GuildMember.remember(trx, caller, list.guildId === null ? undefined : 'guild');
    await holdPeople(trx, [caller.userId, ...creators]);
    await TodoList.checkLimit(trx, caller, list.guildId, limits.lists);
    await naming(list.name, TodoList.query(trx).findById(list.id).patch({ deletedAt: null }));
    await checkOpen(trx, caller, creators, limits.todos);
    await followReminders(trx, await dated(trx, list.id), now);
    return list;
  });
}

/** Ids of what is open on a list and due at some time. */
async function dated(trx: Transaction, listId: string): Promise<string[]> {
  const todos = await Todo.query(trx)
    .select('id')
    .where({ list_id: listId, done_at: null, deleted_at: null })
    .whereNotNull('due_at');
  return todos.map(({ id }) => id);
}
