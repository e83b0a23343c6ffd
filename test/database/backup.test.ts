// Also with Docker: copies, checksums and order of rows, over a network and in another locale.
import { execFileSync } from 'node:child_process';
import { copyFile, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { keepNewest, listBackups } from '../../tools/database/backup/files.ts';
import { inspect } from '../../tools/database/backup/inspect.ts';
import { restore, type RestoreOptions } from '../../tools/database/backup/restore.ts';
import { takeBackup } from '../../tools/database/backup/take.ts';
import { verify } from '../../tools/database/backup/verify.ts';
import { createDatabase } from '../../src/database/knex.ts';
import { pendingMigrations, rollback } from '../../src/database/migrate.ts';
import { migrate } from '../../src/queues/migrate.ts';
import { seed } from '../../tools/database/seed.ts';
import { createLogger } from '../../src/logger.ts';
import { PROJECT } from '../../src/project.ts';
import { sqlState } from '../../src/database/database-error.ts';
import { asOwner, useDatabase } from '../support/database.ts';
import { busyBot } from '../support/busy-bot.ts';
import { startChild } from '../support/child.ts';
import { temporaryFolder } from '../support/server.ts';
import { until } from '../support/until.ts';

const database = useDatabase();
const log = createLogger('silent');
let folder: string;

beforeAll(async () => {
  await seed(database.knex, log, { NODE_ENV: 'development' });
});

beforeEach(async () => {
  folder = await temporaryFolder('backups ');
});

const take = () => takeBackup(database.url, folder, new Date());
/** As `db:restore` does it: over a patient pool of its own, which knows no timeouts. */
async function restoreBackup(file: string, options: RestoreOptions) {
  const knex = patientDatabase(database.url);
  try {
    return await restore(knex, file, options);
  } finally {
    await knex.destroy();
  }
}

const patientDatabase = (url: string) =>
  createDatabase({
    url,
    poolMax: 2,
    applicationName: 'test',
    namedStatements: false,
    slowQueryMs: Number.POSITIVE_INFINITY,
    log,
    patient: true,
  });

const options = () => ({ folder, now: new Date(), log });

async function titles(): Promise<string[]> {
  return database.knex('tracks').orderBy('id').pluck<string[]>('title');
}

test('what is backed up comes back as it was, identities and all', async () => {
  await database.knex('guild_setting_changes').insert({ guild_id: '300000000000000001', setting: 'locale' });
  const before = await titles();
  const { file, manifest } = await take();
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(manifest.tables.find(({ name }) => name === 'tracks')?.rows).toBe(before.length);
  await expect(verify(database.url, file, log)).resolves.toEqual(manifest);

  await database.knex('tracks').delete();
  await database.knex.raw('create table left_over ()');
  const { safety } = await restoreBackup(file, options());
  await expect(titles()).resolves.toEqual(before);
  await expect(database.knex.schema.hasTable('left_over')).resolves.toBe(false);
  const [next] = await database
    .knex('guild_setting_changes')
    .insert({ guild_id: '300000000000000001', setting: 'timeZone' })
    .returning<{ id: string }[]>('id');
  expect(next?.id).toBe('2');

  // What was there before the restore is not lost either.
  expect((await inspect(safety ?? '')).tables.find(({ name }) => name === 'tracks')?.rows).toBe(0);
});

test('two backups of the same data hold the same, whatever order the rows were written in', async () => {
  const first = await take();
  await restoreBackup(first.file, options());
  const again = await take();
  expect(again.manifest.tables).toEqual(first.manifest.tables);
});

test('a backup while the bot writes is of one moment: every list stands at 1..n', async () => {
  const bot = busyBot(database.url);
  await bot.wrote(5);
  const backups = [await take(), await take(), await take()];
  await bot.wrote(20);
  await bot.stop();
  for (const { file } of backups) {
    await restoreBackup(file, options());
    const gaps = await database
      .knex('tracks')
      .groupBy('playlist_id')
      .select('playlist_id')
      .whereNotNull('position')
      .havingRaw('count(*) <> max(position)');
    expect(gaps).toEqual([]);
    await expect(database.knex('tracks').where({ title: 'Added' })).resolves.not.toEqual([]);
  }
});

test('a restore under a bot that writes loses nothing: it is in the backup or in the one made before', async () => {
  const { file } = await take();
  const bot = busyBot(database.url);
  await bot.wrote(5);
  const { safety } = await restoreBackup(file, options());
  // Its playlist is gone, or it tired of waiting for the tables: what it wanted to add next could not be.
  const [end] = await Promise.allSettled([bot.stop()]);
  const states = ['23503', '40P01', '55P03', '57014'];
  expect(states).toContain(end.status === 'rejected' ? sqlState(end.reason) : 'nothing failed');
  const saved = (await inspect(safety ?? '')).tables.find(({ name }) => name === 'tracks')?.rows ?? 0;
  const { manifest } = await take();
  const now = manifest.tables.find(({ name }) => name === 'tracks')?.rows ?? 0;
  expect(saved).toBeGreaterThanOrEqual(now + 5);
});

test('who may use the tables may use them afterwards', async () => {
  await asOwner(`drop role if exists backup_reader`);
  await asOwner(`create role backup_reader`);
  await database.knex.raw('grant select on tracks to backup_reader');
  const { file } = await take();
  await restoreBackup(file, options());
  const { rows } = await database.knex.raw<{ rows: unknown[] }>(
    `select has_table_privilege('backup_reader', 'tracks', 'select') as may`,
  );
  expect(rows).toEqual([{ may: true }]);
  await database.knex.raw('revoke all on tracks from backup_reader');
  await asOwner('drop role backup_reader');
});

const DAMAGES: [string, RegExp, (file: string) => Promise<unknown>][] = [
  [
    'cut short',
    /is cut short; take another copy/,
    async (file) => truncate(file, (await stat(file)).size - 20),
  ],
  [
    'with a flipped bit',
    /is damaged/,
    async (file) => {
      const bytes = await readFile(file);
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 4;
      await writeFile(file, bytes);
    },
  ],
  [
    'edited by hand',
    /is damaged: its checksums do not match/,
    async (file) => {
      const text = gunzipSync(await readFile(file)).toString();
      await writeFile(file, gzipSync(text.replace('Europe/Paris', 'Europe/Rome')));
    },
  ],
  [
    'without its last lines',
    /is cut short/,
    async (file) => {
      const text = gunzipSync(await readFile(file)).toString();
      await writeFile(file, gzipSync(`${text.split('\n').slice(0, 20).join('\n')}\n`));
    },
  ],
  ['that is none', /is damaged or no backup/, (file) => writeFile(file, 'hello\n')],
  ['of another program', /is no backup of Ostinato's/, (file) => writeFile(file, gzipSync('hello\n'))],
  [
    'in a later format',
    /is not in a format that this version reads/,
    async (file) => {
      const text = gunzipSync(await readFile(file)).toString();
      await writeFile(file, gzipSync(text.replace('"format":1', '"format":2')));
    },
  ],
];

test.each(DAMAGES)('a backup %s is refused before anything is touched', async (_what, says, damage) => {
  const { file } = await take();
  const before = await titles();
  await damage(file);
  await expect(restoreBackup(file, options())).rejects.toThrow(says);
  await expect(titles()).resolves.toEqual(before);
  await expect(listBackups(folder)).resolves.toHaveLength(1);
});

test('a backup of a newer version is refused with a sentence', async () => {
  await database.knex('knex_migrations').insert({ name: '99999999999999-later', batch: 2 });
  const { file } = await take();
  await database.knex('knex_migrations').where({ name: '99999999999999-later' }).delete();
  await expect(restoreBackup(file, options())).rejects.toThrow(
    /was made by a newer version of Ostinato \(it has 99999999999999-later\); check that version out/,
  );
});

test('a backup of an older version comes back at its version, and migrates forward', async () => {
  const older = `${new URL(database.url).pathname.slice(1)}_older`;
  await asOwner(`create database ${older}`);
  const url = new URL(database.url);
  url.pathname = `/${older}`;
  const knex = patientDatabase(url.href);
  await migrate(knex, log);
  await rollback(knex, log, { all: true });
  await knex.migrate.up({
    migrationSource: (await import('../../src/database/migrate.ts')).migrationSource(PROJECT.migrations),
  });
  await knex('users').insert({ id: '5' });
  await knex.destroy();
  const { file, manifest } = await takeBackup(url.href, folder, new Date());
  await asOwner(`drop database ${older}`);
  expect(manifest.migrations).toHaveLength(1);

  const before = await take();
  await restoreBackup(file, options());
  expect((await pendingMigrations(database.knex)).length).toBeGreaterThan(0);
  await migrate(database.knex, log);
  await expect(pendingMigrations(database.knex)).resolves.toEqual([]);
  await expect(database.knex('users').pluck('id')).resolves.toEqual(['5']);
  await restoreBackup(before.file, options());
});

test('a restore that fails at its end leaves everything as it was', async () => {
  const { file } = await take();
  // A foreign key that the rows break: consistent by its checksums, impossible by the schema.
  const text = gunzipSync(await readFile(file)).toString();
  const { createHash } = await import('node:crypto');
  const rows = /copy "guild_staff_roles".*;\n/.exec(text)?.[0] ?? '';
  const sum = (of: string) => createHash('sha256').update(of).digest('hex');
  const forged = text
    .replace(rows, `${rows}999\t1\n`)
    .replace(
      `"name":"guild_staff_roles","columns":["guild_id","role_id"],"rows":0,"sha256":"${sum('')}"`,
      `"name":"guild_staff_roles","columns":["guild_id","role_id"],"rows":1,"sha256":"${sum('999\t1\n')}"`,
    )
    .replace(/-- sha256 .*\n$/, '');
  await writeFile(file, gzipSync(`${forged}-- sha256 ${sum(forged)}\n`));
  const before = await titles();
  await expect(restoreBackup(file, options())).rejects.toThrow(
    /did not let the backup be restored .*guild_staff_roles.* nothing was changed/,
  );
  await expect(titles()).resolves.toEqual(before);
});

test('a backup that is killed in the middle leaves the older ones and no half of one', async () => {
  const { file } = await take();
  await killedWhen('backup', [folder], async () =>
    (await readdir(folder)).some((name) => name.endsWith('.partial')),
  );
  await expect(listBackups(folder)).resolves.toEqual([{ file, occasion: 'scheduled' }]);
  await expect(inspect(file)).resolves.toMatchObject({ format: 1 });
});

test('a restore that is killed in the middle leaves the old data', async () => {
  await database.knex.raw('insert into handled_interactions select generate_series(1, 200000)');
  const { file } = await take();
  const before = await titles();
  await killedWhen('restore', [file], async () => {
    const { rows } = await database.knex.raw<{ rows: unknown[] }>(
      `select from pg_stat_activity where datname = current_database() and query like 'copy "handled_interactions" % from stdin'`,
    );
    return rows.length > 0;
  });
  await expect(titles()).resolves.toEqual(before);
  await expect(database.knex('handled_interactions').count('id as n').first()).resolves.toEqual({
    n: '200000',
  });
  await database.knex('handled_interactions').truncate();
});

async function killedWhen(verb: string, args: string[], came: () => Promise<boolean>): Promise<void> {
  const name = new URL(database.url).pathname.slice(1);
  const child = startChild(
    'tools/database/cli.ts',
    { DATABASE_URL: database.url, I_KNOW: name, BACKUP_DIRECTORY: folder },
    [verb, ...args],
  );
  await until(`${verb} came so far`, came);
  await child.stop('SIGKILL');
  await until('its connections are gone', async () => {
    const open = await asOwner(
      `select from pg_stat_activity where datname = '${name}' and application_name in ('ostinato db', 'ostinato backup')`,
    );
    return open.length === 0;
  });
}

test('the newest stay, and those made before a restore do not count', async () => {
  const { file } = await take();
  await restoreBackup(file, options());
  const second = await take();
  await expect(keepNewest(folder, 0)).resolves.toEqual([]);
  await expect(keepNewest(folder, 1)).resolves.toEqual([file]);
  const left = await listBackups(folder);
  expect(left.map(({ occasion }) => occasion)).toEqual(['before-restore', 'scheduled']);
  expect(left.at(-1)?.file).toBe(second.file);
});

test('a folder that cannot be used is named with what to do', async () => {
  const file = path.join(folder, 'file');
  await writeFile(file, '');
  await expect(takeBackup(database.url, file, new Date())).rejects.toThrow(
    /cannot be used \(.*make it writable, or let BACKUP_DIRECTORY name another/,
  );
});

function mountTiny(at: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', at], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('A full disk was not tried: mounting a small file system needs root.');
    return false;
  }
}

test('a disk that is full fails a backup and a restore with a sentence, and changes nothing', async () => {
  const { file } = await take();
  const before = await titles();
  await database.knex.raw(
    `create table noise as select gen_random_uuid() as id from generate_series(1, 20000)`,
  );
  const tiny = await temporaryFolder('tiny ');
  if (mountTiny(tiny)) {
    try {
      const older = path.join(tiny, path.basename(file));
      await copyFile(file, older);
      const says = /There is no space left in .*; free some, or let BACKUP_DIRECTORY/;
      await expect(takeBackup(database.url, tiny, new Date())).rejects.toThrow(says);
      await expect(restoreBackup(older, { ...options(), folder: tiny })).rejects.toThrow(says);
      await expect(readdir(tiny)).resolves.toEqual([path.basename(file)]);
      await expect(inspect(older)).resolves.toMatchObject({ format: 1 });
    } finally {
      execFileSync('umount', [tiny]);
    }
  }
  await expect(titles()).resolves.toEqual(before);
  await database.knex.raw('drop table noise');
});

test('what may be lost, such as the counts of rate limits, is left out, and there again', async () => {
  await database.knex.raw(`insert into rate_limits values ('x', 1, 1)`);
  const { file } = await take();
  const { tables } = await inspect(file);
  expect(tables.map(({ name }) => name)).not.toContain('rate_limits');
  await restoreBackup(file, options());
  await database.knex.raw(`insert into rate_limits values ('y', 1, 1)`);
});
