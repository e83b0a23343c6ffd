import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect } from '@jest/globals';
import { lint } from '../../tools/database/lint/lint.ts';
import { sqlOf } from '../../tools/database/lint/migration-sql.ts';
import { releases } from '../../tools/database/lint/releases.ts';
import { fileNames } from '../../src/database/module-files.ts';
import { PROJECT } from '../../src/project.ts';
import { temporaryFolder } from '../support/server.ts';
import { testWhere } from '../support/where.ts';

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder('migrations ');
});

const places = (over: { migrations?: string; releases?: string } = {}) => ({
  migrations: PROJECT.migrations,
  releases: PROJECT.releases,
  settings: PROJECT.lintSettings,
  ...over,
});
const test = testWhere(
  'the SQL of migrations',
  (await lint(places({ migrations: await temporaryFolder('none ') }))) === undefined
    ? 'squawk is not to be had for this platform'
    : undefined,
);

const migration = (name: string, body: string) =>
  writeFile(
    path.join(folder, `${name}.ts`),
    `export async function up(knex) {${body}}\nexport const down = () => {};\n`,
  );
const raw = (sql: string) => `await knex.raw(${JSON.stringify(sql)});`;
const found = async () =>
  (await lint(places({ migrations: folder })))?.map(({ migration, rule }) => `${migration}: ${rule}`);

test('no migration of the project blocks those who use the database', async () => {
  await expect(lint(places())).resolves.toEqual([]);
});

const DANGERS: [string, string][] = [
  ['alter table users add column age int not null', 'adding-required-field'],
  ['create index users_locale on users (locale)', 'require-concurrent-index-creation'],
  ['alter table users add constraint n foreign key (id) references guilds', 'adding-foreign-key-constraint'],
  [`alter table users add constraint n check (locale <> 'x')`, 'constraint-missing-not-valid'],
  ['alter table users alter column locale type varchar(3)', 'changing-column-type'],
  ['alter table users rename column locale to language', 'renaming-column'],
  ['alter table users drop column locale', 'ban-drop-column'],
  ['drop table tracks', 'ban-drop-table'],
  ['alter table users alter column locale set not null', 'adding-not-nullable-field'],
  ['create tabel x ()', 'syntax-error'],
];

test.each(DANGERS)('%s is named', async (sql, rule) => {
  await migration('1-danger', raw(sql));
  const rules = (await found()) ?? [];
  expect(rules).toContain(`1-danger: ${rule}`);
});

test('what is done to a table that is new in the same release is well', async () => {
  await migration('1-new', raw('create table things (id bigint primary key, owner_id bigint)'));
  await migration(
    '2-more',
    raw('create index things_owner on things (owner_id); alter table things add unique (owner_id);'),
  );
  await expect(found()).resolves.toEqual([]);
});

test('the same to a table that was released is not', async () => {
  const [release] = await releases(PROJECT.releases);
  if (!release) throw new Error('There is a released schema.');
  await mkdir(path.join(folder, 'releases'));
  await copyFile(release.file, path.join(folder, 'releases', '0.1.0.sql'));
  for (const name of release.manifest.migrations) {
    await copyFile(path.join(PROJECT.migrations, `${name}.ts`), path.join(folder, `${name}.ts`));
  }
  await migration('99999999999999-index', raw('create index tracks_title on tracks (title)'));
  const warnings = await lint(places({ migrations: folder, releases: path.join(folder, 'releases') }));
  expect(warnings).toEqual([
    {
      migration: '99999999999999-index',
      rule: 'require-concurrent-index-creation',
      says: expect.stringContaining('concurrently'),
      sql: 'create index tracks_title on tracks (title);',
    },
  ]);
});

test('an index on a table with rows is made concurrently, outside of a transaction, and so that it may be tried again', async () => {
  const well = 'create index concurrently if not exists users_locale on users (locale); select 1';
  const index = (name: string, config: string) =>
    writeFile(
      path.join(folder, `${name}.ts`),
      `export const config = ${config};\nexport const up = (knex) => knex.raw(${JSON.stringify(well)});\n`,
    );
  await index('1-outside', '{ transaction: false }');
  await expect(found()).resolves.toEqual([]);
  await index('2-inside', '{}');
  await expect(found()).resolves.toEqual(['2-inside: ban-concurrent-index-creation-in-transaction']);
});

test('a comment lets through what is meant', async () => {
  await migration(
    '1-meant',
    raw('-- Nobody reads it since 0.1.0.\n-- squawk-ignore ban-drop-table\ndrop table users'),
  );
  await expect(found()).resolves.toEqual([]);
});

test('what a migration builds, reads or does in a transaction is read as well as what it writes', async () => {
  await migration(
    '1-built',
    `const rows = await knex('users').where({ id: 1 }).select('id');
     for (const row of rows) await knex('users').where(row).delete();
     await knex.transaction((trx) => trx.schema.alterTable('users', (table) => table.dropColumn('locale')));`,
  );
  expect((await sqlOf('1-built', folder)).sql).toMatch(/select "id" from "users" where "id" = \$1/);
  await expect(found()).resolves.toEqual(['1-built: ban-drop-column']);
  await expect(fileNames(folder)).resolves.toEqual(['1-built']);
});
