import { Client, Events, Options } from 'discord.js';
import type { Logger } from '../../logger.ts';
import { limitsByMonotonicTime } from './limits-by-monotonic-time.ts';

/** Milliseconds after which what is known of a channel's rate limit, and applies no longer, is let go. */
const FORGET_LIMITS_MS = 60_000;

/**
 * A client without gateway intents: interactions carry what is needed, and nothing of a server is kept in memory.
 * @param apiUrl REST base, such as `https://discord.com/api`; the gateway's address comes from its `GET /gateway/bot`
 * @param requestsPerSecond what Discord allows the bot, first answers to interactions not counted
 */
export function createClient(apiUrl: string, requestsPerSecond: number, log: Logger): Client {
  const client = new Client({
    intents: [],
    rest: {
      api: apiUrl,
      globalRequestsPerSecond: requestsPerSecond,
      // One queue for each channel that is written to: an hour of reminders would keep a hundred thousand.
      handlerSweepInterval: FORGET_LIMITS_MS,
    },
    allowedMentions: { parse: [] },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      UserManager: { maxSize: 1_000, keepOverLimit: (user) => user.id === user.client.user.id },
    }),
  });
  limitsByMonotonicTime(client.rest);
  client.on(Events.Error, (err) => log.error({ err }, 'Discord client error'));
  client.on(Events.Warn, (warning) => log.warn({ warning }, 'Discord client warning'));
  client.on(Events.ShardDisconnect, (event, shard) =>
    log.warn({ shard, code: event.code }, 'gateway disconnected'),
  );
  client.on(Events.ShardReconnecting, (shard) => log.debug({ shard }, 'gateway reconnecting'));
  client.on(Events.ShardResume, (shard, replayed) => log.info({ shard, replayed }, 'gateway resumed'));
  client.on(Events.ShardError, (err, shard) => log.warn({ shard, err }, 'gateway connection failed'));
  client.rest.on('rateLimited', ({ route, timeToReset, global }) =>
    log.warn({ route, timeToReset, global }, 'rate limited by Discord'),
  );
  return client;
}

/** Where an administrator adds the bot to a server, or a person to their own account. */
export function inviteLink(applicationId: string): string {
  return `https://discord.com/oauth2/authorize?client_id=${applicationId}`;
}
