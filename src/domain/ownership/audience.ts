import type { Caller } from './caller.ts';

/** Who may see a thing: everybody, the members of one server, or only those whose it is and whom it is shared with. */
export type Audience = 'everybody' | 'shared' | { readonly guildId: string };

/**
 * Who may see an owned thing besides its owners and those it is shared with: everybody, the members of its server, those
 * of the server that the caller is in, or nobody.
 */
export type OpenTo = 'everybody' | 'guild' | 'here' | 'nobody';

/** Who may see an owned thing that a caller has found. */
export function audienceOf(thing: { openTo: OpenTo; guildId: string | null }, caller: Caller): Audience {
  if (thing.openTo === 'everybody') return 'everybody';
  const guildId = { guild: thing.guildId, here: caller.guildId, nobody: null }[thing.openTo];
  return guildId === null ? 'shared' : { guildId };
}

/** A thing that says who may see it. */
export interface Shown {
  audience(caller: Caller): Audience;
}

/** What concerns the caller alone, such as their preferences. */
export const CALLER: Shown = { audience: () => 'shared' };

/** Nothing of anybody's: a sentence that tells only what everybody may know. */
export const NOTHING: Shown = { audience: () => 'everybody' };

/** Whether all members of the server that a caller is in, or everybody where that is none, may see all of some things. */
export function isOpen(things: readonly Shown[], caller: Caller): boolean {
  return things.every((thing) => {
    const audience = thing.audience(caller);
    if (typeof audience === 'string') return audience === 'everybody';
    return audience.guildId === caller.guildId;
  });
}
