import { Valkey } from 'iovalkey';
import type { Knex } from 'knex';
import {
  RateLimiterPostgres,
  RateLimiterValkey,
  RLWrapperTimeouts,
  type RateLimiterStoreAbstract,
} from 'rate-limiter-flexible';

/** What stands at a key now. */
export interface Count {
  times: number;
  /** Milliseconds until it begins anew. */
  msLeft: number;
}

/** Counts that all processes share. */
export interface SharedCounts {
  /**
   * Counts more; what begins now ends after so many seconds.
   * @throws Error when the store does not answer within `ANSWER_MS`
   */
  add(key: string, times: number, seconds: number): Promise<Count>;
  stop(): Promise<void>;
}

/** Milliseconds to wait for the store: somebody waits for their answer. */
export const ANSWER_MS = 300;

/** Points and duration are given each time. */
const COMMON = { keyPrefix: 'ostinato', points: 1, duration: 1 };

function counting(store: RateLimiterStoreAbstract): SharedCounts['add'] {
  const limiter = new RLWrapperTimeouts({ limiter: store, timeoutMs: ANSWER_MS });
  return async (key, times, seconds) => {
    // Who counts is not who judges: a penalty is added whatever the sum is.
    const { consumedPoints, msBeforeNext } = await limiter.penalty(key, times, { customDuration: seconds });
    return { times: consumedPoints, msLeft: msBeforeNext };
  };
}

/** In the table `rate_limits`, over the pool: one statement for each time. */
export function postgresCounts(knex: Knex): SharedCounts {
  return {
    add: counting(
      new RateLimiterPostgres({
        storeClient: { query: (query: { text: string; values: unknown[] }) => ask(knex, query) },
        storeType: 'client',
        ...COMMON,
        tableName: 'rate_limits',
        // The bot may create nothing, and the job that purges does this as well.
        tableCreated: true,
        clearExpiredByTimeout: false,
      }),
    ),
    stop: () => Promise.resolve(),
  };
}

/** Like all statements, with Knex's placeholders, so that it is named, timed and counted like them. */
function ask(knex: Knex, { text, values }: { text: string; values: unknown[] }) {
  return knex.raw(
    text.replace(/\$(\d+)/g, ':v$1'),
    Object.fromEntries(values.map((value, i) => [`v${i + 1}`, value as Knex.RawBinding])),
  );
}

/**
 * In a Valkey, 8 or later, or a Redis, 7 or later.
 * @param url such as `valkey://cache:6379`
 * @param onFailure hears once that the connection broke, and again when the next one does
 */
export function valkeyCounts(url: string, onFailure: (error: Error) => void): SharedCounts {
  const client = new Valkey(url, {
    connectTimeout: 2_000,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(attempt * 100, 5_000),
  });
  let told = false;
  client.on('error', (error) => {
    if (!told) onFailure(error);
    told = true;
  });
  client.on('ready', () => (told = false));
  return {
    add: counting(new RateLimiterValkey({ storeClient: client, ...COMMON, rejectIfValkeyNotReady: true })),
    stop: () => Promise.resolve(client.disconnect()),
  };
}
