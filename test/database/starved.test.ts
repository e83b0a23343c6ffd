import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Knex } from 'knex';
import { createDatabaseBreaker } from '../../src/database/database-breaker.ts';
import type { PoolBreaker } from '../../src/database/breaker.ts';
import { createDatabase } from '../../src/database/knex.ts';
import { ping } from '../../src/database/ping.ts';
import { Busy, StorageUnavailable } from '../../src/errors.ts';
import { createLogger } from '../../src/logger.ts';
import { useScratchServer } from '../support/scratch-server.ts';
import { until } from '../support/until.ts';

const server = useScratchServer();
const log = createLogger('silent');
let breaker: PoolBreaker;
let knex: Knex;
const states: string[] = [];

beforeAll(() => {
  breaker = createDatabaseBreaker(server.url, log);
  breaker.onChange((state) => void states.push(state));
  knex = createDatabase({
    url: server.url,
    poolMax: 4,
    applicationName: 'test',
    namedStatements: true,
    slowQueryMs: Number.POSITIVE_INFINITY,
    log,
    breaker,
  });
});
afterAll(async () => {
  breaker.stop();
  await knex.destroy();
});

/** Longer than any time limit of pool, driver or breaker. */
function standStill(): void {
  const end = performance.now() + 4_000;
  while (performance.now() < end);
}

test.each([
  ['statements are under way', 'select pg_sleep(0.2)', 4],
  ['callers wait for a connection', 'select pg_sleep(0.01)', 40],
])('a process that stands still while %s takes no answer for missing', async (_, sql, callers) => {
  const asking = Promise.all(Array.from({ length: callers }, () => knex.raw(sql)));
  const asked = ping(server.url, 1_500);
  await knex.raw('select 1');
  standStill();
  await expect(asking).resolves.toHaveLength(callers);
  await expect(asked).resolves.toBeUndefined();
  expect(states).toEqual([]);
});

test('one that stands still while it connects does not either', async () => {
  const other = createDatabase({
    url: server.url,
    poolMax: 4,
    applicationName: 'test',
    namedStatements: true,
    slowQueryMs: Number.POSITIVE_INFINITY,
    log,
    breaker,
  });
  const asking = Promise.all(Array.from({ length: 8 }, () => other.raw('select 1')));
  setImmediate(standStill);
  await expect(asking).resolves.toHaveLength(8);
  await other.destroy();
  expect(states).toEqual([]);
});

test('whoever waits in vain for connections that others of this process keep is told that it is busy', async () => {
  const kept: unknown[] = [];
  for (let n = 0; n < 4; n += 1) kept.push(await knex.client.acquireConnection());
  const waiting = Promise.resolve(knex.raw('select 1')).catch((error: unknown) => error);
  expect(await waiting).toBeInstanceOf(Busy);
  expect([breaker.state, ...states]).toEqual(['closed']);
  await Promise.all(kept.map((connection) => knex.client.releaseConnection(connection)));
  await expect(knex.raw('select 1')).resolves.toMatchObject({ rowCount: 1 });
});

test('a database that is frozen is found out as soon as ever', async () => {
  const frozen = Promise.resolve(knex.raw('select pg_sleep(0.5)')).catch((error: unknown) => error);
  await server.freeze();
  try {
    expect(await frozen).toBeInstanceOf(StorageUnavailable);
    await until('it is open', () => breaker.state === 'open');
  } finally {
    await server.thaw();
  }
  await until('it is closed', () => breaker.state === 'closed');
});
