import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Knex } from 'knex';
import { createDatabase } from '../../src/database/knex.ts';
import { Conflict, OutcomeUnknown, StorageUnavailable } from '../../src/errors.ts';
import { createLogger } from '../../src/logger.ts';
import { BaseModel } from '../../src/models/base/base-model.ts';
import { Playlist } from '../../src/models/playlist/playlist.ts';
import { withRequest } from '../../src/request.ts';
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

test('a statement whose plan a migration made stale is prepared again: alone at once, in a transaction with all of it', async () => {
  await direct.knex.raw('create table grown (n int); insert into grown values (1)');
  const all = (runner: Pick<Knex, 'raw'>) =>
    runner.raw<{ rows: unknown[] }>('select * from grown where n > ?', [0]);
  const [first, second] = await Promise.all([knex.transaction(), knex.transaction()]);
  for (const trx of [first, second]) {
    await all(trx);
    await trx.commit();
  }
  await direct.knex.raw('alter table grown add column more int');
  await expect(all(knex)).resolves.toMatchObject({ rows: [{ n: 1, more: null }] });
  await direct.knex.raw('alter table grown add column most int');
  let runs = 0;
  await BaseModel.transact(async (trx) => {
    runs += 1;
    await trx.raw('insert into written values (?)', [runs]);
    return (await all(trx)).rows.length;
  });
  expect(runs).toBe(2);
  expect(await written()).toEqual([{ n: 2 }]);
  expect(retried).toEqual(['plan', 'transaction']);
  await direct.knex.raw('drop table grown');
});

test('a model names its columns in whatever it selects', async () => {
  const sent: string[] = [];
  const see = ({ sql }: { sql: string }) => sent.push(sql);
  knex.on('query', see);
  await Playlist.query().findById(randomUUID());
  await Playlist.query().where({ name: 'x' }).first();
  await Playlist.query().resultSize();
  await Playlist.query().select('id').where({ name: 'x' });
  knex.removeListener('query', see);
  const named = `"${Playlist.columns.names.join('", "')}"`;
  expect(sent[0]).toBe(`select ${named} from "playlists" where "playlists"."id" = $1`);
  expect(sent[3]).toBe('select "id" from "playlists" where "name" = $1');
  expect(sent.filter((sql) => /[^(]\*/.test(sql))).toEqual([]);
});

test('an attempt that is refused for what an unconfirmed one did is told as unknown when nobody can be asked', async () => {
  let runs = 0;
  const write = () =>
    withRequest('4300', () =>
      BaseModel.transact(async (trx) => {
        runs += 1;
        // As when its name is taken, by itself; the question whether it was breaks off.
        if (runs === 2) {
          proxy.trap('handled_interactions', ['lost'], { thenRefuse: true });
          throw new Conflict('playlist.nameTaken');
        }
        await trx.raw('insert into written values (?)', [runs]);
        return 'written';
      }),
    );
  const before = proxy.caught;
  proxy.trap('COMMIT', ['unheard']);
  await expect(write()).rejects.toThrow(OutcomeUnknown);
  expect([runs, proxy.caught - before]).toEqual([2, 2]);
  proxy.mend();
  await expect(write()).resolves.toBe('written');
  expect(await written()).toEqual([{ n: 1 }]);
});
