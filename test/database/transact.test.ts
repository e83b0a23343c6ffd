import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Knex } from 'knex';
import { createDatabase } from '../../src/database/knex.ts';
import { StorageUnavailable } from '../../src/errors.ts';
import { createLogger } from '../../src/logger.ts';
import { BaseModel } from '../../src/models/base-model.ts';
import { useDatabase } from '../support/database.ts';
import { startProxy, type Proxy } from '../support/proxy.ts';

let proxy: Proxy;
let knex: Knex;
const retried: string[] = [];

// Hooks after all run in the order in which they are made.
afterAll(async () => {
  await knex.destroy();
  await proxy.close();
});
const direct = useDatabase();

beforeAll(async () => {
  proxy = await startProxy(direct.url);
  knex = createDatabase({
    url: proxy.url,
    poolMax: 4,
    applicationName: 'test',
    namedStatements: true,
    slowQueryMs: Number.POSITIVE_INFINITY,
    log: createLogger('error'),
    onRetry: (operation) => void retried.push(operation),
  });
  BaseModel.knex(knex);
  await direct.knex.raw('create table written (n int)');
});

beforeEach(async () => {
  retried.length = 0;
  await direct.knex.raw('truncate written');
});

const written = async () => (await direct.knex.raw<{ rows: unknown[] }>('select n from written')).rows;

test('a transaction whose connection breaks before COMMIT runs once more, and is there once', async () => {
  let runs = 0;
  const result = await BaseModel.transact(async (trx) => {
    runs += 1;
    await trx.raw('insert into written values (?)', [runs]);
    if (runs === 1) proxy.cut();
    await trx.raw('select 1');
    return runs;
  });
  expect(result).toBe(2);
  expect(retried).toEqual(['transaction']);
  expect(await written()).toEqual([{ n: 2 }]);
});

test('when it breaks again, that is the end of it', async () => {
  let runs = 0;
  const running = BaseModel.transact(async (trx) => {
    runs += 1;
    proxy.cut();
    await trx.raw('select 1');
  });
  await expect(running).rejects.toThrow(StorageUnavailable);
  expect(runs).toBe(2);
});

test('a COMMIT whose answer is lost is never repeated', async () => {
  let runs = 0;
  const running = BaseModel.transact(async (trx) => {
    runs += 1;
    await trx.raw('insert into written values (?)', [runs]);
    // COMMIT arrives, its answer does not.
    trx.once('query', ({ sql }: { sql: string }) => {
      if (sql === 'COMMIT;') setImmediate(() => proxy.cut());
    });
  });
  await expect(running).rejects.toThrow(StorageUnavailable);
  expect(runs).toBe(1);
  expect(retried).toEqual([]);
  expect((await written()).length).toBeLessThanOrEqual(1);
});
