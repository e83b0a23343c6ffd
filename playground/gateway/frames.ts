import { GatewayIntentBits } from 'discord-api-types/v10';
import { z } from 'zod';

/** How the gateway closes a connection. https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes */
export const CLOSE = {
  unknownOpcode: [4001, 'Unknown opcode.'],
  decodeError: [4002, 'Error while decoding payload.'],
  notAuthenticated: [4003, 'Not authenticated.'],
  authenticationFailed: [4004, 'Authentication failed.'],
  alreadyAuthenticated: [4005, 'Already authenticated.'],
  invalidSeq: [4007, 'Invalid seq.'],
  rateLimited: [4008, 'You are being rate limited.'],
  sessionTimedOut: [4009, 'Session timed out.'],
  invalidShard: [4010, 'Invalid shard.'],
  invalidVersion: [4012, 'Invalid API version.'],
  invalidIntents: [4013, 'Invalid intent(s).'],
  disallowedIntents: [4014, 'Disallowed intent(s).'],
} as const satisfies Record<string, readonly [number, string]>;

/** Any frame a client sends. */
export const frame = z.object({ op: z.int(), d: z.unknown().optional() });

/** https://docs.discord.com/developers/events/gateway-events#identify */
export const identify = z.object({
  token: z.string(),
  properties: z.looseObject({}),
  intents: z.int(),
  shard: z.tuple([z.int().min(0), z.int().min(1)]).nullish(),
});

/** https://docs.discord.com/developers/events/gateway-events#resume */
export const resume = z.object({ token: z.string(), session_id: z.string(), seq: z.int().min(0) });

/** https://docs.discord.com/developers/events/gateway-events#update-presence */
export const presence = z.object({
  since: z.int().nullable(),
  activities: z.array(z.looseObject({ name: z.string(), type: z.int() })),
  status: z.enum(['online', 'dnd', 'idle', 'invisible', 'offline']),
  afk: z.boolean(),
});

/** https://docs.discord.com/developers/events/gateway-events#request-guild-members */
export const memberRequest = z.object({
  guild_id: z.string(),
  query: z.string().optional(),
  limit: z.int().min(0).optional(),
  presences: z.boolean().optional(),
  user_ids: z.union([z.string().transform((id) => [id]), z.array(z.string()).max(100)]).optional(),
  nonce: z.string().max(32).optional(),
});

/** All intents that exist. */
export const KNOWN_INTENTS = Object.values(GatewayIntentBits)
  .filter((bit) => typeof bit === 'number')
  .reduce((all, bit) => all | bit, 0);

/** Intents that must be switched on for an application first. */
export const PRIVILEGED_INTENTS =
  GatewayIntentBits.GuildMembers | GatewayIntentBits.GuildPresences | GatewayIntentBits.MessageContent;
