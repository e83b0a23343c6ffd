import { describe, expect, test } from '@jest/globals';
import { everybodyReadsEnglish, useOstinato } from '../support/ostinato.ts';

const ostinato = useOstinato({ TRACKS_PER_PLAYLIST: '1000' });
everybodyReadsEnglish(ostinato);
const alice = () => ostinato.discord.member('alice');
const file = (filename: string, text: string | Uint8Array) => ({
  filename,
  data: typeof text === 'string' ? new TextEncoder().encode(text) : text,
});
const create = (name: string, more = {}) => alice().slash('/playlist create', { name, ...more });
const titles = async (playlist: string) => {
  const { files } = await alice().slash('/playlist export', { playlist, format: 'json' });
  const { tracks } = JSON.parse((await files[0]?.text()) ?? '') as { tracks: { title: string }[] };
  return tracks.map(({ title }) => title);
};

describe('/playlist import, export', () => {
  test.each(['m3u', 'm3u8', 'pls', 'xspf', 'csv', 'json'])(
    'what is exported as %s is imported as it was',
    async (format) => {
      await create(`From ${format}`);
      await create(`To ${format}`);
      await alice().slash('/playlist add', {
        playlist: `From ${format}`,
        track: 'Boléro – Ravel',
        artist: 'L’Orchestre',
      });
      await alice().slash('/playlist add', {
        playlist: `From ${format}`,
        track: 'https://example.org/a?b=c&d=%20',
      });
      const exported = await alice().slash('/playlist export', { playlist: `From ${format}`, format });
      const [written] = exported.files;
      expect(written?.name).toMatch(new RegExp(`\\.${format}$`));
      const data = (await written?.bytes()) ?? new Uint8Array();
      const imported = await alice().slash('/playlist import', {
        playlist: `To ${format}`,
        file: { filename: written?.name ?? '', data },
      });
      expect(imported.content).toBe(`Added 2 tracks to **To ${format}**. Tracks now: 2.`);
      const shown = async (playlist: string) =>
        (await alice().slash('/playlist show', { playlist })).embeds[0]?.description;
      expect(await shown(`To ${format}`)).toBe(await shown(`From ${format}`));
    },
  );

  test('a thousand tracks come in at once, and one more says why not', async () => {
    await create('Thousand');
    const text = Array.from(
      { length: 1_000 },
      (_, i) => `#EXTINF:180,Artist - Song ${i}\nhttps://example.org/${i}`,
    );
    const answer = await alice().slash('/playlist import', {
      playlist: 'Thousand',
      file: file('list.m3u8', `#EXTM3U\n${text.join('\n')}\n`),
    });
    expect(answer.content).toBe('Added 1000 tracks to **Thousand**. Tracks now: 1000.');
    const shown = await alice().slash('/playlist show', { playlist: 'Thousand', page: 100 });
    expect(shown.text).toContain('50:00:00');
    const more = await alice().slash('/playlist import', {
      playlist: 'Thousand',
      file: file('x.csv', 'title\nOne more\n'),
    });
    expect(more.content).toContain('can hold 1000 tracks at most');
  });

  test('lines that cannot be read are told by number, and the good ones are added, or nothing', async () => {
    await create('Mixed file');
    const csv = file(
      'mixed.csv',
      'title,artist,url\nGood,,\n,,\n"Never closed,,\nBad link,,ftp://x\nAlso good,Somebody,\n',
    );
    const stopped = await alice().slash('/playlist import', {
      playlist: 'Mixed file',
      file: csv,
      problems: 'stop',
    });
    expect(stopped.content).toContain('so nothing was imported');
    expect(stopped.ephemeral).toBe(true);
    expect(await titles('Mixed file')).toEqual([]);
    const added = await alice().slash('/playlist import', { playlist: 'Mixed file', file: csv });
    expect(added.content).toContain('Added 3 tracks');
    expect(added.content).toMatch(/Line 4: this isn’t a track, or a quotation mark is missing/);
    expect(added.content).toMatch(/Line 5: the link was left out because it doesn’t start with http/);
    expect(await titles('Mixed file')).toEqual(['Good', 'Bad link', 'Also good']);
  });

  test('replacing can be undone, and the undoing as well', async () => {
    await create('Replaced');
    await alice().slash('/playlist add', { playlist: 'Replaced', track: 'Old' });
    const answer = await alice().slash('/playlist import', {
      playlist: 'Replaced',
      file: file('new.json', '["New 1", "New 2"]'),
      mode: 'replace',
    });
    expect(answer.content).toContain('The previous track was removed. Undo restores it.');
    const back = await answer.press('Undo');
    expect(await titles('Replaced')).toEqual(['Old']);
    await back.press('Undo');
    expect(await titles('Replaced')).toEqual(['New 1', 'New 2']);
  });

  test('appending can be undone, and the undoing as well', async () => {
    await create('Appended');
    await alice().slash('/playlist add', { playlist: 'Appended', track: 'Old' });
    const answer = await alice().slash('/playlist import', {
      playlist: 'Appended',
      file: file('new.json', '["New 1", "New 2"]'),
    });
    await alice().slash('/playlist add', { playlist: 'Appended', track: 'Newest' });
    const out = await answer.press('Undo');
    expect(out.content).toContain('Removed 2 tracks');
    expect(await titles('Appended')).toEqual(['Old', 'Newest']);
    await out.press('Undo');
    expect(await titles('Appended')).toEqual(['Old', 'New 1', 'New 2', 'Newest']);
  });

  test.each([
    ['empty.m3u', '', 'is empty'],
    ['cat.png', '\u0089PNG\r\n\u001a\n', 'can’t tell what kind'],
    [
      'cut.xspf',
      '<playlist version="1" xmlns="http://xspf.org/ns/0/"><trackList><track>',
      'isn’t a complete XSPF',
    ],
    [
      'bomb.xspf',
      '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><playlist><title>&c;</title></playlist>',
      'XML entities',
    ],
    ['bad.json', '{', 'isn’t a JSON playlist'],
  ])('%s is refused kindly', async (filename, text, sentence) => {
    await create(`For ${filename}`);
    const answer = await alice().slash('/playlist import', {
      playlist: `For ${filename}`,
      file: file(filename, text),
    });
    expect(answer.content).toContain(sentence);
    expect(answer.ephemeral).toBe(true);
  });

  test('a file that is too large is not even fetched', async () => {
    await create('For large');
    const large = file('large.m3u', new Uint8Array(1_048_577).fill(35));
    const answer = await alice().slash('/playlist import', { playlist: 'For large', file: large });
    expect(answer.content).toContain('“large.m3u” is too large: the limit is 1024 KiB');
  });
});

