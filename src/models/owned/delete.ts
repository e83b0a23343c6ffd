import type { Caller } from '../../domain/ownership/caller.ts';
import { naming } from '../../errors.ts';
import { lockDeleted, newAct } from '../base/act.ts';
import type { Transaction } from '../base/base-model.ts';
import { GuildMember } from '../guild/guild-member.ts';
import { holdPeople } from '../person/hold.ts';
import { hasRoom, kept } from './create.ts';
import { lockNamed } from './meant.ts';
import { word, type Noun } from './noun.ts';
import type { OwnedThing } from './owned-model.ts';
import { update } from './update.ts';

const PUT_AWAY = 'deleted_at = now(), act_id = :act';
const PUT_BACK = 'deleted_at = null, act_id = :act';

/** What else an act does to what a thing holds, in its transaction. */
export type After<M extends OwnedThing> = (trx: Transaction, thing: M) => Promise<void>;

/** Puts a thing away with all that it holds; restorable for 30 days. @throws NotFound, Forbidden */
export function remove<M extends OwnedThing>(
  noun: Noun<M>,
  caller: Caller,
  reference: string,
  after?: After<M>,
): Promise<M> {
  return noun.model.transact(async (trx) => {
    const found = await lockNamed(noun, trx, caller, reference, 'owner');
    const [thing = found] = await update(noun, trx, caller, found, PUT_AWAY, { act: newAct() });
    await after?.(trx, thing);
    return thing;
  });
}

/** How a thing is restored. */
export interface Restoring<M extends OwnedThing> {
  /** How many an owner may have. */
  limit: number;
  /** The deletion that is undone; any when it is left out. */
  undone?: string | undefined;
  /** Those whose own limits it may reach: they are held with the owner, before it is back. */
  people?: (trx: Transaction, thing: M) => Promise<(string | null)[]>;
  after?: After<M>;
}

/**
 * Brings a deleted thing back as it was.
 * @throws NotFound, Forbidden; Conflict when its name or place is taken, it is back already, or it was deleted again since
 */
export function restore<M extends OwnedThing>(
  noun: Noun<M>,
  caller: Caller,
  reference: string,
  { limit, undone, people, after }: Restoring<M>,
): Promise<M> {
  return noun.model.transact(async (trx) => {
    const found = await lockDeleted(
      (among) => lockNamed(noun, trx, caller, reference, 'owner', among),
      undone,
      word(noun, 'deletedSince'),
    );
    const { name, guildId } = found;
    const others = (await people?.(trx, found)) ?? [];
    await GuildMember.remember(trx, caller, guildId === null ? undefined : 'guild');
    await holdPeople(trx, [caller.userId, ...others]);
    const back = update(
      noun,
      trx,
      caller,
      found,
      PUT_BACK,
      { act: newAct(undone), limit },
      hasRoom(noun, guildId),
    );
    const thing = kept(noun, await naming(name, back), guildId, limit);
    await after?.(trx, thing);
    return thing;
  });
}
