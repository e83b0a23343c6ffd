import type { Caller } from '../../domain/ownership/caller.ts';
import { Conflict } from '../../errors.ts';
import type { Transaction } from '../base/base-model.ts';
import { holdPeople } from '../person/hold.ts';

/**
 * Holds those who made to-dos to `limit` open ones each, after a change and before its commit; they take turns.
 * @throws Conflict
 */
export async function checkOpen(
  trx: Transaction,
  caller: Caller,
  creators: readonly (string | null)[],
  limit: number,
): Promise<void> {
  const ids = [...new Set(creators)].filter((id) => id !== null);
  await holdPeople(trx, ids);
  const { rows } = await trx.raw<{ rows: { created_by: string }[] }>(
    `select t.created_by from todos t join todo_lists l on l.id = t.list_id
     where t.created_by = any(cast(:ids as bigint[])) and t.done_at is null and t.deleted_at is null
       and l.deleted_at is null
     group by t.created_by having count(*) > :limit limit 1`,
    { ids, limit },
  );
  const [over] = rows;
  if (!over) return;
  const own = over.created_by === caller.userId;
  throw new Conflict(own ? 'todo.tooMany' : 'todo.tooManyOf', { limit, user: `<@${over.created_by}>` });
}