describe('/playlist edit, share, copy, search', () => {
  test('the form shows what is there, and what comes back is kept', async () => {
    await create('Before', { description: 'As it was' });
    const opened = await alice().slash('/playlist edit', { playlist: 'before' });
    expect(JSON.stringify(opened.modal)).toContain('As it was');
    const edited = await opened.submit({ name: 'After', description: '', visibility: 'public' });
    expect(edited.content).toBe('Changed the playlist **After**.');
    const shown = await ostinato.discord.member('bob').slash('/playlist list', { whose: alice() });
    expect(shown.text).toContain('**After** · no tracks');
  });

  test('a name that is taken is refused, and nothing is lost', async () => {
    await create('Name one');
    await create('Name two');
    const opened = await alice().slash('/playlist edit', { playlist: 'Name two' });
    const refused = await opened.submit({ name: 'NAME ONE' });
    expect(refused.content).toContain('You already have a playlist named');
    expect((await alice().slash('/playlist show', { playlist: 'Name two' })).text).toContain('Name two');
  });

  test('an editor adds and does not share; who leaves is gone', async () => {
    const bob = ostinato.discord.member('bob');
    await create('Ours now');
    expect(
      (await alice().slash('/playlist share', { playlist: 'Ours now', user: bob, role: 'editor' })).content,
    ).toBe(`<@${bob.id}> is now an editor of **Ours now**.`);
    expect((await bob.slash('/playlist add', { playlist: 'Ours now', track: 'By Bob' })).content).toContain(
      'at position 1',
    );
    const refused = await bob.slash('/playlist share', {
      playlist: 'Ours now',
      user: ostinato.discord.member('chloe'),
    });
    expect(refused.content).toContain('Only the owner');
    expect((await bob.slash('/playlist unshare', { playlist: 'Ours now', user: bob })).content).toContain(
      'no longer shared',
    );
    expect((await bob.slash('/playlist show', { playlist: 'Ours now' })).content).toContain(
      'I can’t find a playlist',
    );
  });

  test('a copy is one’s own', async () => {
    await create('To be copied', { visibility: 'public' });
    await alice().slash('/playlist add', { playlist: 'To be copied', track: 'T1' });
    const bob = ostinato.discord.member('bob');
    const { playlists } = {
      playlists: await alice().complete('/playlist show', { playlist: 'To be copied' }, 'playlist'),
    };
    const copied = await bob.slash('/playlist copy', { playlist: playlists[0]?.value });
    expect(copied.content).toContain('Copied the playlist to **To be copied**');
    expect((await bob.slash('/playlist show', { playlist: 'to be copied' })).text).toContain('T1');
  });

  test('search forgives typing errors and shows nobody’s private playlists', async () => {
    await create('Rainy Sunday jazz', { visibility: 'public' });
    await create('Rainy Sunday secrets');
    const found = await ostinato.discord.member('bob').slash('/playlist search', { text: 'rany sunday' });
    expect(found.text).toContain('**Rainy Sunday jazz**');
    expect(found.text).toContain(`<@${alice().id}>`);
    expect(found.text).not.toContain('secrets');
    expect((await alice().slash('/playlist search', { text: 'qqqqqq' })).content).toContain(
      'I can’t find a playlist with a name like',
    );
  });
});

