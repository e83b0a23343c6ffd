import { expect, test } from '@jest/globals';
import { useOstinato } from '../support/ostinato.ts';
import { useScratchServer } from '../support/scratch-server.ts';
import { until } from '../support/until.ts';

const server = useScratchServer();
const ostinato = useOstinato(() => ({ DATABASE_URL: server.url }));

const SENTENCE = 'Storage is briefly unavailable, so nothing was saved. Try again in a moment.';
const lines = (msg: string) => ostinato.log().filter((line) => line['msg'] === msg);
const isAway = (times: number) =>
  until('the bot knows', () => lines('the database is unavailable; commands fail fast').length >= times);
const isBack = (times: number) =>
  until('the bot knows', () => lines('the database is available again').length >= times);

test('a database that is killed and comes back: everybody is told, nobody waits, and the next command works', async () => {
  const alice = ostinato.discord.member('alice');
  const bob = ostinato.discord.member('bob');
  await alice.slash('/playlist create', { name: 'Before' });
  await server.kill();

  const first = await Promise.all([
    alice.slash('/playlist list'),
    alice.slash('/playlist add', { playlist: 'Before', track: 'x' }),
    bob.slash('/playlist create', { name: 'During' }),
  ]);
  expect(first.map(({ content }) => content)).toEqual([SENTENCE, SENTENCE, SENTENCE]);
  await isAway(1);
  const told = [];
  for (let n = 0; n < 5; n += 1) told.push(await alice.slash('/playlist list'));
  told.push(await alice.slash('/playlist edit', { playlist: 'Before' }));
  expect(told.map(({ content }) => content)).toEqual(told.map(() => SENTENCE));
  expect(await alice.complete('/playlist show', { playlist: 'Be' }, 'playlist')).toEqual([]);
  expect((await alice.slash('/about')).failed).toBe(false);
  for (const { id } of told) {
    const logged = () => ostinato.log().filter(({ requestId }) => requestId === id);
    await until('it is logged', () => logged().length > 0);
    expect(logged()).toMatchObject([{ msg: 'interaction', outcome: 'storage' }]);
  }

  await server.start();
  await isBack(1);
  expect((await alice.slash('/playlist list')).text).toContain('Before');
  expect((await alice.slash('/playlist add', { playlist: 'Before', track: 'x' })).content).toContain(
    'at position 1',
  );
  expect(lines('gateway disconnected')).toEqual([]);
});

test('a database that is frozen is found out, and used again as soon as it moves', async () => {
  const alice = ostinato.discord.member('alice');
  await server.freeze();
  const first = await Promise.all([
    alice.slash('/playlist list'),
    alice.slash('/playlist add', { playlist: 'Before', track: 'y' }),
    ostinato.discord.member('dieter', { guild: 'night-owls' }).slash('/playlist list'),
  ]);
  expect(first.map(({ failed }) => failed)).toEqual([false, false, false]);
  // Whether or not “thinking…” was shown to everybody before, the sentence is for the caller alone.
  for (const { text, message, followups } of first.slice(0, 2)) {
    expect(text.trim()).toBe(SENTENCE);
    for (const shown of [message, ...followups]) if (shown) expect(shown.flags).toBe(64);
  }
  await isAway(2);
  expect((await alice.slash('/playlist list')).content).toBe(SENTENCE);
  await server.thaw();
  await isBack(2);
  expect((await alice.slash('/playlist add', { playlist: 'Before', track: 'z' })).content).toContain('Added');
});

test('a bot whose database is frozen stops all the same', async () => {
  await server.freeze();
  try {
    expect(await ostinato.bot.stop()).toBe(0);
  } finally {
    await server.thaw();
  }
});
