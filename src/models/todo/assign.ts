import type { Caller } from '../../domain/caller.ts';
import { UserError } from '../../errors.ts';
import type { Transaction } from '../base-model.ts';
import { GuildMember } from '../guild-member.ts';
import { followReminders } from '../reminder/follow.ts';
import { patch } from './complete.ts';
import { lockTodos, type TodoRefs } from './find.ts';
import { Todo } from './todo.ts';

/** Remembers that somebody is a member of a server, because Discord says so. */
export async function rememberMember(trx: Transaction, guildId: string, userId: string): Promise<void> {
  await GuildMember.remember(trx, { userId, guildId, canManageGuild: false });
}

/**
 * Takes a to-do of a server's list upon oneself: one that nobody has, or whose holder has left the server.
 * @returns the to-do, or who has it
 * @throws NotFound, Forbidden; UserError for one of a person's list
 */
export function claimTodo(
  caller: Caller,
  refs: TodoRefs,
  now: Date,
): Promise<{ claimed: Todo; from: string | null } | { heldBy: string; todo: Todo; guildId: string }> {
  return Todo.transact(async (trx) => {
    await GuildMember.remember(trx, caller);
    const [todo] = await lockTodos(trx, caller, refs, 'do');
    if (!todo) throw new Error('what is locked is there');
    const { guildId, assigneeId: from } = todo;
    if (guildId === null) throw new UserError('todo.assigneeNeedsServer');
    if (todo.doneAt !== null) throw new UserError('todo.doneAlready', { number: todo.number, count: 1 });
    if (from !== null) {
      const member = await GuildMember.query(trx).findById([guildId, from]);
      if (!member || member.leftAt === null) return { heldBy: from, todo, guildId };
    }
    const [claimed = todo] = await patch(trx, [todo], { assigneeId: caller.userId, changedAt: now });
    await followReminders(trx, [todo.id], now);
    return { claimed, from };
  });
}

/**
 * Says who shall do a to-do of a server's list, or that nobody in particular shall.
 * @param userId a member of the server
 * @throws NotFound, Forbidden; UserError for one of a person's list
 */
export function assignTodo(
  caller: Caller,
  refs: TodoRefs,
  userId: string | null,
  now: Date,
): Promise<{ todo: Todo; from: string | null }> {
  return Todo.transact(async (trx) => {
    const [found] = await lockTodos(trx, caller, refs, 'change');
    if (!found) throw new Error('what is locked is there');
    if (found.guildId === null) throw new UserError('todo.assigneeNeedsServer');
    if (userId !== null) await rememberMember(trx, found.guildId, userId);
    const [todo = found] = await patch(trx, [found], { assigneeId: userId, changedAt: now });
    await followReminders(trx, [todo.id], now);
    return { todo, from: found.assigneeId };
  });
}

/** Notes that somebody is no member of a server any more: what they had to do there is free. */
export async function markLeft(guildId: string, userId: string): Promise<void> {
  await GuildMember.query()
    .findById([guildId, userId])
    .whereNull('left_at')
    .patch({ leftAt: GuildMember.knex().fn.now(), checkedAt: GuildMember.knex().fn.now() });
}
