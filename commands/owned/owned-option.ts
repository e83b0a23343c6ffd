import type { Suggest } from '../../src/discord/declare/command.ts';
import { LIMITS } from '../../src/discord/limits.ts';
import { truncate } from '../../src/discord/text.ts';
import type { Role } from '../../src/domain/ownership/ownership.ts';
import type { Among } from '../../src/models/owned/find.ts';
import type { Owned } from '../../src/models/owned/owned.ts';
import type { OwnedThing } from '../../src/models/owned/owned-model.ts';

/** Which things are suggested: the deleted ones when they are to be restored, and by what the one without a name is called. */
export interface Suggesting {
  among?: Among;
  /** A key of the locales; left out, it is not suggested. */
  unnamed?: string;
}

/**
 * Suggests the things in which the caller has at least that role: Discord sends the id of the one that is chosen. Two of
 * one name are told apart by whose they are.
 */
export function suggestsOwned<M extends OwnedThing>(
  things: Pick<Owned<M>, 'suggest'>,
  role: Role,
  { among = 'living', unnamed }: Suggesting = {},
): Suggest {
  return async ({ caller, typed, discord, t }) => {
    const called = unnamed === undefined ? undefined : t(unnamed);
    const wanted = { role, among, ...(called === undefined ? {} : { unnamed: called }) };
    const found = (await things.suggest(caller, typed, wanted)).map((thing) => ({
      thing,
      name: thing.name ?? called ?? '',
    }));
    const alike = Map.groupBy(found, ({ name }) => name.toLowerCase());
    return Promise.all(
      found.map(async ({ thing: { id, guildId, ownerId }, name }) => {
        const isOneOfSeveral = (alike.get(name.toLowerCase()) ?? []).length > 1;
        const isOthers = ownerId !== null && ownerId !== caller.userId;
        const owner = isOneOfSeveral && isOthers ? await discord.nameOf(ownerId) : null;
        const suffix = guildId === null ? (owner ? ` · ${owner}` : '') : ` (${t('playlist.scopeServer')})`;
        return { value: id, name: truncate(name, LIMITS.choice - suffix.length) + suffix };
      }),
    );
  };
}
