import { v7 as uuid } from 'uuid';
import type { Caller } from '../../domain/ownership/caller.ts';
import type { Scope } from '../../domain/playlist/playlist.ts';
import { naming, UserError } from '../../errors.ts';
import { GuildMember } from '../guild/guild-member.ts';
import { TODO_LIST } from './columns.ts';
import { TodoList } from './todo-list.ts';

/**
 * Makes an empty list. The owner's row is locked, so that the limit holds for callers at the same moment.
 * @throws Conflict when the name is taken or the owner has `limit` lists; UserError for a server's without a server.
 */
export async function createList(
  caller: Caller,
  { name, scope }: { name: string; scope: Scope },
  limit: number,
): Promise<TodoList> {
  const ofServer = scope === 'server';
  if (ofServer && caller.guildId === null) throw new UserError('todoList.needsServer');
  const guildId = ofServer ? caller.guildId : null;
  return TodoList.transact(async (trx) => {
    await GuildMember.remember(trx, caller, ofServer ? 'guild' : 'user');
    await TodoList.checkLimit(trx, caller, guildId, limit);
    const row = { id: uuid(), ownerId: caller.userId, guildId, name };
    return naming(name, TodoList.query(trx).insert(row).returning(TODO_LIST.names));
  });
}

/** Gives a list another name. @throws NotFound, Forbidden; Conflict when the name is taken; UserError for the list without one */
export function renameList(
  caller: Caller,
  reference: string,
  name: string,
): Promise<{ list: TodoList; before: string }> {
  return TodoList.transact(async (trx) => {
    const list = await TodoList.lockNamed(trx, caller, reference, 'owner');
    const before = list.name;
    await naming(name, TodoList.query(trx).findById(list.id).patch({ name }));
    return { list: list.$set({ name }), before };
  });
}
