import { expect, test } from '@jest/globals';
import { takeBackup } from '../../tools/database/backup/take.ts';
import { listen } from '../../src/database/listen.ts';
import { createLogger } from '../../src/logger.ts';
import { CallerSettingsCache } from '../../src/models/person/caller-settings.ts';
import { askForZone, changePreferences } from '../../src/models/person/preferences.ts';
import { changeSettings } from '../../src/models/guild/guild-settings.ts';
import { withRequest } from '../../src/request.ts';
import { asOwner, useDatabase } from '../support/database.ts';
import { newCaller } from '../support/playlists.ts';
import { runScript } from '../support/script.ts';
import { temporaryFolder } from '../support/server.ts';
import { until } from '../support/until.ts';

const database = useDatabase();
const statements = (run: () => Promise<unknown>) =>
  withRequest('test', async (tally) => {
    await run();
    return tally.statements;
  });

test('many that ask at once are one statement, and none later', async () => {
  const cache = new CallerSettingsCache();
  const many = () => Promise.all(Array.from({ length: 20 }, () => cache.of('1', '2')));
  expect(await statements(many)).toBe(1);
  expect(await statements(many)).toBe(0);
});

test('whoever is forgotten while the answer is on its way is asked for again, and nobody fails', async () => {
  const cache = new CallerSettingsCache();
  const first = cache.of('1', '2');
  cache.clear();
  const second = cache.of('1', '2');
  cache.forget({ guildId: '2' });
  expect(await first).toEqual(await second);
  expect(await statements(() => cache.of('1', '2'))).toBe(1);
  cache.heard('user 1');
  expect(await statements(() => cache.of('1', '2'))).toBe(1);
  cache.heard('user 3');
  cache.heard('guild 3');
  expect(await statements(() => cache.of('1', '2'))).toBe(0);
});

test('a restore and a gap in hearing make every process forget everybody', async () => {
  const cache = new CallerSettingsCache();
  const known = async () => (await statements(() => cache.of('1', '2'))) === 0;
  const name = new URL(database.url).pathname.slice(1);
  let gaps = 0;
  const listener = listen(
    database.url,
    'settings',
    {
      onMessage: (message) => cache.heard(message),
      onGap() {
        cache.clear();
        gaps += 1;
      },
    },
    createLogger('silent'),
  );
  try {
    await until('it listens', () => gaps === 1);
    await cache.of('1', '2');
    await expect(known()).resolves.toBe(true);

    const folder = await temporaryFolder('backups ');
    const { file } = await takeBackup(database.url, folder, new Date());
    const restored = await runScript('tools/database/cli.ts', ['restore', file], {
      DATABASE_URL: database.url,
      BACKUP_DIRECTORY: folder,
      I_KNOW: name,
    });
    expect(restored).toMatchObject({ code: 0, stderr: '' });
    await until('the restore is heard', async () => !(await known()));

    await until('it is known again', known);
    await asOwner(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = '${name}' and application_name = 'ostinato listener'`,
    );
    await until('it listens again', () => gaps === 2);
    await expect(known()).resolves.toBe(false);
  } finally {
    await listener.stop();
  }
});

test('the person’s zone goes before the server’s, and that before UTC', async () => {
  const manager = newCaller({ guildId: '910000000000000001', isStaff: true });
  const cache = new CallerSettingsCache();
  const zone = async () => {
    cache.clear();
    return (await cache.of(manager.userId, manager.guildId)).timeZone;
  };
  expect(await zone()).toBe('UTC');
  await changeSettings(manager, { timeZone: 'Asia/Tokyo' });
  expect(await zone()).toBe('Asia/Tokyo');
  await changePreferences(manager.userId, { timeZone: 'Europe/Paris' });
  expect(await zone()).toBe('Europe/Paris');
});

test('whose zone it is, is told; who has none is asked for it once, by one of twenty', async () => {
  const caller = newCaller({ guildId: '910000000000000002', isStaff: true });
  const cache = new CallerSettingsCache();
  const settings = async () => {
    cache.clear();
    const { zoneOf, zoneAsked } = await cache.of(caller.userId, caller.guildId);
    return { zoneOf, zoneAsked };
  };
  expect(await settings()).toEqual({ zoneOf: null, zoneAsked: false });
  await changePreferences(caller.userId, { privateReplies: true });
  const asked = await Promise.all(Array.from({ length: 20 }, () => askForZone(caller.userId, new Date())));
  expect(asked.filter(Boolean)).toHaveLength(1);
  expect(await settings()).toEqual({ zoneOf: null, zoneAsked: true });
  await changeSettings(caller, { timeZone: 'Asia/Tokyo' });
  expect((await settings()).zoneOf).toBe('guild');
  await changePreferences(caller.userId, { timeZone: 'Europe/Paris' });
  expect(await settings()).toEqual({ zoneOf: 'user', zoneAsked: true });
});
