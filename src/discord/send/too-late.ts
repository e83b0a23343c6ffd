import { DiscordAPIError, HTTPError, RESTJSONErrorCodes } from 'discord.js';

/**
 * Whether Discord has an answer to the interaction already: while one process replaces another, each event comes to
 * both, and the first to respond answers. Nothing is left to do for the other.
 * Source: Discord documentation, "Gateway", sharding, several sessions of the same shard.
 */
export function isAnsweredElsewhere(error: unknown): boolean {
  return (
    error instanceof DiscordAPIError &&
    error.code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged
  );
}

/** Whether Discord no longer waits for an answer: there is nobody left to apologise to. */
export function isTooLate(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownInteraction;
}

/** What Node and undici call it when somebody cannot be reached. */
const NETWORK_CODE = /^(E[A-Z]+|UND_ERR_\w+)$/;

/** Whether the answer did not reach Discord, which may deliver the interaction again. */
export function isUndelivered(error: unknown): boolean {
  if (error instanceof HTTPError) return true;
  if (!(error instanceof Error)) return false;
  return error.name === 'AbortError' || ('code' in error && NETWORK_CODE.test(String(error.code)));
}
