import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connect, type Discord } from '../../playground/driver/connect.ts';
import { startChild, type Child } from '../support/child.ts';
import { everybodyReadsEnglish, useOstinato } from '../support/ostinato.ts';
import { startPlayground } from '../support/playground.ts';
import { until } from '../support/until.ts';

let otherDiscord: Discord;
let otherPlayground: Child | undefined;
let otherBot: Child | undefined;
afterAll(async () => {
  await otherBot?.stop();
  await otherPlayground?.stop();
});
const ostinato = useOstinato();
everybodyReadsEnglish(ostinato);
const as = (...where: Parameters<typeof ostinato.discord.member>) => ostinato.discord.member(...where);

describe('/preferences', () => {
  test('shows the defaults of whoever never chose', async () => {
    await ostinato.database.knex.raw('delete from users where id = ?', [as('mallory').id]);
    const { text, ephemeral } = await as('mallory').slash('/preferences view');
    expect(ephemeral).toBe(true);
    expect(text).toContain('the server');
    expect(text).toContain('same as Discord');
  });

  test('changes what is given, keeps the rest, and holds at once', async () => {
    const zones = await as('alice').complete('/preferences set', { timezone: 'berl' }, 'timezone');
    expect(zones[0]).toMatchObject({ value: 'Europe/Berlin' });
    const set = await as('alice').slash('/preferences set', { timezone: 'europe/berlin', private: true });
    expect(set.text).toMatch(/Europe\/Berlin, \d\d:\d\d \(GMT\+[12]\)/);
    expect((await as('alice').slash('/playlist create', { name: 'Quiet' })).ephemeral).toBe(true);
    const again = await as('alice').slash('/preferences set', { private: false, visibility: 'public' });
    expect(again.text).toContain('Europe/Berlin');
    expect((await as('alice').slash('/playlist create', { name: 'Open' })).ephemeral).toBe(false);
    expect((await as('bob').slash('/playlist list', { whose: as('alice') })).text).toContain('**Open**');
  });

  test('a zone that does not exist, and nothing at all, are refused', async () => {
    expect((await as('alice').slash('/preferences set', { timezone: 'Mars/Phobos' })).content).toBe(
      '“Mars/Phobos” isn’t a time zone. Try “Europe/Berlin”.',
    );
    expect((await as('alice').slash('/preferences set')).content).toContain('You didn’t fill in any option');
  });
});

test('an abbreviation is asked about, and what else was chosen holds', async () => {
  const asked = await as('yuki').slash('/preferences set', { timezone: 'EST', private: true });
  expect(asked.content).toContain('“EST” could be more than one time zone');
  expect(JSON.stringify(asked.message)).toMatch(/America\/New_York.*America\/Toronto/);
  const set = await asked.select('Time zone', ['America/Toronto']);
  expect(set.text).toContain('America/Toronto');
  expect((await as('yuki').slash('/preferences view')).text).toMatch(/Private answers[^]*on/);
});

test.each([
  ['Berlin', 'Europe/Berlin'],
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['zürich', 'Europe/Zurich'],
  ['san francisco', 'America/Los_Angeles'],
])('“%s” is kept as %s', async (timezone, kept) => {
  expect((await as('chloe').slash('/preferences set', { timezone })).text).toContain(kept);
});

test('cities are completed, each with its zone and clock', async () => {
  const [first] = await as('chloe').complete('/preferences set', { timezone: 'mumb' }, 'timezone');
  expect(first).toMatchObject({ value: 'Asia/Kolkata' });
  expect(first?.name).toMatch(/^Mumbai · Asia\/Kolkata, \d\d:\d\d \(GMT\+5:30\)$/);
});

