import { afterAll, describe, expect, test } from '@jest/globals';
import { Valkey } from 'iovalkey';
import { RATE_LIMITS } from '../../src/domain/rate-limits.ts';
import { createRateLimiter } from '../../src/rate-limits/rate-limiter.ts';
import { postgresCounts, valkeyCounts, type SharedCounts } from '../../src/rate-limits/shared-counts.ts';
import { withRequest } from '../../src/request.ts';
import { useDatabase } from '../support/database.ts';
import { CONTAINER_MS, testWithDocker } from '../support/docker.ts';
import { until } from '../support/until.ts';
import { startValkey, VALKEY_IMAGE } from '../support/valkey.ts';

const database = useDatabase();
const testWithValkey = await testWithDocker('counting in Valkey', [VALKEY_IMAGE]);

/** Milliseconds that a store may take: on a busy machine it answers all the same. */
const PATIENT_MS = 60_000;

/** Interactions' ids, each of its own. */
let used = 0;
const nextUse = () => String((used += 1));

/** One process; it forgets what it counted when a test makes another one. */
function process(shared: SharedCounts, failures: unknown[] = [], seconds = 60) {
  const limits = {
    ...RATE_LIMITS,
    usual: { times: 10, seconds },
    expensive: { times: 3, seconds, strict: true },
  };
  const limiter = createRateLimiter({
    shared,
    factor: 1,
    limits,
    onFailure: (error) => void failures.push(error),
  });
  return {
    /** How many of so many may go on. */
    async take(times: number, who: string, cost: 'usual' | 'expensive') {
      const waits: number[] = [];
      for (let n = 0; n < times; n += 1) waits.push(await limiter.take(who, 'x', cost, nextUse()));
      return waits.filter((wait) => wait === 0).length;
    },
    wait: (who: string, cost: 'usual' | 'expensive', use = nextUse()) => limiter.take(who, 'x', cost, use),
  };
}

async function behavesWell(counts: () => SharedCounts, name: string) {
  const [one, other] = [process(counts()), process(counts())];
  // Strictly together.
  expect(
    (await one.take(2, `${name} a`, 'expensive')) + (await other.take(9, `${name} a`, 'expensive')),
  ).toBe(3);
  expect(await one.take(9, `${name} b`, 'expensive')).toBe(3);
  // Alone up to half, then together.
  expect(await one.take(6, `${name} c`, 'usual')).toBe(6);
  expect(await other.take(9, `${name} c`, 'usual')).toBe(5);
  const wait = await other.wait(`${name} c`, 'usual');
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(60_000);
  // At once, too.
  const rush = process(counts());
  const waits = await Promise.all(Array.from({ length: 40 }, () => rush.wait(`${name} d`, 'usual')));
  expect(waits.filter((one) => one === 0)).toHaveLength(10);
  // What both get is one use, whoever counts it first, and is let through or refused by both alike.
  const [left, right] = [process(counts()), process(counts())];
  for (const cost of ['usual', 'expensive'] as const) {
    const uses = Array.from({ length: cost === 'usual' ? 10 : 3 }, nextUse);
    for (const use of uses) {
      expect(await left.wait(`${name} ${cost} f`, cost, use)).toBe(0);
      expect(await right.wait(`${name} ${cost} f`, cost, use)).toBe(0);
    }
    const tooMany = nextUse();
    expect(await left.wait(`${name} ${cost} f`, cost, tooMany)).toBeGreaterThan(0);
    expect(await right.wait(`${name} ${cost} f`, cost, tooMany)).toBeGreaterThan(0);
    for (const use of uses) expect(await left.wait(`${name} ${cost} f`, cost, use)).toBe(0);
  }
  // It begins anew when the time is over.
  const brief = process(counts(), [], 1);
  await until('one second sees too many', async () => (await brief.wait(`${name} e`, 'expensive')) > 0);
  await until('a second is over', async () => (await brief.wait(`${name} e`, 'expensive')) === 0);
}

