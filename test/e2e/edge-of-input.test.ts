import { expect, test } from '@jest/globals';
import { everybodyReadsEnglish, useOstinato } from '../support/ostinato.ts';

const ostinato = useOstinato();
everybodyReadsEnglish(ostinato);
const as = (...where: Parameters<typeof ostinato.discord.member>) => ostinato.discord.member(...where);
const alice = () => as('alice');

test('a playlist of a server cannot be private, by no way', async () => {
  const refused = await alice().slash('/playlist create', {
    name: 'S',
    scope: 'server',
    visibility: 'private',
  });
  expect(refused.content).toContain('A server’s playlist can’t be private');
  await alice().slash('/playlist create', { name: 'S', scope: 'server' });
  const form = await alice().slash('/playlist edit', { playlist: 'S' });
  expect(JSON.stringify(form.modal)).not.toContain('"private"');
  const forged = await form.submit({ visibility: ['private'] }, { force: true });
  expect(forged.content).toContain('A server’s playlist can’t be private');
  const write = ostinato.database.knex.raw(
    `update playlists set visibility = 'private' where guild_id is not null`,
  );
  await expect(write).rejects.toThrow('playlists_server_is_seen');
});

test('nothing is shared with a bot', async () => {
  await alice().slash('/playlist create', { name: 'Mine' });
  await alice().slash('/todo lists create', { name: 'Mine' });
  const user = { id: ostinato.discord.world.bot.id };
  const answers = [
    await alice().slash('/playlist share', { playlist: 'Mine', user }),
    await alice().slash('/todo lists share', { list: 'Mine', user }),
  ];
  for (const { content, ephemeral } of answers) {
    expect(content).toContain('is a bot, and you can’t share');
    expect(ephemeral).toBe(true);
  }
});

test('the total length says how many tracks have none', async () => {
  await alice().slash('/playlist create', { name: 'Lengths' });
  const data = '#EXTM3U\n#EXTINF:60,One\nhttps://example.org/1\n#EXTINF:-1,Two\nhttps://example.org/2\n';
  await alice().slash('/playlist import', { playlist: 'Lengths', file: { filename: 'a.m3u', data } });
  const { text } = await alice().slash('/playlist show', { playlist: 'Lengths' });
  expect(text).toContain('1:00, and one track of unknown length');
});

test('the audit names roles and channels', async () => {
  const [room] = ostinato.discord.world.guilds;
  const { id = '' } = room?.roles.find(({ name }) => name === 'Listener') ?? {};
  await alice().slash('/settings staff', { role: 'Listener', staff: true });
  // A change of a setting that is no longer shown.
  await ostinato.database.knex.raw(
    `insert into guild_setting_changes (guild_id, setting, before, after, changed_by)
     values (?, 'announcementChannelId', null, '400000000000000001', ?)`,
    [room?.id ?? '', alice().id],
  );
  const { text } = await alice().slash('/settings audit');
  expect(text).toContain(`<@&${id}>`);
  expect(text).toContain('**Announcement channel**: not set → <#400000000000000001>');
});

test('links that have no name of their own, or are too long when written out', async () => {
  await alice().slash('/playlist create', { name: 'Links' });
  const add = async (track: string) => alice().slash('/playlist add', { playlist: 'Links', track });
  expect((await add('https://x/%00')).content).toContain('Added');
  expect((await add(`https://example.org/${'長'.repeat(1_900)}`)).content).toContain(
    'is too long: the limit is',
  );
});

test.each(['\u3164', '\u2800', '\u0301', '\u{E0041}'])(
  'the database takes no name %j, whoever writes it',
  async (name) => {
    const { knex } = ostinato.database;
    await expect(knex('playlists').update({ name })).rejects.toThrow('playlists_name_shows');
    await expect(knex('tracks').update({ title: name })).rejects.toThrow('tracks_title_shows');
    await alice().slash('/todo add', { text: 'x' });
    await expect(knex('todos').update({ text: name })).rejects.toThrow('todos_text_shows');
    await expect(knex('todo_lists').whereNotNull('name').update({ name })).rejects.toThrow(
      'todo_lists_name_shows',
    );
    expect((await alice().slash('/playlist create', { name })).content).toContain('“name” is empty');
  },
);

/** The longest that people may write, in what takes the most room when it is shown. */
const WRITINGS = ['*', '長', '👩‍👩‍👧‍👦', '[', 'm'];
const long = (sign: string, length: number) => sign.repeat(Math.floor(length / sign.length));

test.each(WRITINGS)(
  'playlists and tracks as long as they may be, all of %s, are shown, listed, found and changed',
  async (sign) => {
    const name = `${long(sign, 97)}a`;
    const playlist = name;
    const answers = [
      await alice().slash('/playlist create', { name, visibility: 'public', description: long(sign, 990) }),
    ];
    for (let n = 10; n < 20; n += 1) {
      const track = `https://example.org/${n}${long('a(', 1_970)}`;
      answers.push(
        await alice().slash('/playlist add', {
          playlist,
          track,
          title: `${n}${long(sign, 198)}`,
          artist: long(sign, 200),
        }),
      );
      answers.push(await alice().slash('/playlist create', { name: `${long(sign, 96)}${n}` }));
    }
    const shown = await alice().slash('/playlist show', { playlist });
    for (let n = 11; n < 20; n += 1) expect(shown.text).toContain(`${n}`);
    answers.push(
      shown,
      await alice().slash('/playlist list'),
      await alice().slash('/playlist search', { text: name }),
      await alice().slash('/playlist move', { playlist, from: 1, to: 2 }),
      await alice().slash('/playlist remove', { playlist, positions: '1' }),
      await alice().slash('/playlist export', { playlist, format: 'csv' }),
      await alice().slash('/playlist edit', { playlist }),
    );
    expect(answers.filter(({ failed, text }) => failed || text.includes('went wrong'))).toEqual([]);
    expect((await alice().complete('/playlist show', { playlist: sign }, 'playlist')).length).toBeGreaterThan(
      0,
    );
  },
);

test.each(WRITINGS)(
  'to-dos and lists as long as they may be, all of %s, are shown, listed and changed',
  async (sign) => {
    const list = `${long(sign, 98)}b`;
    const answers = [await alice().slash('/todo lists create', { name: list })];
    for (let n = 10; n < 20; n += 1)
      answers.push(await alice().slash('/todo add', { list, text: `${n}${long(sign, 990)}` }));
    const listed = await alice().slash('/todo list', { list });
    for (let n = 10; n < 20; n += 1) expect(listed.text).toContain(`${n}`);
    answers.push(
      listed,
      await alice().slash('/todo show', { list, todo: '1' }),
      await alice().slash('/todo lists show'),
      await alice().slash('/todo edit', { list, todo: '1' }),
      await alice().slash('/todo done', { list, todo: '1-10' }),
      await alice().slash('/todo export', { list, format: 'markdown' }),
    );
    expect(answers.filter(({ failed, text }) => failed || text.includes('went wrong'))).toEqual([]);
    expect((await alice().complete('/todo reopen', { todo: '' }, 'todo')).length).toBeGreaterThan(0);
  },
);
