import { afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Knex } from 'knex';
import { Client } from 'pg';
import { createDatabaseBreaker } from '../../src/database/database-breaker.ts';
import type { PoolBreaker } from '../../src/database/breaker.ts';
import { createDatabase } from '../../src/database/knex.ts';
import { poolUse } from '../../src/database/pool-use.ts';
import { StorageUnavailable } from '../../src/errors.ts';
import { createLogger } from '../../src/logger.ts';
import { useScratchServer } from '../support/scratch-server.ts';

/** A server that has eight connections, of which anybody but its superuser may have five. */
const server = useScratchServer();
const log = createLogger('silent');
let breaker: PoolBreaker;
let knex: Knex;
let held: Client[] = [];
const states: string[] = [];

const urlOf = (role: string) => Object.assign(new URL(server.url), { username: role, password: role }).href;

beforeAll(async () => {
  const before = new Client({ connectionString: server.url });
  // It is about to be killed.
  before.on('error', () => undefined);
  await before.connect();
  await before.query('create role plain login password $$plain$$');
  await before.query('create role narrow login password $$narrow$$ connection limit 2');
  await before.query('alter system set max_connections = 8');
  await before.query('alter system set superuser_reserved_connections = 3');
  await server.kill();
  await server.start();
});

function open(role: string): void {
  states.length = 0;
  breaker = createDatabaseBreaker(urlOf(role), log);
  breaker.onChange((state) => void states.push(state));
  knex = createDatabase({
    url: urlOf(role),
    poolMax: 20,
    applicationName: 'crowd',
    namedStatements: true,
    slowQueryMs: Number.POSITIVE_INFINITY,
    log,
    breaker,
  });
}
afterEach(async () => {
  breaker.stop();
  await knex.destroy();
  await Promise.all(held.map((client) => client.end()));
  held = [];
});

/** Takes connections that the pool then cannot have. */
async function hold(role: string, count: number): Promise<void> {
  held = Array.from({ length: count }, () => new Client({ connectionString: urlOf(role) }));
  for (const client of held) await client.connect();
}

const crowd = (callers: number) =>
  Promise.all(
    Array.from({ length: callers }, async (_, n) => {
      const { rows } = await knex.raw<{ rows: { n: number }[] }>('select ?::int as n, pg_sleep(0.005)', [n]);
      return rows[0]?.n;
    }),
  );

test.each([
  ['whose last free connections are few', 'plain', 0],
  ['that has one left', 'plain', 3],
  ['whose role may have two', 'narrow', 0],
  ['whose role may have one more', 'narrow', 1],
])('a server %s serves fifty callers at once, one after the other', async (_, role, taken) => {
  await hold(role, taken);
  open(role);
  for (let round = 0; round < 3; round += 1)
    await expect(crowd(50)).resolves.toEqual(Array.from({ length: 50 }, (__, n) => n));
  expect(states).toEqual([]);
});

test('a server that has none left is waited for, and is not called away', async () => {
  await hold('narrow', 2);
  open('narrow');
  const waiting = knex.raw('select 1');
  await expect(waiting).rejects.toThrow(StorageUnavailable);
  expect({ states, state: breaker.state, ...poolUse(knex) }).toMatchObject({
    states: [],
    state: 'closed',
    waiting: 0,
  });
  const next = Promise.resolve(knex.raw('select 1'));
  await Promise.all(held.map((client) => client.end()));
  held = [];
  await expect(next).resolves.toBeDefined();
});
