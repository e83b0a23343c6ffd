import { expect, test } from '@jest/globals';
import { everybodyReadsEnglish, useOstinato } from '../support/ostinato.ts';

const ostinato = useOstinato();
everybodyReadsEnglish(ostinato);
const member = (name: string) => ostinato.discord.member(name);
const MIB = 1_048_576;
const file = (filename: string, pattern: string, start = '') => ({
  filename,
  data: new TextEncoder().encode((start + pattern.repeat(MIB / pattern.length)).slice(0, MIB)),
});

test('others are answered while files that are made to take long are being read', async () => {
  await member('alice').slash('/playlist create', { name: 'Files' });
  let isDone = false;
  const imports = [
    file('list.dat', '\n'),
    file('list.md', '\\', '- [ ] '),
    file('list.md', '- [ ] x (due the day after nobody knows)\n'),
    file('list.csv', '"",\n"', 'text,due\n'),
    file('list.txt', '   \n'),
    file('list.json', '[', '{"todos":'),
  ].map((one) => member('alice').slash('/todo import', { file: one }));
  const playlists = [
    file('x.m3u', ' - ', '#EXTINF:'),
    file('x.csv', '"x\n', 'title,artist\n'),
    file('x.xspf', '<b>x</b>', '<playlist>'),
    file('x.json', '{"track":', '{"tracks":['),
  ].map((one) => member('alice').slash('/playlist import', { playlist: 'Files', file: one }));
  const all = Promise.all([...imports, ...playlists]).finally(() => (isDone = true));
  for (let asked = 0; asked < 5; asked++) {
    const answer = await member('bob').slash('/todo add', { text: `while they are read ${asked}` });
    expect(answer.failed).toBe(false);
    if (asked === 0) expect(isDone).toBe(false);
  }
  for (const answer of await all) {
    expect(answer.failed).toBe(false);
    expect(answer.content).not.toBe('');
  }
});

test('what is read of a program’s file is told: whose it is, what was taken, what was not', async () => {
  await member('alice').slash('/playlist create', { name: 'Told' });
  const send = async (filename: string, data: Uint8Array) =>
    (await member('alice').slash('/playlist import', { playlist: 'Told', file: { filename, data } })).content;
  const shazam = 'Shazam Library\nIndex,TagTime,Title,Artist,TrackKey\n1,2024,First Song,Band One,1\n';
  expect(await send('shazamlibrary.csv', new TextEncoder().encode(shazam))).toBe(
    [
      'Added one track to **Told**. Tracks now: 1.',
      'This file comes from Shazam. Imported: titles and artists.',
      'Not imported: Index, TagTime, and TrackKey.',
      'Some parts of the file weren’t imported:',
      '- Line 1: text above the header of the table was left out.',
    ].join('\n'),
  );
  // “晴天” by “周杰伦” in GBK.
  const gbk = [0xd6, 0xdc, 0xbd, 0xdc, 0xc2, 0xd7, 0x20, 0x2d, 0x20, 0xc7, 0xe7, 0xcc, 0xec];
  const head = new TextEncoder().encode('#EXTM3U\n#EXTINF:200,');
  const told = await send('gbk.m3u', Uint8Array.from([...head, ...gbk, 0x0a]));
  expect(told).toContain('I read it as GBK. If letters look wrong, save it as UTF-8');
  const chunks = '#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:2.0,\nvideo1.ts\n';
  expect(await send('x.m3u8', new TextEncoder().encode(chunks))).toContain(
    'lists the segments of one stream',
  );
  const m3u = '#EXTM3U\n#EXTINF:1,A - B\nD:\\a\\1.mp3\n#EXTINF:1,C - D\nD:\\a\\2.mp3\n# mine\n';
  expect(await send('x.m3u', new TextEncoder().encode(m3u))).toBe(
    [
      'Added 2 tracks to **Told**. Tracks now: 4.',
      'Some parts of the file weren’t imported:',
      '- Lines 3 and 5: the file path was left out because only web addresses are kept.',
      '- Line 6: a comment was left out.',
    ].join('\n'),
  );
});
