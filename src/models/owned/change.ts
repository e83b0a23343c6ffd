import type { Caller } from '../../domain/ownership/caller.ts';
import { naming } from '../../errors.ts';
import { checkSeen } from './create.ts';
import { lockNamed } from './meant.ts';
import type { Noun } from './noun.ts';
import { update } from './update.ts';
import type { Fields, OwnedThing } from './owned-model.ts';

/**
 * Gives a thing another name, or changes what else its owner says of it.
 * @returns it as it is then, and as it was
 * @throws NotFound, Forbidden; Conflict when the name is taken; UserError for what may not be changed
 */
export function change<M extends OwnedThing>(
  noun: Noun<M>,
  caller: Caller,
  reference: string,
  fields: Fields<M>,
): Promise<{ thing: M; before: M }> {
  const { model } = noun;
  return model.transact(async (trx) => {
    const before = await lockNamed(noun, trx, caller, reference, 'owner');
    checkSeen(noun, before.guildId, fields);
    const keys = Object.keys(fields);
    const changed = model.columnsOf(fields).map((column, i) => `${column} = :${keys[i]}`);
    const [thing] = await naming(fields.name, update(noun, trx, caller, before, changed.join(', '), fields));
    if (!thing) throw new Error('what is locked is there');
    return { thing, before };
  });
}