describe('/playlist shuffle, dedupe, clear', () => {
  test('each can be undone', async () => {
    await create('Many');
    const names = Array.from({ length: 12 }, (_, i) => `T${i}`);
    await alice().slash('/playlist import', {
      playlist: 'Many',
      file: file('x.json', JSON.stringify([...names, 'T3', 't3'])),
    });
    const deduped = await alice().slash('/playlist dedupe', { playlist: 'Many' });
    expect(deduped.content).toBe('Removed 2 duplicate tracks from **Many**.');
    expect(await titles('Many')).toEqual(names);
    const shuffled = await alice().slash('/playlist shuffle', { playlist: 'Many' });
    expect((await titles('Many')).sort()).toEqual([...names].sort());
    expect((await shuffled.press('Undo')).content).toContain('back in their previous order');
    expect(await titles('Many')).toEqual(names);
    const cleared = await alice().slash('/playlist clear', { playlist: 'Many' });
    expect(cleared.content).toBe('Removed all 12 tracks from **Many**.');
    expect(await titles('Many')).toEqual([]);
    await cleared.press('Undo');
    expect(await titles('Many')).toEqual(names);
    expect((await alice().slash('/playlist dedupe', { playlist: 'Many' })).content).toContain(
      '**Many** has no duplicate tracks',
    );
  });

  test('a shuffle is not undone over what others did since', async () => {
    await create('Changed since');
    await alice().slash('/playlist import', {
      playlist: 'Changed since',
      file: file('x.json', '["a","b","c"]'),
    });
    const shuffled = await alice().slash('/playlist shuffle', { playlist: 'Changed since' });
    await alice().slash('/playlist add', { playlist: 'Changed since', track: 'd' });
    expect((await shuffled.press('Undo')).content).toContain('was changed in the meantime');
  });
});

describe('Save to playlist', () => {
  test('takes the links of a message into the playlist that is chosen', async () => {
    await create('Saved');
    const [choice] = await alice().complete('/playlist add', { playlist: 'Saved' }, 'playlist');
    const { id } = await ostinato.discord
      .member('bob')
      .say('listen: https://example.org/one, (https://example.org/two) and https://example.org/one');
    const opened = await alice().onMessage('Save to playlist', id);
    expect(JSON.stringify(opened.modal)).toContain(
      String.raw`https://example.org/one\nhttps://example.org/two`,
    );
    const saved = await opened.submit({ playlist: String(choice?.value) });
    expect(saved.content).toBe('Added 2 tracks to **Saved**. Tracks now: 2.');
  });

  test('drops no line that it cannot keep: it says so', async () => {
    await create('Not dropped');
    const [choice] = await alice().complete('/playlist add', { playlist: 'Not dropped' }, 'playlist');
    const { id } = await alice().say('https://example.org/one');
    const opened = await alice().onMessage('Save to playlist', id);
    const links = `https://example.org/one\nhttps://example.org/${'x'.repeat(2_000)}`;
    const saved = await opened.submit({ playlist: String(choice?.value), links });
    expect(saved.content).toContain('is too long: the limit is');
  });

  test('says so when there is no link, or no playlist', async () => {
    const { id } = await alice().say('no link here');
    expect((await alice().onMessage('Save to playlist', id)).content).toContain('That message has no links');
    const linked = await alice().say('https://example.org');
    const yuki = ostinato.discord.member('yuki');
    expect((await yuki.onMessage('Save to playlist', linked.id)).content).toContain(
      'You have no playlist to save to',
    );
  });
});
