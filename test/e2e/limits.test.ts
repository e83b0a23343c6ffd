import { expect, test } from '@jest/globals';
import { everybodyReadsEnglish, useOstinato } from '../support/ostinato.ts';

const ostinato = useOstinato();
everybodyReadsEnglish(ostinato);
const alice = () => ostinato.discord.member('alice');

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
