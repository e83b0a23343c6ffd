import { appendFile, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, expect, test } from '@jest/globals';
import { restore } from '../../tools/database/backup/restore.ts';
import { takeBackup } from '../../tools/database/backup/take.ts';
import { readErasures, writeErasures } from '../../src/jobs/erasures-file.ts';
import { createDatabase } from '../../src/database/knex.ts';
import { migrate } from '../../src/queues/migrate.ts';
import { createLogger } from '../../src/logger.ts';
import { changePreferences } from '../../src/models/person/preferences.ts';
import { erasePerson } from '../../src/models/personal/erase.ts';
import { erasuresIn, replayErasures } from '../../src/models/personal/erasures.ts';
import { previewErasure } from '../../src/models/personal/preview.ts';
import { releases } from '../../tools/database/lint/releases.ts';
import { PROJECT } from '../../src/project.ts';
import { useDatabase } from '../support/database.ts';
import { newCaller, newPlaylist, orderOf } from '../support/playlists.ts';
import { temporaryFolder } from '../support/server.ts';
import { newTodo } from '../support/todos.ts';

const database = useDatabase();
const log = createLogger('silent');
const NOTHING = { erased: [], kept: [] };
let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder('backups ');
});

const take = async () => (await takeBackup(database.url, folder, new Date())).file;

async function restoreBackup(file: string) {
  const knex = createDatabase({
    url: database.url,
    poolMax: 2,
    applicationName: 'test',
    namedStatements: false,
    slowQueryMs: Number.POSITIVE_INFINITY,
    log,
    patient: true,
  });
  try {
    return await restore(knex, file, { folder, now: new Date(), log });
  } finally {
    await knex.destroy();
  }
}

test('who was erased is not there after the restore of an older backup, and everybody else is', async () => {
  const where = { guildId: '910000000000000089', isStaff: true };
  const [alice, bob] = [newCaller(where), newCaller(where)];
  const { id } = await newPlaylist(alice, 2, { scope: 'server', visibility: 'server' });
  await newPlaylist(alice, 1);
  await newTodo(alice, 'secret');
  await newTodo(bob, 'kept');
  const older = await take();
  const erased = await erasePerson(alice.userId);
  await expect(restoreBackup(older)).resolves.toMatchObject({ erasedAgain: 1 });
  await expect(previewErasure(alice.userId)).resolves.toEqual(NOTHING);
  expect(erased.erased).toContainEqual({ kind: 'todos', count: 1 });
  await expect(orderOf(id)).resolves.toEqual(['1', '2']);
  await expect(previewErasure(bob.userId)).resolves.toMatchObject({
    erased: expect.arrayContaining([{ kind: 'todos', count: 1 }]),
  });
  // It goes on holding, also for the backup that a restore makes of what was there.
  await expect(restoreBackup(older)).resolves.toMatchObject({ erasedAgain: 1 });
  await expect(previewErasure(alice.userId)).resolves.toEqual(NOTHING);
});

test('whoever came back after that stays, with a backup from then', async () => {
  const alice = newCaller();
  await newTodo(alice, 'before');
  const older = await take();
  await erasePerson(alice.userId);
  await changePreferences(alice.userId, { timeZone: 'Asia/Tokyo' });
  const newer = await take();
  await expect(restoreBackup(newer)).resolves.toMatchObject({ erasedAgain: 0 });
  await expect(previewErasure(alice.userId)).resolves.toMatchObject({
    erased: [{ kind: 'preferences', count: 1 }],
  });
  await expect(restoreBackup(older)).resolves.toMatchObject({ erasedAgain: 1 });
});

test('it holds on a server that has never heard of it, by the file beside the backups', async () => {
  const alice = newCaller();
  await newTodo(alice, 'before');
  const older = await take();
  await erasePerson(alice.userId);
  await writeErasures(database.knex, folder);
  const file = path.join(folder, 'erasures.jsonl');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  await expect(readFile(file, 'utf8')).resolves.not.toContain(alice.userId);
  // Written again, and after a crash in the middle, each is there once.
  await appendFile(file, '\n{"id":"cut sho');
  await erasePerson(newCaller().userId);
  await writeErasures(database.knex, folder);
  await writeErasures(database.knex, folder);
  const ids = (await readErasures(folder)).map(({ id }) => id);
  expect(ids).toEqual((await erasuresIn(database.knex)).map(({ id }) => id));

  // As a copy of the disk brings it back: nobody asked this database.
  await database.knex.raw('delete from erasures');
  await expect(restoreBackup(older)).resolves.toMatchObject({ erasedAgain: 1 });
  await expect(previewErasure(alice.userId)).resolves.toEqual(NOTHING);
});

test('of a backup with an older schema they are erased again after the migrations', async () => {
  const [released] = await releases(PROJECT.releases);
  if (!released) throw new Error('there is a release');
  const compressed = path.join(folder, 'release.sql.gz');
  await writeFile(compressed, gzipSync(await readFile(released.file)));
  // Of whom that has rows in every table.
  await erasePerson('200000000000000001');
  const { erasedAgain, erasures } = await restoreBackup(compressed);
  expect(erasedAgain).toBe(0);
  await migrate(database.knex, log);
  await expect(replayErasures(database.knex, erasures)).resolves.toBe(1);
  await expect(previewErasure('200000000000000001')).resolves.toEqual(NOTHING);
  await expect(replayErasures(database.knex, erasures)).resolves.toBe(0);
});
