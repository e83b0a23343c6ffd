import type { Caller } from '../../domain/ownership/caller.ts';
import { Conflict, UserError } from '../../errors.ts';
import { newAct } from '../base/act.ts';
import type { Transaction } from '../base/base-model.ts';
import { GuildMember } from '../guild/guild-member.ts';
import { tell } from '../notice/tell.ts';
import { followReminders } from '../reminder/follow.ts';
import { patch } from './complete.ts';
import { lockAct, lockTodos } from './find.ts';
import type { TodoRefs } from './refs.ts';
import { Todo } from './todo.ts';

/** A to-do that was given to somebody, or to nobody; by the act Undo finds who had it before. */
export interface Assigned {
  todo: Todo;
  /** Who had it. */
  from: string | null;
  actId: string;
}

/**
 * Remembers that somebody is a member of the server that the caller is in, because Discord says so.
 * @throws UserError for another server: of that only what is known already counts
 */
export async function checkMember(
  trx: Transaction,
  caller: Caller,
  guildId: string,
  userId: string,
): Promise<void> {
  if (guildId === caller.guildId) return GuildMember.remember(trx, { userId, guildId, isStaff: false });
  if (!(await isMember(trx, guildId, userId))) throw new UserError('todo.notMemberThere');
}

async function isMember(trx: Transaction, guildId: string, userId: string): Promise<boolean> {
  const row = await GuildMember.query(trx).findById([guildId, userId]).whereNull('left_at');
  return row !== undefined;
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
): Promise<
  { claimed: Todo; from: string | null; actId: string } | { heldBy: string; todo: Todo; guildId: string }
> {
  return Todo.transact(async (trx) => {
    const [todo] = await lockTodos(trx, caller, refs, 'do');
    await GuildMember.remember(trx, caller);
    if (!todo) throw new Error('what is locked is there');
    const { guildId, assigneeId: from } = todo;
    if (guildId === null) throw new UserError('todo.assigneeNeedsServer');
    if (todo.doneAt !== null) throw new UserError('todo.doneAlready', { number: todo.number, count: 1 });
    if (from !== null) {
      const member = await GuildMember.query(trx).findById([guildId, from]);
      if (!member || member.leftAt === null) return { heldBy: from, todo, guildId };
    }
    const given = await give(trx, caller, todo, caller.userId, now);
    return { claimed: given.todo, from, actId: given.actId };
  });
}

/**
 * Says who shall do a to-do of a server's list, or that nobody in particular shall.
 * @param userId a member of the caller's server, as Discord says
 * @throws NotFound, Forbidden; UserError for one of a person's list, and for who is no member of the to-do's server
 */
export function assignTodo(
  caller: Caller,
  refs: TodoRefs,
  userId: string | null,
  now: Date,
): Promise<Assigned> {
  return Todo.transact(async (trx) => {
    const [found] = await lockTodos(trx, caller, refs, 'change');
    if (!found) throw new Error('what is locked is there');
    if (found.guildId === null) throw new UserError('todo.assigneeNeedsServer');
    if (userId !== null) await checkMember(trx, caller, found.guildId, userId);
    return give(trx, caller, found, userId, now);
  });
}

/**
 * Gives a to-do back to who had it before an act, unless they have left the server; then nobody has it.
 * @throws Forbidden; Conflict when somebody changed the to-do since
 */
export function undoAssign(caller: Caller, actId: string, now: Date): Promise<Assigned> {
  return Todo.transact(async (trx) => {
    const [todo] = await lockAct(trx, caller, { actId }, 'change');
    if (!todo) throw new Error('what is locked is there');
    const { guildId } = todo;
    const { rows } = await trx.raw<{ rows: { previousId: string | null }[] }>(
      'select previous_id as "previousId" from todo_assignments where act_id = :actId and todo_id = :id',
      { actId, id: todo.id },
    );
    const [act] = rows;
    if (!act || guildId === null) throw new Conflict('todo.changedSince');
    const { previousId } = act;
    const isThere = previousId !== null && (await isMember(trx, guildId, previousId));
    return give(trx, caller, todo, isThere ? previousId : null, now, newAct(actId));
  });
}

async function give(
  trx: Transaction,
  caller: Caller,
  found: Todo,
  userId: string | null,
  now: Date,
  actId = newAct(),
): Promise<Assigned> {
  const [todo = found] = await patch(trx, [found], { assigneeId: userId, changedAt: now, actId });
  await trx('todo_assignments').insert({
    act_id: actId,
    todo_id: todo.id,
    previous_id: found.assigneeId,
  });
  await followReminders(trx, [todo.id], now);
  if (userId !== found.assigneeId)
    await tell(trx, caller, actId, [
      { userId, kind: 'assigned', todoId: todo.id },
      { userId: found.assigneeId, kind: 'unassigned', todoId: todo.id },
      { userId: todo.createdBy, kind: 'reassigned', todoId: todo.id },
    ]);
  return { todo, from: found.assigneeId, actId };
}

/** Notes that somebody is no member of a server any more: what they had to do there is free. */
export async function markLeft(guildId: string, userId: string): Promise<void> {
  await GuildMember.query()
    .findById([guildId, userId])
    .whereNull('left_at')
    .patch({ leftAt: GuildMember.knex().fn.now(), checkedAt: GuildMember.knex().fn.now() });
}
