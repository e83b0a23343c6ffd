import { setTimeout as sleep } from 'node:timers/promises';
import { Busy, OutcomeUnknown, StorageUnavailable, UserError } from '../../errors.ts';
import type { Peers } from '../../peers/peers.ts';
import type { Responder } from '../send/responder.ts';
import { within } from './within.ts';

/** What is known, and can be settled, of other processes that have the same interaction. */
export interface Others extends Peers {
  /**
   * Sees to it that nobody carries the interaction out any more. @returns what to tell
   * @throws StorageUnavailable when that is not possible
   */
  refuseForAll(refusal: UserError): Promise<UserError>;
}

/** For a process that nobody ever works beside. */
export const NOBODY: Others = {
  alone: () => true,
  mayBeUnknown: () => false,
  met: () => undefined,
  refuseForAll: (refusal) => Promise.resolve(refusal),
};

/** Milliseconds: what is left of Discord's three seconds is short. */
const SETTLE_WITHIN_MS = 400;
/** How often, and after how many milliseconds each, it looks whether another has filled in the “thinking…” of this one. */
const LOOKS = { times: 4, everyMs: 500 };

/** Whether somebody is about to be told that nothing was changed, by a process that others may have proved wrong. */
const isDenial = (error: unknown) =>
  error instanceof StorageUnavailable || (error instanceof UserError && error.key === 'errors.stopping');

/**
 * What may be said of an error where another process may have carried out the interaction: that one is given the time to
 * say so; then nobody may carry it out any more, and nothing was saved; and where that cannot be settled, it is not known.
 * @param courtesy waits for as long as another process may be about to answer
 * @returns the error to explain; null when another process has answered, or shows that it is about to
 */
export async function certain(
  error: unknown,
  parts: { others: Others; responder: Responder; courtesy: () => Promise<void> },
): Promise<unknown> {
  const { others, responder, courtesy } = parts;
  if (!isDenial(error) || others.alone()) return error;
  responder.hold();
  await courtesy();
  if (await isTaken(responder)) return null;
  const refusal =
    error instanceof UserError
      ? error
      : new UserError(error instanceof Busy ? 'errors.busy' : 'errors.storage');
  try {
    const told = await within(SETTLE_WITHIN_MS, others.refuseForAll(refusal));
    return told === refusal ? error : told;
  } catch (cause) {
    if (!(cause instanceof StorageUnavailable)) throw cause;
    return new OutcomeUnknown('another process may have carried it out', { cause });
  }
}

async function isTaken(responder: Responder): Promise<boolean> {
  for (let look = 1; ; look += 1) {
    const found = await responder.look();
    if (found !== 'ours') return found === 'taken';
    // It has been given a quarter of an hour by Discord, so the other process may as well have some of it.
    if (look === LOOKS.times) return false;
    await sleep(LOOKS.everyMs);
  }
}
