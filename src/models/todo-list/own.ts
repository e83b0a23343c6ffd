import { v7 as uuid } from 'uuid';
import type { Caller } from '../../domain/ownership/caller.ts';
import type { Role } from '../../domain/ownership/ownership.ts';
import type { Transaction } from '../base/base-model.ts';
import { GuildMember } from '../guild/guild-member.ts';
import { TodoList, todoLists } from './todo-list.ts';

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
 * @param hold makes the caller's transactions take turns besides, behind the list
 * @throws NotFound when there is none that the caller may see; Forbidden when their role does not suffice
 */
export async function lockList(
  trx: Transaction,
  caller: Caller,
  reference: string | undefined,
  needed: Role,
  hold?: 'user',
): Promise<TodoList> {
  if (reference === undefined) return lockOwn(trx, caller, hold);
  const list = await todoLists.lock(trx, caller, reference, needed);
  if (hold) await GuildMember.remember(trx, caller, hold);
  return list;
}

/** How often it is looked for: it may have been made since the statement began, or taken away by who erases themselves. */
const ATTEMPTS = 3;

/** The list that everybody has, with the caller remembered, in one statement. */
async function lockOwn(trx: Transaction, caller: Caller, hold?: 'user'): Promise<TodoList> {
  const { columns } = TodoList;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const { rows } = await trx.raw<{ rows: object[] }>(
      `with found as materialized (
         select ${columns.list} from todo_lists where owner_id = :userId and name is null for no key update),
       made as (
         insert into todo_lists as o (id, owner_id) select :id, cast(:userId as bigint)
         where not exists (select from found)
         on conflict (owner_id) where name is null do nothing
         returning ${columns.of('o')}),
       own as (select ${columns.list} from found union all select ${columns.list} from made),
       ${GuildMember.remembering(caller, hold, 'own')}
       select ${columns.list}, 'owner' as role, 'nobody' as open_to from own`,
      { ...GuildMember.about(caller), id: uuid() },
    );
    if (rows[0]) return TodoList.fromDatabaseJson(rows[0]);
  }
  throw new Error('everybody has a list of their own');
}
