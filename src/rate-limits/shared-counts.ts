import { Valkey } from 'iovalkey';
import type { Knex } from 'knex';
import { within } from '../deadline.ts';

/** Where a use stands. */
export interface Count {
  /** Which one of its window it is, from 1. */
  nth: number;
  /** Milliseconds until the window ends. */
  msLeft: number;
}

/** Counts that all processes share. */
export interface SharedCounts {
  /**
   * Counts uses that are not counted yet; a window that begins now ends after so many seconds.
   * @param uses interactions' ids, the one that is asked about last
   * @throws Error when the store does not answer in time
   */
  add(key: string, uses: readonly string[], seconds: number): Promise<Count>;
  stop(): Promise<void>;
}

/** Milliseconds to wait for the store: somebody waits for their answer. */
const ANSWER_MS = 300;

function inTime<T>(answer: PromiseLike<T>, answerMs: number): Promise<T> {
  const late = () => new Error(`the shared count did not answer within ${answerMs} ms`);
  return within(answerMs, Promise.resolve(answer), late);
}

/**
 * In the table `rate_limits`, over the pool: one statement for each time. `points` has what versions that knew no uses
 * counted as well, so that both limit together while one takes the place of the other.
 */
export function postgresCounts(knex: Knex, answerMs: number = ANSWER_MS): SharedCounts {
  return {
    async add(key, uses, seconds) {
      const { rows } = await inTime(
        knex.raw<{ rows: { nth: number; msLeft: number }[] }>(
          `insert into rate_limits as old (key, points, expire, uses)
           select :key, cardinality(uses), now + :milliseconds, uses
           from (select cast(:uses as bigint[]) as uses,
                        (extract(epoch from clock_timestamp()) * 1000)::bigint as now) as given
           on conflict (key) do update set (points, expire, uses) = (
             select case when ended then excluded.points else old.points + cardinality(fresh) end,
                    case when ended then excluded.expire else old.expire end,
                    case when ended then excluded.uses else old.uses || fresh end
             from (select old.expire <= excluded.expire - :milliseconds as ended,
                          array(select use from unnest(excluded.uses) with ordinality as u (use, place)
                                where use <> all (old.uses) order by place) as fresh) as found)
           returning points - cardinality(uses) + array_position(uses, cast(:asked as bigint)) as nth,
                     (expire - extract(epoch from clock_timestamp()) * 1000)::integer as "msLeft"`,
          {
            key: `ostinato:${key}`,
            uses: [...uses],
            milliseconds: seconds * 1_000,
            asked: uses.at(-1) ?? '',
          },
        ),
        answerMs,
      );
      const [count] = rows;
      if (!count) throw new Error('nothing was counted');
      return { nth: count.nth, msLeft: Math.max(1, count.msLeft) };
    },
    stop: () => Promise.resolve(),
  };
}

/** Keys: the window. Arguments: its milliseconds, then the uses. Scores are places, so that a rank is one, too. */
const COUNT = `
  for at = 2, #ARGV do redis.call('zadd', KEYS[1], 'nx', redis.call('zcard', KEYS[1]), ARGV[at]) end
  if redis.call('pttl', KEYS[1]) < 0 then redis.call('pexpire', KEYS[1], ARGV[1]) end
  return { redis.call('zrank', KEYS[1], ARGV[#ARGV]) + 1, redis.call('pttl', KEYS[1]) }`;

/**
 * In a Valkey, 8 or later, or a Redis, 7 or later.
 * @param url such as `valkey://cache:6379`
 * @param onFailure hears once that the connection broke, and again when the next one does
 */
export function valkeyCounts(
  url: string,
  onFailure: (error: Error) => void,
  answerMs: number = ANSWER_MS,
): SharedCounts {
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
    async add(key, uses, seconds) {
      const counted = client.eval(COUNT, 1, `ostinato:uses:${key}`, seconds * 1_000, ...uses);
      const [nth, msLeft] = (await inTime(counted, answerMs)) as [number, number];
      return { nth, msLeft };
    },
    stop: () => Promise.resolve(client.disconnect()),
  };
}
