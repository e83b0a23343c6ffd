// Also with Docker: rights, schemas, extensions and locales are the server’s.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Knex } from 'knex';
import { Client } from 'pg';
import { createDatabase } from '../../src/database/knex.ts';
import { rollback } from '../../src/database/migrate.ts';
import { migrate } from '../../src/queues/migrate.ts';
import { probe } from '../../src/database/probe.ts';
import { createLogger } from '../../src/logger.ts';
import { BaseModel } from '../../src/models/base/base-model.ts';
import { playlists } from '../../src/models/playlist/playlist.ts';
import { todoLists } from '../../src/models/todo-list/todo-list.ts';
import { showPlaylist } from '../../src/models/playlist/show.ts';
import { asOwner } from '../support/database.ts';
import { serverUrl, withDatabaseName } from '../support/template.ts';

const log = createLogger('silent');
const alice = { userId: '1000', guildId: null, isStaff: false };
const role = `app_${randomUUID().slice(0, 8)}`;
const made: { name: string; knex?: Knex }[] = [];

beforeAll(() => asOwner(`create role ${role} login password 'narrow'`));
afterAll(async () => {
  for (const { name, knex } of made) {
    await knex?.destroy();
    await asOwner(`drop database if exists ${name} with (force)`);
  }
  await asOwner(`drop role if exists ${role}`);
});

/** An empty database that was created `so`, and its connection string. */
async function databaseMade(so: string): Promise<string> {
  const name = `unusual_${randomUUID().replaceAll('-', '')}`;
  made.push({ name });
  await asOwner(`create database ${name} ${so} template template0`);
  return withDatabaseName(serverUrl(), name);
}

function pool(url: string): Knex {
  const knex = createDatabase({
    url,
    poolMax: 4,
    applicationName: 'test',
    namedStatements: true,
    slowQueryMs: Number.POSITIVE_INFINITY,
    log,
  });
  made.push({ name: 'nothing', knex });
  return knex;
}