describe('/settings', () => {
  test('a city is the zone of a server, and an abbreviation is asked about', async () => {
    expect((await as('alice').slash('/settings set', { timezone: 'Kyiv' })).text).toContain('Europe/Kyiv');
    const asked = await as('alice').slash('/settings set', { timezone: 'IST' });
    const set = await asked.select('Time zone', ['Asia/Kolkata']);
    expect(set.text).toContain('Asia/Kolkata');
    await as('alice').slash('/settings set', { timezone: 'UTC' });
  });

  test('is for those who may manage the server, whatever Discord lets through', async () => {
    const { channelId } = as('bob');
    const forged = await as('bob').raw({
      kind: 'command',
      channelId,
      command: 'settings',
      options: [{ name: 'view', type: 1, options: [] }],
      force: true,
    });
    expect(forged.content).toContain('You need the “Manage Server” permission');
  });

  test('shows what truly holds, and who changed it', async () => {
    const off = await as('alice').slash('/settings module', { module: 'playlist', enabled: false });
    expect(off.text).toContain('Playlists: **off**');
    expect((await as('bob').slash('/playlist list')).content).toContain(
      'The module “Playlists” is off in this server',
    );
    expect((await as('alice').slash('/settings view')).text).toContain('Playlists: **off**');
    await as('alice').slash('/settings module', { module: 'playlist', enabled: true });
    expect((await as('bob').slash('/playlist list')).content).not.toContain('is off in this server');
    const audit = await as('alice').slash('/settings audit');
    expect(audit.text).toContain(`<@${as('alice').id}> · **Playlists**: off → on`);
  });

  test('what is set is counted, and setting it again changes nothing', async () => {
    const change = { timezone: 'Asia/Tokyo', language: 'ja' };
    expect((await as('alice').slash('/settings set', change)).content).toBe('Changed 2 settings.');
    const again = await as('alice').slash('/settings set', change);
    expect(again.content).toBe('The settings were already like that, so nothing was changed.');
    expect(again.text).toContain('日本語');
    expect(again.text).toContain('Asia/Tokyo');
  });

  test('import takes what export gives, and nothing else', async () => {
    await as('alice').slash('/settings staff', { role: 'Curator', staff: true });
    const exported = await as('alice').slash('/settings export');
    const data = (await exported.files[0]?.bytes()) ?? new Uint8Array();
    await as('alice').slash('/settings set', { timezone: 'UTC' });
    await as('alice').slash('/settings staff', { role: 'Curator', staff: false });
    await as('alice').slash('/settings set', { language: 'de' });
    const imported = await as('alice').slash('/settings import', { file: { filename: 's.json', data } });
    expect(imported.content).toBe('Changed 3 settings.');
    const again = await as('alice').slash('/settings export');
    expect(await again.files[0]?.bytes()).toEqual(data);
    const wrong = await as('alice').slash('/settings import', {
      file: { filename: 'x.json', data: new TextEncoder().encode('{"settings":{}}') },
    });
    expect(wrong.content).toContain('“x.json” isn’t a settings file');
  });

  test('a file of before is read, and what it sets that nothing uses is named', async () => {
    const before = await as('alice').slash('/settings export');
    const { settings } = JSON.parse((await before.files[0]?.text()) ?? '');
    const older = { ...settings, announcementChannelId: '400000000000000001', leaderboard: false };
    const imported = await as('alice').slash('/settings import', {
      file: { filename: 's.json', data: JSON.stringify({ ostinatoSettings: 1, settings: older }) },
    });
    expect(imported.content).toBe(
      'The settings were already like that, so nothing was changed.\n' +
        'The file also sets Announcement channel, Leaderboard, which I don’t use yet, so I left that out.',
    );
    expect(imported.text).not.toMatch(/Leaderboard: |<#/);
    const after = await as('alice').slash('/settings export');
    expect(await after.files[0]?.text()).toBe(await before.files[0]?.text());
  });

  test('what decides nothing is neither shown nor offered', async () => {
    const cards = await Promise.all(
      ['/settings view', '/preferences view'].map((typed) => as('alice').slash(typed)),
    );
    for (const { text } of cards) expect(text).not.toMatch(/leaderboard|announce/i);
    for (const typed of ['/settings set', '/preferences set'])
      await expect(as('alice').slash(typed, { leaderboard: true })).rejects.toThrow('leaderboard');
  });

  test('@everyone is no staff role, neither named nor kept from before', async () => {
    const guildId = ostinato.discord.world.guilds[0]?.id ?? '';
    const [alice, mallory] = [as('alice'), as('mallory')];
    await alice.slash('/playlist create', { name: 'Not for all', scope: 'server' });
    const named = await alice.slash('/settings staff', { role: { id: guildId }, staff: true });
    expect(named.content).toContain('@everyone can’t be a staff role');
    expect((await alice.slash('/settings view')).text).not.toContain(guildId);
    await ostinato.database.knex('guild_staff_roles').insert({ guild_id: guildId, role_id: guildId });
    // Changes nothing, but what is remembered of the server is read again.
    await alice.slash('/settings set', { language: 'auto' });
    const tried = await mallory.slash('/playlist delete', { playlist: 'Not for all' });
    expect(tried.text).toContain('Only the owner of');
    const removed = await alice.slash('/settings staff', { role: { id: guildId }, staff: false });
    expect(removed.text).not.toContain(guildId);
  });

  test('staff may do with a server’s things what their maker may, until their role is staff no more', async () => {
    const manage = (staff: boolean) => as('alice').slash('/settings staff', { role: 'Helper', staff });
    const [alice, yuki] = [as('alice'), as('yuki')];
    await alice.slash('/playlist create', { name: 'Of all', scope: 'server' });
    await alice.slash('/todo lists create', { name: 'Of all', scope: 'server' });
    const rename = () => yuki.slash('/todo lists rename', { list: 'Of all', name: 'Of all' });
    expect((await rename()).text).toContain('Only the owner of');
    await manage(true);
    expect((await rename()).text).not.toContain('Only the owner of');
    expect((await yuki.slash('/playlist delete', { playlist: 'Of all' })).text).toContain('Deleted');
    expect((await yuki.slash('/playlist restore', { playlist: 'Of all' })).text).toContain('Restored');
    await expect(yuki.slash('/settings view')).rejects.toThrow();
    await manage(false);
    expect((await rename()).text).toContain('Only the owner of');
    expect((await yuki.slash('/playlist delete', { playlist: 'Of all' })).text).toContain(
      'Only the owner of',
    );
  });

  test('the audit has pages', async () => {
    const audit = await as('alice').slash('/settings audit');
    expect(audit.text).toContain('Page 1 of 2');
    expect((await audit.press('Next page ▶')).text).toContain('Page 2 of 2');
  });
});

describe('another process on the same database', () => {
  beforeAll(async () => {
    const { child, url } = await startPlayground();
    otherPlayground = child;
    otherDiscord = await connect(url);
    otherBot = startChild('src/app/main.ts', {
      DISCORD_TOKEN: 'playground-token',
      DISCORD_API_URL: `${url}/api`,
      DATABASE_URL: ostinato.database.url,
      NODE_ENV: 'test',
      HEALTH_PORT: '0',
    });
    await otherBot.line(/"msg":"logged in"/);
    await otherDiscord.ready();
  });

  /** Milliseconds: half of what settings are remembered for, so that it was heard and not forgotten. */
  const HEARD_WITHIN_MS = 30_000;

  test('a setting that is changed here shows there as soon as it is heard of', async () => {
    const there = otherDiscord.member('bob', { guild: 'night-owls' });
    expect((await there.slash('/playlist list')).content).not.toContain('is off in this server');
    const manager = as('dieter', { guild: 'night-owls' });
    const changed = await manager.slash('/settings module', { module: 'playlist', enabled: false });
    expect(changed.text).toContain('Playlists: **off**');
    await until(
      'the other process knows',
      async () =>
        (await there.slash('/playlist list')).content.includes('is off in this server') || undefined,
      HEARD_WITHIN_MS,
    );
  });

  test('so does a preference, and after the listening connection broke as well', async () => {
    const here = as('chloe');
    const there = otherDiscord.member('chloe');
    await here.slash('/playlist create', { name: 'For everybody', visibility: 'public' });
    // A slow machine thinks in private first.
    const show = () => there.slash('/playlist show', { playlist: 'For everybody' });
    await until('it is answered in public', async () => !(await show()).ephemeral);
    await ostinato.database.knex.raw(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'ostinato listener' and datname = current_database()`,
    );
    await here.slash('/preferences set', { private: true });
    await until('the other process knows', async () => (await show()).ephemeral, HEARD_WITHIN_MS);
  });
});
