// Also with Docker: migrations and seeds from an empty database, which is made by another initdb.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { migrateTables, pendingMigrations, rollback } from '../../src/database/migrate.ts';
import { migrate } from '../../src/queues/migrate.ts';
import { fileNames } from '../../src/database/module-files.ts';
import { seed } from '../../tools/database/seed.ts';
import { createLogger } from '../../src/logger.ts';
import { PROJECT } from '../../src/project.ts';
import { useDatabase } from '../support/database.ts';
import { runScript } from '../support/script.ts';

const database = useDatabase('template0');
const log = createLogger('silent');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ostinato-migrations-'));
});

afterAll(() => rm(folder, { recursive: true }));

beforeEach(async () => {
  await database.knex.raw('drop schema public cascade; create schema public');
});

async function tables(): Promise<string[]> {
  const { rows } = await database.knex.raw<{ rows: { name: string }[] }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'knex_%' order by 1`,
  );
  return rows.map(({ name }) => name);
}

test('ten processes that start at once on an empty database migrate it once', async () => {
  const ten = await Promise.all(
    Array.from({ length: 10 }, () =>
      runScript('test/support/migrate-process.ts', [], { DATABASE_URL: database.url }),
    ),
  );
  expect(ten.map(({ stderr }) => stderr).join('')).toBe('');
  const done = ten.map(({ stdout }) => JSON.parse(stdout) as string[]);
  expect(done.filter(({ length }) => length > 0)).toEqual([await fileNames(PROJECT.migrations)]);
});

test("Knex's own lock, left behind by a crash, does not stop the next start", async () => {
  await migrate(database.knex, log);
  await rollback(database.knex, log, { all: true });
  await database.knex('knex_migrations_lock').update({ is_locked: 1 });
  await expect(migrate(database.knex, log)).resolves.toEqual(await fileNames(PROJECT.migrations));
});

test('all migrations go up, down to nothing, and up again to the same tables', async () => {
  await expect(pendingMigrations(database.knex)).resolves.toEqual(await fileNames(PROJECT.migrations));
  await migrate(database.knex, log);
  const first = await tables();
  expect(first.length).toBeGreaterThan(0);
  await expect(pendingMigrations(database.knex)).resolves.toEqual([]);
  await rollback(database.knex, log, { all: true });
  await expect(tables()).resolves.toEqual([]);
  await migrate(database.knex, log);
  await expect(tables()).resolves.toEqual(first);
});

test('a table that is busy for a moment is waited for', async () => {
  await database.knex.raw('create table busy ()');
  await writeFile(
    path.join(folder, '1-alter.ts'),
    `export const up = (knex) => knex.raw('alter table busy add n int');\nexport const down = () => {};\n`,
  );
  const holder = await database.knex.transaction();
  await holder.raw('lock table busy');
  const migrated = migrateTables(database.knex, createLogger('silent'), { directory: folder });
  const { rows } = await waitingForLock();
  expect(rows).toHaveLength(1);
  await holder.rollback();
  await expect(migrated).resolves.toEqual(['1-alter']);
});

async function waitingForLock() {
  for (;;) {
    const answer = await database.knex.raw<{ rows: unknown[] }>(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (answer.rows.length > 0) return answer;
  }
}

test('an index is made concurrently where a migration says that it needs no transaction', async () => {
  const place = await mkdtemp(path.join(folder, 'concurrently-'));
  await database.knex.raw('create table big (id int)');
  await writeFile(
    path.join(place, '1-index.ts'),
    `export const config = { transaction: false };
     export const up = (knex) => knex.raw('create index concurrently if not exists big_id on big (id)');
     export const down = (knex) => knex.raw('drop index concurrently big_id');\n`,
  );
  await expect(migrateTables(database.knex, log, { directory: place })).resolves.toEqual(['1-index']);
  const { rows } = await database.knex.raw<{ rows: unknown[] }>(
    `select indisvalid from pg_index where indexrelid = 'big_id'::regclass`,
  );
  expect(rows).toEqual([{ indisvalid: true }]);
  await expect(rollback(database.knex, log, { directory: place })).resolves.toEqual(['1-index']);
});

test('a version that knows fewer migrations than the database starts all the same', async () => {
  await migrate(database.knex, log);
  await database.knex('knex_migrations').insert({ name: '99999999999999-later', batch: 2 });
  await expect(migrate(database.knex, log)).resolves.toEqual([]);
});

test('seeds may run again, and never in production', async () => {
  await migrate(database.knex, log);
  const names = await seed(database.knex, log, { NODE_ENV: 'development' });
  const todos = await database.knex('todos').select('id', 'text', 'due_at').orderBy('id');
  expect(todos.length).toBeGreaterThan(5);
  await database.knex('todos').where({ id: todos[0].id }).update({ text: 'Changed since' });
  await expect(seed(database.knex, log, { NODE_ENV: 'development' })).resolves.toEqual(names);
  const again = await database.knex('todos').select('id', 'text', 'due_at').orderBy('id');
  expect(again).toEqual([{ ...todos[0], text: 'Changed since' }, ...todos.slice(1)]);
  await expect(seed(database.knex, log, { NODE_ENV: 'production' })).rejects.toThrow(
    /NODE_ENV is production/,
  );
});