async function ask(url: string, ...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

const open = (name: string) => playlists.create(alice, { name, scope: 'mine', visibility: 'public' }, 100);

test.each([
  ['by Turkish rules', `encoding 'UTF8' locale_provider icu icu_locale 'tr-TR' locale 'C'`],
  [
    'by the rules of C, which know no letter but those of English',
    `encoding 'UTF8' locale_provider libc locale 'C'`,
  ],
  ['as the local one does', `encoding 'UTF8' locale_provider builtin builtin_locale 'C.UTF-8' locale 'C'`],
])('names are the same, found and sorted alike in a database that compares %s', async (_rules, so) => {
  const knex = pool(await databaseMade(so));
  BaseModel.knex(knex);
  await migrate(knex, log);
  for (const name of ['INDIE MIX', 'ÄPFEL', 'Музыка', 'zebra', 'Apfel']) await open(name);
  for (const name of ['indie mix', 'äpfel', 'МУЗЫКА'])
    await expect(open(name)).rejects.toMatchObject({ key: 'constraint.playlists_user_name' });
  await todoLists.create(alice, { name: 'ÇİFT', scope: 'mine' }, 10);
  await expect(todoLists.create(alice, { name: 'çift', scope: 'mine' }, 10)).rejects.toMatchObject({
    key: 'constraint.todo_lists_user_name',
  });
  for (const [typed, name] of [
    ['indie mix', 'INDIE MIX'],
    ['äpfel', 'ÄPFEL'],
    ['музыка', 'Музыка'],
  ] as const) {
    await expect(showPlaylist(alice, typed, 1)).resolves.toMatchObject({ playlist: { name } });
    await expect(playlists.suggest(alice, typed, { role: 'viewer' })).resolves.toMatchObject({ 0: { name } });
    // Whoever is somebody else finds it among those that are public.
    const found = await playlists.search({ ...alice, userId: '2000' }, typed);
    expect(found.map((playlist) => playlist.name)).toContain(name);
  }
  const { things } = await playlists.list(alice, { page: 1 });
  expect(things.map(({ name }) => name)).toEqual(['Apfel', 'INDIE MIX', 'zebra', 'ÄPFEL', 'Музыка']);
});

test('names that have become the same are told apart by a number, and nothing else changes', async () => {
  const url = await databaseMade(`encoding 'UTF8' locale_provider libc locale 'C'`);
  const knex = pool(url);
  BaseModel.knex(knex);
  await migrate(knex, log);
  await ask(url, 'drop index playlists_user_name');
  for (const name of ['ÄPFEL', 'äpfel (2)']) await open(name);
  // What a version before it could make.
  await knex.raw(`insert into playlists (id, owner_id, name) values (gen_random_uuid(), 1000, 'äpfel')`);
  await ask(
    url,
    `delete from knex_migrations where name like '20261127000400%'`,
    'create unique index playlists_user_name on playlists (owner_id, lower(name) text_pattern_ops) where guild_id is null and deleted_at is null',
  );
  await migrate(knex, log);
  const names = await knex('playlists').orderBy('created_at').orderBy('id').pluck('name');
  expect(names).toEqual(['ÄPFEL', 'äpfel (2)', 'äpfel (3)']);
});

test.each([
  ['LATIN1', `encoding 'LATIN1' locale 'C'`],
  ['SQL_ASCII', `encoding 'SQL_ASCII' locale 'C'`],
])('a database in %s is refused at the start', async (encoding, so) => {
  const url = await databaseMade(`${so} locale_provider libc`);
  await expect(probe(url, { timeoutMs: 0 })).rejects.toThrow(
    new RegExp(`has the encoding ${encoding}, which cannot hold every language; create one that has UTF8`),
  );
});

test('pg_trgm may be in any schema', async () => {
  const url = await databaseMade(`encoding 'UTF8'`);
  await ask(url, 'create schema extensions', 'create extension pg_trgm schema extensions');
  const knex = pool(url);
  BaseModel.knex(knex);
  await migrate(knex, log);
  await open('Evening songs');
  const found = await playlists.search({ ...alice, userId: '2000' }, 'evenin songs');
  expect(found.map(({ name }) => name)).toEqual(['Evening songs']);
});

/** A pool of a role that may do nothing but what it is granted. */
function narrowPool(url: string): Knex {
  const asRole = new URL(url);
  asRole.username = role;
  asRole.password = 'narrow';
  return pool(asRole.href);
}

test('a right that is missing is named before anything is made, and with it all is made', async () => {
  const url = await databaseMade(`encoding 'UTF8'`);
  const name = new URL(url).pathname.slice(1);
  const knex = narrowPool(url);
  const attempt = () => migrate(knex, log);
  await expect(attempt()).rejects.toThrow(
    `Role ${role} may not make tables in schema public, nor make the schema of the job queues, pgboss; run \`grant usage, create on schema public to ${role}; grant create on database ${name} to ${role};\``,
  );
  await ask(url, `grant create, usage on schema public to ${role}`, 'create extension pg_trgm');
  await expect(attempt()).rejects.toThrow(
    `Role ${role} may not make the schema of the job queues, pgboss; run \`grant create on database ${name} to ${role};\` as the owner of database ${name}`,
  );
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  );
  expect(rows).toEqual([]);
  await ask(url, `grant create on database ${name} to ${role}`);
  await expect(attempt()).resolves.not.toEqual([]);
});

test('a schema that another role made is that role’s to migrate, and no grant is asked for', async () => {
  const url = await databaseMade(`encoding 'UTF8'`);
  const knex = pool(url);
  await migrate(knex, log);
  await rollback(knex, log, { all: true });
  await ask(url, `grant select, insert, update, delete on all tables in schema public to ${role}`);
  const refused = migrate(narrowPool(url), log);
  await expect(refused).rejects.toThrow(
    'The schema must change, and the role of DATABASE_URL may not change it; run `./dev-env.sh db:migrate` with the role that owns the database',
  );
  await expect(refused).rejects.not.toThrow('grant');
});