describe('in PostgreSQL', () => {
  const counts = () => postgresCounts(database.knex, PATIENT_MS);

  test('processes count together', () => behavesWell(counts, 'pg'));

  test('who is far from a limit costs no statement, and who is expensive costs one', async () => {
    const one = process(counts());
    await withRequest('cost', async (tally) => {
      expect(await one.take(5, 'f', 'usual')).toBe(5);
      expect(tally.statements).toBe(0);
      await one.take(1, 'f', 'usual');
      expect(tally.statements).toBe(1);
      await one.take(1, 'g', 'expensive');
      expect(tally.statements).toBe(2);
    });
  });

  test('a role that may only read and write rows can count', async () => {
    const { rows } = await database.knex.raw<{ rows: { persistence: string }[] }>(
      `select relpersistence as persistence from pg_class where oid = 'rate_limits'::regclass`,
    );
    expect(rows).toEqual([{ persistence: 'u' }]);
    const role = `counts_${Date.now()}`;
    await database.knex.raw(
      `create role ${role}; grant select, insert, update, delete on rate_limits to ${role}`,
    );
    try {
      await database.knex.transaction(async (trx) => {
        await trx.raw(`set local role ${role}`);
        await expect(postgresCounts(trx, PATIENT_MS).add('h', ['8', '9'], 60)).resolves.toMatchObject({
          nth: 2,
        });
      });
    } finally {
      await database.knex.raw(`drop owned by ${role}; drop role ${role}`);
    }
  });

  test('while it does not answer nobody is held up, and it is told', async () => {
    const failures: unknown[] = [];
    const one = process(postgresCounts(database.knex), failures);
    const lock = await database.knex.transaction();
    await lock.raw('set local idle_in_transaction_session_timeout = 0');
    await lock.raw('lock table rate_limits');
    expect(await one.take(2, 'i', 'expensive')).toBe(2);
    expect(failures).toHaveLength(2);
    // What a process counts by itself holds all the same.
    expect(await one.take(9, 'i', 'expensive')).toBe(1);
    await lock.rollback();
    // Nobody waits for those that were given up, but the connections do.
    const { pool } = database.knex.client as { pool: { numUsed(): number } };
    await until('they are answered', () => pool.numUsed() === 0);
  });
});

describe('in Valkey', () => {
  let stop = (): Promise<void> => Promise.resolve();
  const opened: SharedCounts[] = [];
  afterAll(async () => {
    for (const one of opened) await one.stop();
    await stop();
  });

  testWithValkey(
    'processes count together, keys expire, and nobody is held up when it is gone',
    async () => {
      const valkey = await startValkey();
      const { url } = valkey;
      stop = () => valkey.stop();
      const failures: unknown[] = [];
      const counts = async () => {
        const shared = valkeyCounts(url, (error) => void failures.push(error), PATIENT_MS);
        opened.push(shared);
        await until('it is connected', () =>
          shared.add('ready', ['1'], 1).then(
            () => true,
            () => false,
          ),
        );
        return shared;
      };
      const [one, other, third, fourth] = [await counts(), await counts(), await counts(), await counts()];
      const next = [one, other, third, fourth].values();
      await behavesWell(() => next.next().value ?? one, 'valkey');

      const client = new Valkey(url);
      const secondsLeft = await client.ttl('ostinato:uses:x:valkey a');
      client.disconnect();
      expect(secondsLeft).toBeGreaterThan(0);
      expect(secondsLeft).toBeLessThanOrEqual(60);

      const missed: unknown[] = [];
      const alone = process(one, missed);
      await stop();
      stop = () => Promise.resolve();
      await until('it is told', () => failures.length > 0);
      expect(await alone.take(2, 'valkey f', 'expensive')).toBe(2);
      expect(missed).toHaveLength(2);
    },
    CONTAINER_MS,
  );
});
