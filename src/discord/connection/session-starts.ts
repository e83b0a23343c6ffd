import { Routes, type REST, type RESTGetAPIGatewayBotResult } from 'discord.js';
import type { SessionStarts } from '../../peers/peers.ts';

/**
 * How many sessions the bot may still start: one less after each process that began to get interactions.
 * Source: Discord documentation, "Gateway", session start limit object.
 */
export async function sessionStarts(rest: Pick<REST, 'get'>): Promise<SessionStarts> {
  const { session_start_limit: limit } = (await rest.get(Routes.gatewayBot())) as RESTGetAPIGatewayBotResult;
  return { remaining: limit.remaining, resetAfterMs: limit.reset_after };
}
