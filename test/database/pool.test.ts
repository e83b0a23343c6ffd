// Also with Docker: connections that break, wait and are given back, over a network.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Knex } from 'knex';
import { createDatabase } from '../../src/database/knex.ts';
import type { Leak } from '../../src/database/leases.ts';
import { StorageUnavailable } from '../../src/errors.ts';
import { createLogger } from '../../src/logger.ts';
import { withRequest } from '../../src/request.ts';
import { useDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

const lines: string[] = [];
const log = createLogger('info', { write: (line) => void lines.push(line) });
const leaks: Leak[] = [];
let knex: Knex;

// Hooks after all run in the order in which they are made.
afterAll(async () => {
  await knex.destroy();
});
const direct = useDatabase();

beforeAll(() => {
  knex = createDatabase({
    url: direct.url,
    poolMax: 2,
    applicationName: 'test',
    namedStatements: true,
    slowQueryMs: 50,
    log,
    leakAfterMs: 100,
    withStacks: true,
    onLeak: (leak) => void leaks.push(leak),
  });
});

/** All connections, for as long as it takes: PostgreSQL ends none of them meanwhile. */
const lendAll = () =>
  Promise.all(
    Array.from({ length: 2 }, async () => {
      const trx = await knex.transaction();
      await trx.raw('set local idle_in_transaction_session_timeout = 0');
      return trx;
    }),
  );
const numUsed = () => (knex.client as { pool: { numUsed(): number } }).pool.numUsed();
const logged = (msg: string) =>
  lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter((line) => line['msg'] === msg);

test('a transaction that nobody ends is named: who began it, with which statement, and where', async () => {
  const trx = await withRequest('job forgetful', async () => {
    const begun = await knex.transaction();
    await begun.raw('select 1 as forgotten');
    return begun;
  });
  await until('it is found', () => leaks.length > 0);
  expect(leaks).toEqual([
    {
      requestId: 'job forgetful',
      sql: 'BEGIN;',
      heldMs: expect.any(Number),
      stack: expect.stringContaining('pool.test.ts'),
    },
  ]);
  expect(logged('connection leak')).toHaveLength(1);
  await trx.rollback();
  expect(numUsed()).toBe(0);
});

test('the place of a leaked connection is for others as soon as PostgreSQL has ended it', async () => {
  const trx = await knex.transaction();
  await trx.raw(`set local idle_in_transaction_session_timeout = 50`);
  await until('its place is free', () => numUsed() === 0);
  await expect(knex.raw('select 1')).resolves.toBeDefined();
  // Whoever comes back late is told, and takes nothing from others.
  await expect(trx.raw('select 1')).rejects.toThrow(StorageUnavailable);
  await trx.rollback();
});

test('when all connections are lent, the next one is told before Discord loses patience, and afterwards all is well', async () => {
  const held = await lendAll();
  const askedAt = performance.now();
  await expect(knex.raw('select 1')).rejects.toThrow(StorageUnavailable);
  // The margin is the machine's, not the pool's.
  expect(performance.now() - askedAt).toBeGreaterThan(1_000);
  await Promise.all(held.map((trx) => trx.rollback()));
  await expect(knex.raw('select 1')).resolves.toBeDefined();
});

test('slow statements are logged without what people wrote, and so is waiting for a connection', async () => {
  lines.length = 0;
  await withRequest('1573678191858417777', async () => {
    await knex.raw(`select pg_sleep(0.1), ? as note`, ['a secret']);
  });
  const [slow] = logged('slow query');
  expect(slow).toMatchObject({ requestId: '1573678191858417777', failed: false });
  expect(slow?.['sql']).toBe('select pg_sleep(0.1), $1 as note');
  expect(Number(slow?.['durationMs'])).toBeGreaterThanOrEqual(100);
  const held = await lendAll();
  // Knex asks as soon as somebody waits.
  const waiting = withRequest('who waits', async () => void (await knex.raw('select 1')));
  await held[0]?.raw('select pg_sleep(0.1)');
  await Promise.all(held.map((trx) => trx.rollback()));
  await waiting;
  const waited = logged('long wait for a connection').filter(({ requestId }) => requestId === 'who waits');
  expect(waited).toHaveLength(1);
  expect(lines.join()).not.toContain('a secret');
});

test('a transaction that waits for another one’s lock is a slow query, too', async () => {
  await knex.raw('create table if not exists locked (n int primary key)');
  const first = await knex.transaction();
  await first.raw('insert into locked values (1)');
  const second = withRequest('who waits for a lock', () =>
    knex.transaction((trx) => trx.raw('insert into locked values (?) on conflict do nothing', [1])),
  );
  await until('it waits', async () => {
    const { rows } = await direct.knex.raw<{ rows: unknown[] }>(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rows.length > 0;
  });
  await direct.knex.raw('select pg_sleep(0.1)');
  await first.commit();
  await second;
  const slow = logged('slow query').filter(({ requestId }) => requestId === 'who waits for a lock');
  expect(slow.map(({ sql }) => sql)).toContain('insert into locked values ($1) on conflict do nothing');
});

test('an error of a statement names it without what people wrote', async () => {
  await expect(knex.raw('select nonsense where ? = ?', ['a secret', 'x'])).rejects.toThrow(
    /^select nonsense where \$1 = \$2 - /,
  );
});
