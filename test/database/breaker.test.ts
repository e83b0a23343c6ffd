import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import type { Knex } from 'knex';
import { createDatabaseBreaker } from '../../src/database/database-breaker.ts';
import type { PoolBreaker } from '../../src/database/breaker.ts';
import { createDatabase } from '../../src/database/knex.ts';
import { StorageUnavailable } from '../../src/errors.ts';
import { createLogger } from '../../src/logger.ts';
import { useDatabase } from '../support/database.ts';
import { startProxy, type Proxy } from '../support/proxy.ts';
import { until } from '../support/until.ts';

const lines: string[] = [];
const log = createLogger('info', { write: (line) => void lines.push(line) });
const retried: string[] = [];

let proxy: Proxy;
let breaker: PoolBreaker;
let knex: Knex;

// Hooks after all run in the order in which they are made.
afterAll(async () => {
  breaker.stop();
  await knex.destroy();
  await proxy.close();
});

const direct = useDatabase();

beforeAll(async () => {
  proxy = await startProxy(direct.url);
  breaker = createDatabaseBreaker(proxy.url, log);
  knex = createDatabase({
    url: proxy.url,
    poolMax: 4,
    applicationName: 'test',
    namedStatements: true,
    slowQueryMs: Number.POSITIVE_INFINITY,
    log,
    breaker,
    onRetry: (operation) => void retried.push(operation),
  });
});

beforeEach(async () => {
  await isClosed();
  await knex.raw('select 1');
  lines.length = 0;
  retried.length = 0;
});

const isClosed = () => until('it is closed', () => breaker.state === 'closed');
const isOpen = () => until('it is open', () => breaker.state === 'open');
const told = () => lines.map((line) => (JSON.parse(line) as { msg: string }).msg);
const numUsed = () => (knex.client as { pool: { numUsed(): number } }).pool.numUsed();

test('a server that is gone opens it, everybody is told at once, and it closes by itself', async () => {
  proxy.refuse();
  const settled = await Promise.allSettled(Array.from({ length: 20 }, () => knex.raw('select 1')));
  expect(settled.every(({ status }) => status === 'rejected')).toBe(true);
  for (const outcome of settled)
    if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(StorageUnavailable);
  await isOpen();
  proxy.mend();
  await isClosed();
  await expect(knex.raw('select 1 as one')).resolves.toMatchObject({ rows: [{ one: 1 }] });
  expect(told()).toEqual([
    'the database is unavailable; commands fail fast',
    'the database is available again',
  ]);
});

test('its state is told at each change', async () => {
  const states: string[] = [];
  const stop = breaker.onChange((state) => void states.push(state));
  proxy.refuse();
  await expect(knex.raw('select 1')).rejects.toThrow(StorageUnavailable);
  await isOpen();
  proxy.mend();
  await isClosed();
  stop();
  expect(states.slice(0, 2)).toEqual(['open', 'half-open']);
  expect(states.at(-1)).toBe('closed');
});

test('a server that is frozen is found out, and whoever waits for it is told', async () => {
  proxy.freeze();
  const waiting = [
    knex.raw('select 1'),
    knex.transaction((trx) => trx.raw('select 1')),
    ...Array.from({ length: 8 }, () => knex.raw('select 2')),
  ];
  const settled = Promise.allSettled(waiting);
  await isOpen();
  for (const outcome of await settled)
    expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(StorageUnavailable) });
  await until('everything is given back', () => numUsed() === 0);
  await expect(knex.raw('select 1')).rejects.toThrow('away');
  proxy.mend();
  await isClosed();
  await expect(knex.raw('select 1')).resolves.toBeDefined();
});

test('a transaction that is under way when the server goes is told, and nothing of it is there', async () => {
  await direct.knex.raw('create table if not exists kept (n int)');
  await expect(
    knex.transaction(async (trx) => {
      await trx.raw('insert into kept values (1)');
      proxy.refuse();
      await trx.raw('insert into kept values (2)');
    }),
  ).rejects.toThrow(StorageUnavailable);
  proxy.mend();
  await isClosed();
  const { rows } = await direct.knex.raw<{ rows: unknown[] }>('select * from kept');
  expect(rows).toEqual([]);
});

test('a single connection that breaks opens nothing, and a read is asked again on another', async () => {
  const states: string[] = [];
  const stop = breaker.onChange((state) => void states.push(state));
  // A connection that cannot even be made is another matter: this one is there.
  await knex.raw('select 1');
  proxy.freeze();
  const asking = Promise.resolve(
    knex.raw<{ rows: { slow: string }[] }>(`select 'answered' as slow where true = ?`, [true]),
  );
  await until('it is sent', () => numUsed() === 1);
  proxy.cut();
  proxy.mend();
  expect((await asking).rows).toEqual([{ slow: 'answered' }]);
  stop();
  expect(states).toEqual([]);
  expect(retried).toEqual(['read']);
});

test('a write whose connection breaks is not sent again', async () => {
  await direct.knex.raw('create table if not exists written (n int)');
  proxy.freeze();
  const writing = knex.raw('insert into written values (?)', [1]).catch((error: unknown) => error);
  await until('it is sent', () => numUsed() === 1);
  proxy.cut();
  proxy.mend();
  expect(await writing).toBeInstanceOf(StorageUnavailable);
  expect(retried).toEqual([]);
});

test('what is wrong with a statement opens nothing, however often', async () => {
  await direct.knex.raw(
    'create table if not exists once (n int primary key); truncate once; insert into once values (1)',
  );
  const failing = [
    () => knex.raw('insert into once values (1)'),
    () => knex.raw('select nonsense'),
    () => knex.raw(`select pg_cancel_backend(pg_backend_pid())`),
    () => knex.raw(`do $$ begin raise exception 'x' using errcode = '40001'; end $$`),
  ];
  for (let n = 0; n < 3; n += 1) for (const fail of failing) await expect(fail()).rejects.toThrow();
  expect(breaker.state).toBe('closed');
});

test('connections that silently lead nowhere are thrown out, and the server is not blamed', async () => {
  await Promise.all(Array.from({ length: 4 }, () => knex.raw('select pg_sleep(0.05)')));
  expect(proxy.drop()).toBe(4);
  await expect(knex.raw('select 1')).rejects.toThrow(StorageUnavailable);
  // One was found out; the other three are not tried.
  await expect(knex.raw('select 1')).resolves.toBeDefined();
  expect(breaker.state).toBe('closed');
});

test('statements that run into their time limit one after the other open it, and it asks again', async () => {
  const opened = new Promise<void>((resolve) => {
    const stop = breaker.onChange((state) => {
      if (state !== 'open') return;
      stop();
      resolve();
    });
  });
  const slow = () => knex.raw('select pg_sleep(10)').catch((error: unknown) => error);
  await Promise.all(Array.from({ length: 4 }, slow));
  expect(breaker.state).toBe('closed');
  expect(await slow()).toBeInstanceOf(StorageUnavailable);
  await opened;
  await isClosed();
});

test('a clock that is set back does not keep it open', async () => {
  const now = jest.spyOn(Date, 'now');
  try {
    proxy.refuse();
    await expect(knex.raw('select 1')).rejects.toThrow(StorageUnavailable);
    await isOpen();
    now.mockReturnValue(0);
    proxy.mend();
    await isClosed();
  } finally {
    now.mockRestore();
  }
});
