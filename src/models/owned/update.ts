import type { Caller } from '../../domain/ownership/caller.ts';
import type { Transaction } from '../base/base-model.ts';
import type { Noun } from './noun.ts';
import type { OwnedThing } from './owned-model.ts';
import { accessOf, openTo, roleIn } from './rule.ts';

/** The columns that a statement about thing `o` returns, with what the caller is to it. */
export const returned = (noun: Noun<OwnedThing>): string =>
  `${noun.model.columns.of('o')}, ${roleIn(noun, 'o')} as role, ${openTo(noun, 'o')} as open_to`;

/** Changes a thing whose row is locked. @returns it as it is then; nothing where it does not fulfil `condition` */
export async function update<M extends OwnedThing>(
  noun: Noun<M>,
  trx: Transaction,
  caller: Caller,
  { id }: M,
  set: string,
  bindings: object = {},
  condition = 'true',
): Promise<M[]> {
  const { rows } = await trx.raw<{ rows: object[] }>(
    `update ${noun.model.tableName} o set ${set} where id = :id and ${condition} returning ${returned(noun)}`,
    { ...accessOf(caller), ...bindings, id },
  );
  return rows.map((row) => noun.model.fromDatabaseJson(row));
}
