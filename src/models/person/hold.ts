import type { Transaction } from '../base/base-model.ts';

/** Makes people's transactions take turns: all of them at once, since those who are held one by one can be in each other's way. */
export async function holdPeople(trx: Transaction, ids: readonly (string | null)[]): Promise<void> {
  await trx.raw('select from users where id = any(cast(:ids as bigint[])) order by id for no key update', {
    ids: ids.filter((id) => id !== null),
  });
}
