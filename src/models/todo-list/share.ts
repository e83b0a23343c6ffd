import type { Caller } from '../../domain/ownership/caller.ts';
import { NotFound, UserError } from '../../errors.ts';
import { User } from '../person/user.ts';
import { TodoListMember } from './member.ts';
import { TodoList } from './todo-list.ts';

/**
 * Lets somebody look at a list, or also change all that is on it; sharing again changes what they may.
 * @throws NotFound, Forbidden; UserError for who has it already, the list without a name, and looking at a server's
 */
export function shareList(
  caller: Caller,
  reference: string,
  userId: string,
  role: TodoListMember['role'],
): Promise<TodoList> {
  return TodoList.transact(async (trx) => {
    const list = await TodoList.lockNamed(trx, caller, reference, 'owner');
    if (list.guildId === null && userId === list.ownerId) throw new UserError('todoList.shareWithOwner');
    if (list.guildId !== null && role === 'viewer')
      throw new UserError('todoList.serverSees', { name: list.name });
    await User.query(trx).insert({ id: userId }).onConflict('id').ignore();
    await TodoListMember.query(trx)
      .insert({ listId: list.id, userId, role, grantedBy: caller.userId })
      .onConflict(['list_id', 'user_id'])
      .merge(['role', 'granted_by']);
    return list;
  });
}

/** Takes it back; who was shared with may also leave by themselves. @throws NotFound, Forbidden */
export function unshareList(caller: Caller, reference: string, userId: string): Promise<TodoList> {
  return TodoList.transact(async (trx) => {
    const needed = userId === caller.userId ? 'viewer' : 'owner';
    const list = await TodoList.lockNamed(trx, caller, reference, needed);
    const gone = await TodoListMember.query(trx).deleteById([list.id, userId]);
    if (gone === 0) throw new NotFound('todoList.notShared', { name: list.name });
    return list;
  });
}
