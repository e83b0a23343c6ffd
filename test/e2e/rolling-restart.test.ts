import { expect, test } from '@jest/globals';
import type { Answer } from '../../playground/driver/answer.ts';
import { useOstinato } from '../support/ostinato.ts';
import { until } from '../support/until.ts';

const ostinato = useOstinato();
/** Milliseconds. */
const SUGGEST_WITHIN_MS = 2_000;
/** At most so many commands of each person, however long it takes. */
const AT_MOST = 200;

test('an interaction that the gateway delivers twice is carried out once, and answered', async () => {
  const alice = ostinato.discord.member('alice');
  await alice.slash('/playlist create', { name: 'Once' });
  await ostinato.discord.gateway.duplicate(true);
  for (let n = 1; n <= 5; n += 1) {
    const answer = await alice.slash('/playlist add', { playlist: 'Once', track: `T${n}` });
    expect(answer.content).toBe(`Added **T${n}** to **Once** at position ${n}.`);
  }
  await ostinato.discord.gateway.duplicate(false);
  expect((await alice.slash('/playlist show', { playlist: 'Once' })).text).toContain('5 tracks');
});

test('while one process takes the place of another, every command is answered and every write is made once', async () => {
  const { discord } = ostinato;
  const replacing = { isDone: false };
  const added = new Map<string, number>();
  const answers: Answer[] = [];

  async function keepTyping(key: string): Promise<void> {
    const member = discord.member(key);
    const playlist = `Of ${key}`;
    answers.push(await member.slash('/playlist create', { name: playlist, visibility: 'public' }));
    let n = 0;
    while (n < AT_MOST && !replacing.isDone) {
      n += 1;
      answers.push(await member.slash('/playlist add', { playlist, track: `Track ${n}` }));
      added.set(key, n);
      answers.push(await member.slash('/playlist show', { playlist }));
      const typedAt = performance.now();
      const choices = await member.complete('/playlist show', { playlist: 'Of' }, 'playlist');
      // Choices that a machine this busy cannot find in time are none, since Discord would not take them.
      if (choices.length === 0) expect(performance.now() - typedAt).toBeGreaterThan(SUGGEST_WITHIN_MS);
      else expect(choices.map(({ name }) => name)).toContain(playlist);
    }
  }

  const typing = Promise.all(['alice', 'bob', 'mallory'].map(keepTyping));
  const old = await ostinato.replace(() => {
    const before = answers.length;
    return until('both have worked for a while', () => answers.length >= before + 60);
  });
  expect(old.code).toBe(0);
  replacing.isDone = true;
  await typing;

  expect(answers.filter(({ failed }) => failed)).toEqual([]);
  // Both had every interaction, so each was too late for some of them.
  expect(old.output + ostinato.bot.output).toContain('"outcome":"elsewhere"');
  expect(old.output + ostinato.bot.output).not.toContain('"level":"error"');
  const kinds = new Set(answers.map(({ text }) => text.replaceAll(/\d+/g, 'n')));
  for (const text of kinds) expect(text).not.toMatch(/went wrong|unavailable|restarting|already done/);
  for (const [key, count] of added) {
    const { rows } = await ostinato.database.knex.raw<{ rows: { title: string }[] }>(
      `select t.title from tracks t join playlists p on p.id = t.playlist_id
       where p.name = ? and t.removed_at is null order by t.position`,
      [`Of ${key}`],
    );
    expect(rows.map(({ title }) => title)).toEqual(Array.from({ length: count }, (_, i) => `Track ${i + 1}`));
  }
  expect([...added.values()].every((count) => count > 1)).toBe(true);
});
