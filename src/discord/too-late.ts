import { DiscordAPIError, RESTJSONErrorCodes } from 'discord.js';

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
