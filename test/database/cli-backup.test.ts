import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { useDatabase } from '../support/database.ts';
import { runScript } from '../support/script.ts';
import { temporaryFolder } from '../support/server.ts';

const database = useDatabase();
const name = () => new URL(database.url).pathname.slice(1);
let folder: string;

beforeAll(async () => {
  folder = await temporaryFolder('backups ');
});

const cli = (verb: string, args: string[] = [], env: Record<string, string> = {}) =>
  runScript('tools/database/cli.ts', [verb, ...args], {
    DATABASE_URL: database.url,
    BACKUP_DIRECTORY: folder,
    I_KNOW: '',
    ...env,
  });

test('backup, verify and restore, as a person types them', async () => {
  await database.knex('users').insert({ id: '1' });
  const known = { I_KNOW: name() };
  const none = await cli('verify');
  expect(none).toMatchObject({ code: 1, stderr: expect.stringMatching(/^Which backup\? Name a file/) });

  const backup = await cli('backup');
  expect(backup.stderr).toBe('');
  expect(backup.stdout).toMatch(
    /^Backed up \d+ tables with \d+ rows to .*\.sql\.gz \(\d+\.\d MiB, \d+\.\d s\)\.\n$/,
  );
  const verify = await cli('verify', [], known);
  expect(verify).toMatchObject({ code: 0, stderr: '' });
  expect(verify.stdout).toMatch(/ restores: \d+ tables with \d+ rows, each checksum as backed up at /);

  await database.knex('users').delete();
  const [file = ''] = await readdir(folder);
  const refused = await cli('restore', [file]);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toMatch(
    /^Refused, because DATABASE_URL names an external database\. It would have destroyed/,
  );
  const production = await cli('restore', [file], { NODE_ENV: 'production' });
  expect(production.stderr).toMatch(/^Refused, because NODE_ENV is production/);
  await expect(database.knex('users').pluck('id')).resolves.toEqual([]);

  const restore = await cli('restore', [file], known);
  expect(restore).toMatchObject({ code: 0, stderr: '' });
  expect(restore.stdout).toMatch(
    /^Restored \d+ tables .*\nWhat was there before is in .*-before-restore\.sql\.gz\.\nBack to it: /,
  );
  await expect(database.knex('users').pluck('id')).resolves.toEqual(['1']);
});

test('BACKUP_KEEP keeps the newest', async () => {
  const place = path.join(folder, 'kept');
  await cli('backup', [place]);
  const second = await cli('backup', [place], { BACKUP_KEEP: '1' });
  expect(second.stdout).toMatch(/Removed 1 older, since BACKUP_KEEP is 1\.\n$/);
  await expect(readdir(place)).resolves.toHaveLength(1);
});

test('a file that is not there, and one that is no backup, are named in a sentence', async () => {
  const env = { I_KNOW: name() };
  expect((await cli('restore', ['gone.sql.gz'], env)).stderr).toMatch(
    /^There is no backup .*gone\.sql\.gz; .*\n$/,
  );
  const wrong = path.join(folder, 'wrong');
  await writeFile(wrong, 'something');
  expect((await cli('restore', [wrong], env)).stderr).toMatch(
    /is damaged or no backup \(.*\); take another\.\n$/,
  );
});

test('drift says so when somebody altered the database by hand', async () => {
  const known = { I_KNOW: name() };
  const well = await cli('drift', [], known);
  expect(well).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^No drift: /) });
  await database.knex.raw('create index by_hand on users (locale)');
  const drift = await cli('drift', [], known);
  expect(drift.code).toBe(1);
  expect(drift.stdout).toMatch(/is not what the migrations make; .*\n {2}\+ index CREATE INDEX by_hand/);
  await database.knex.raw('drop index by_hand');
});

test('a role that may not create databases is told what to do', async () => {
  await database.knex.raw(`create role plain login password 'plain'`);
  await database.knex.raw(
    `grant usage on schema public to plain; grant select on all tables in schema public to plain`,
  );
  const url = new URL(database.url);
  url.username = 'plain';
  url.password = 'plain';
  const refused = await cli('drift', [], { DATABASE_URL: url.href, I_KNOW: name() });
  await database.knex.raw('drop owned by plain; drop role plain');
  expect(refused.stderr).toMatch(
    /^Role plain may not create the scratch database .*; run `alter role plain createdb`/,
  );
});
