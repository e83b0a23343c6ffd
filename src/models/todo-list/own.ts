import { v7 as uuid } from 'uuid';
import type { Caller } from '../../domain/ownership/caller.ts';
import type { Role } from '../../domain/ownership/ownership.ts';
import type { Transaction } from '../base/base-model.ts';
import { GuildMember } from '../guild/guild-member.ts';
import { accessOf } from '../owned/rule.ts';
import { todoLists, type TodoList } from './todo-list.ts';

/** SQL for the one list that `:reference` means to the caller, or else for the one without a name, which they have anyway. */
export function listMeant(reference: string | undefined): string {
  if (reference === undefined) return todoLists.oneFor('living', 'o.owner_id = :userId and o.name is null');
  return todoLists.oneMeant('living', reference);
}

/** The binding of `listMeant`. */
export const referring = (reference: string | undefined) => (reference === undefined ? {} : { reference });

/**
 * Finds a list and keeps others from changing it, or what is on it, until the transaction ends. The one without a name is
 * made when it is first meant.
 * @throws NotFound when there is none that the caller may see; Forbidden when their role does not suffice
 */
export async function lockList(
  trx: Transaction,
  caller: Caller,
  reference: string | undefined,
  needed: Role,
): Promise<TodoList> {
  if (reference !== undefined) return todoLists.lock(trx, caller, reference, needed);
  // Whoever erases themselves meanwhile takes away the one that was there.
  const row = (await lockOwn(trx, caller)) ?? (await lockOwn(trx, caller));
  if (!row) throw new Error('everybody has a list of their own');
  return todoLists.allowed(row, needed);
}

async function lockOwn(trx: Transaction, caller: Caller): Promise<object | undefined> {
  await GuildMember.remember(trx, caller);
  await trx.raw(
    `insert into todo_lists (id, owner_id) values (:id, :userId) on conflict (owner_id) where name is null do nothing`,
    { id: uuid(), userId: caller.userId },
  );
  const { rows } = await trx.raw<{ rows: object[] }>(
    todoLists.locked(listMeant(undefined)),
    accessOf(caller),
  );
  return rows[0];
}
