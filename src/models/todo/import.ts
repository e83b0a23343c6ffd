import type { Caller } from '../../domain/ownership/caller.ts';
import type { ImportedTodo } from '../../domain/todo/formats/todo-file.ts';
import { priorityNumber } from '../../domain/todo/todo.ts';
import { NotFound } from '../../errors.ts';
import { newAct } from '../base/act.ts';
import type { Transaction } from '../base/base-model.ts';
import { GuildMember } from '../guild/guild-member.ts';
import { tellAssigned, tellOf } from '../notice/tell.ts';
import { followReminders } from '../reminder/follow.ts';
import { lockList } from '../todo-list/own.ts';
import { TodoList } from '../todo-list/todo-list.ts';
import { patch } from './complete.ts';
import { lockTodos, nothingOf } from './find.ts';
import { insertTodos } from './insert.ts';
import { checkOpen } from './limit.ts';
import { putAway } from './remove.ts';
import { Todo } from './todo.ts';

/** What an import did. */
export interface Imported {
  list: TodoList;
  added: number;
  removed: number;
  /** How many lost their assignee, who is no member of the server, or on a person's list. */
  unassigned: number;
  /** By which Undo finds it. */
  actId: string;
}

/**
 * Adds many to-dos at once, behind those there are or in their place: all of them, or none.
 * @throws NotFound, Forbidden; Conflict when more than `limit` of the caller's would be open
 */
export function importTodos(
  caller: Caller,
  reference: string | undefined,
  todos: readonly ImportedTodo[],
  { mode, limit, now }: { mode: 'append' | 'replace'; limit: number; now: Date },
): Promise<Imported> {
  return TodoList.transact(async (trx) => {
    const needed = mode === 'replace' ? 'editor' : 'member';
    const list = await lockList(trx, caller, reference, needed, 'user');
    const actId = newAct();
    const removed =
      mode === 'replace' ? await putAway(trx, caller, list.id, { which: 'all', actId, now }) : [];
    const members = await membersAmong(trx, list.guildId, todos);
    const rows = todos.map(({ text, done, priority, due, repeat, repeatEvery, repeatDay, assigneeId }) => ({
      text,
      priority: priorityNumber(priority),
      due,
      repeat,
      repeatEvery,
      repeatDay,
      assigneeId: assigneeId !== null && members.has(assigneeId) ? assigneeId : null,
      createdBy: caller.userId,
      doneAt: done ? now : null,
      doneBy: done ? caller.userId : null,
      actId,
    }));
    const added = await insertTodos(trx, list, rows);
    await checkOpen(trx, caller, [caller.userId], limit);
    await followReminders(
      trx,
      added.map(({ id }) => id),
      now,
    );
    // An act of its own, beside the removal of those before.
    await tellAssigned(trx, caller, newAct(), added);
    const count = (among: readonly { assigneeId: string | null }[]) =>
      among.filter(({ assigneeId }) => assigneeId !== null).length;
    return {
      list,
      added: added.length,
      removed: removed.length,
      unassigned: count(todos) - count(rows),
      actId,
    };
  });
}

async function membersAmong(
  trx: Transaction,
  guildId: string | null,
  todos: readonly ImportedTodo[],
): Promise<Set<string>> {
  const ids = [...new Set(todos.map(({ assigneeId }) => assigneeId))].filter((id) => id !== null);
  if (guildId === null || ids.length === 0) return new Set();
  const members = await GuildMember.query(trx)
    .where({ guild_id: guildId, left_at: null })
    .whereIn('user_id', ids);
  return new Set(members.map(({ userId }) => userId));
}

/**
 * Undoes an import, or undoes that: what it added goes and what it removed is back, as far as nobody has touched it.
 * @returns besides, the act that undoes this in its turn
 * @throws Forbidden; Conflict when it was undone already, everything was touched, or too much would be open
 */
export function swapImport(
  caller: Caller,
  actId: string,
  limit: number,
  now: Date,
): Promise<{ back: Todo[]; gone: Todo[]; actId: string }> {
  return Todo.transact(async (trx) => {
    const find = (among: 'living' | 'deleted') =>
      lockTodos(trx, caller, { actId }, 'change', { among }).catch((error: unknown) => {
        if (error instanceof NotFound) return [];
        throw error;
      });
    const [living, removed] = [await find('living'), await find('deleted')];
    if (living.length + removed.length === 0) throw await nothingOf(trx, actId);
    await GuildMember.remember(trx, caller);
    const undoing = newAct(actId);
    const gone = await patch(trx, living, { deletedAt: now, actId: undoing });
    const back = await patch(trx, removed, { deletedAt: null, actId: undoing });
    await checkOpen(
      trx,
      caller,
      back.map(({ createdBy }) => createdBy),
      limit,
    );
    await followReminders(
      trx,
      [...gone, ...back].map(({ id }) => id),
      now,
    );
    // Acts of their own: of one act a person is told once, and this may concern them twice.
    await tellOf(trx, caller, newAct(), 'removed', gone);
    await tellOf(trx, caller, newAct(), 'restored', back);
    return { back, gone, actId: undoing };
  });
}
