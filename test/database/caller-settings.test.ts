import { expect, test } from '@jest/globals';
import { CallerSettingsCache } from '../../src/models/caller-settings.ts';
import { changePreferences } from '../../src/models/preferences.ts';
import { changeSettings } from '../../src/models/guild-settings.ts';
import { withRequest } from '../../src/request.ts';
import { useDatabase } from '../support/database.ts';
import { newCaller } from '../support/playlists.ts';

useDatabase();
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

test('the person’s zone goes before the server’s, and that before UTC', async () => {
  const manager = newCaller({ guildId: '910000000000000001', canManageGuild: true });
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
