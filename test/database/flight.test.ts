import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { EventEmitter } from 'node:events';
import type { Knex } from 'knex';
import { sqlState } from '../../src/database/database-error.ts';
import { createDatabase } from '../../src/database/knex.ts';
import { createLogger } from '../../src/logger.ts';
import { BaseModel } from '../../src/models/base/base-model.ts';
import { withRequest } from '../../src/request.ts';
import { useDatabase } from '../support/database.ts';

// Hooks after all run in the order in which they are made.
afterAll(() => knex.destroy());
const direct = useDatabase();
let knex: Knex;
/** What the server said of the transaction at the end of each round trip: `I` is none, `T` one, `E` a failed one. */
let states: string[] = [];

beforeAll(async () => {
  knex = createDatabase({
    url: direct.url,
    poolMax: 1,
    applicationName: 'test',
    namedStatements: true,
    slowQueryMs: Number.POSITIVE_INFINITY,
    statementMs: 30_000,
    connectionMs: 60_000,
    log: createLogger('error'),
  });
  BaseModel.knex(knex);
  await direct.knex.raw('create table written (n int primary key)');
  const connection = (await knex.client.acquireConnection()) as { connection: EventEmitter };
  connection.connection.on('readyForQuery', ({ status }: { status: string }) => {
    states.push(status);
  });
  await knex.client.releaseConnection(connection);
});

beforeEach(async () => {
  await direct.knex.raw('truncate written');
  states = [];
});

const written = async () => {
  const { rows } = await direct.knex.raw<{ rows: { n: number }[] }>('select n from written order by n');
  return rows.map(({ n }) => n);
};
async function put(trx: Pick<Knex, 'raw'>, n: number): Promise<void> {
  await trx.raw('insert into written values (?)', [n]);
}

test('BEGIN travels with the first statement, and the claim with COMMIT', async () => {
  await withRequest('4200', () => BaseModel.transact((trx) => put(trx, 1)));
  expect(states).toEqual(['T', 'I']);
  await withRequest('4201', () =>
    BaseModel.transact(async (trx) => {
      await put(trx, 2);
      await put(trx, 3);
    }),
  );
  expect(states).toEqual(['T', 'I', 'T', 'T', 'I']);
  await expect(written()).resolves.toEqual([1, 2, 3]);
});

test('what the first statement changed goes when it or a later one fails', async () => {
  const refused = knex.transaction(async (trx) => {
    await put(trx, 1);
    await put(trx, 1);
  });
  await expect(refused.catch(sqlState)).resolves.toBe('23505');
  await put(direct.knex, 7);
  await expect(knex.transaction((trx) => put(trx, 7)).catch(sqlState)).resolves.toBe('23505');
  expect(states).toEqual(['T', 'E', 'I', 'E', 'I']);
  await expect(written()).resolves.toEqual([7]);
});

test('a first statement that the server does not understand begins nothing, and is understood once it can be', async () => {
  const ask = () =>
    knex.transaction(async (trx) => (await trx.raw('select ?::int as n from later', [1])).rows as unknown);
  await expect(ask().catch(sqlState)).resolves.toBe('42P01');
  expect(states).toEqual(['I', 'I']);
  await direct.knex.raw('create table later ()');
  await expect(ask()).resolves.toEqual([]);
  await direct.knex.raw('insert into later default values');
  await expect(ask()).resolves.toEqual([{ n: 1 }]);
});

test('a transaction that asks nothing costs nothing, unless an interaction claims it', async () => {
  await expect(knex.transaction(() => Promise.resolve('nothing'))).resolves.toBe('nothing');
  await expect(knex.transaction(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(states).toEqual([]);
  await expect(knex.raw('select pg_current_xact_id_if_assigned() as id')).resolves.toMatchObject({
    rows: [{ id: null }],
  });
  states = [];
  await withRequest('4202', () => BaseModel.transact(() => Promise.resolve('kept')));
  expect(states).toEqual(['I']);
  const again = withRequest('4202', () => BaseModel.transact((trx) => put(trx, 1)));
  await expect(again).resolves.toBe('kept');
  await expect(written()).resolves.toEqual([]);
});

test('what has no name follows a BEGIN of its own: a savepoint, or several statements in one', async () => {
  await knex.transaction(async (trx) => {
    const part = await trx.transaction();
    await put(part, 1);
    await part.rollback();
    await put(trx, 2);
  });
  expect(states).toEqual(['T', 'T', 'T', 'T', 'T', 'I']);
  await knex.transaction(async (trx) => {
    await trx.raw("set local lock_timeout = '1s'; insert into written values (3)");
    await put(trx, 4);
  });
  await expect(written()).resolves.toEqual([2, 3, 4]);
});

test('where statements have no names, BEGIN goes ahead and the claim still travels with COMMIT', async () => {
  const nameless = createDatabase({
    url: direct.url,
    poolMax: 1,
    applicationName: 'test',
    namedStatements: false,
    slowQueryMs: Number.POSITIVE_INFINITY,
    statementMs: 30_000,
    connectionMs: 60_000,
    log: createLogger('error'),
  });
  BaseModel.knex(nameless);
  try {
    await withRequest('4203', () => BaseModel.transact((trx) => put(trx, 1).then(() => 'first')));
    const again = withRequest('4203', () => BaseModel.transact((trx) => put(trx, 2).then(() => 'second')));
    await expect(again).resolves.toBe('first');
    await expect(written()).resolves.toEqual([1]);
  } finally {
    BaseModel.knex(knex);
    await nameless.destroy();
  }
});
