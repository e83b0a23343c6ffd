import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SnowflakeUtil } from 'discord.js';
import type { Answer } from '../../playground/driver/answer.ts';
import type { Child } from '../support/child.ts';
import { useOstinato } from '../support/ostinato.ts';
import { startProxy, type Proxy } from '../support/proxy.ts';
import { until } from '../support/until.ts';

/** The way of each process to the database, in the order in which they were started. */
const ways: Proxy[] = [];
const ostinato = useOstinato(async (databaseUrl) => {
  const way = await startProxy(databaseUrl);
  ways.push(way);
  return { DATABASE_URL: way.url };
});
let other: Child;
beforeAll(async () => {
  other = await ostinato.startAnother();
});
afterAll(() => Promise.all(ways.map((way) => way.close())));

const AWAY = '"msg":"the database is unavailable; commands fail fast"';
const BACK = '"msg":"the database is available again"';
const times = (child: Child, line: string) => child.output.split(line).length - 1;

async function cut(...which: number[]): Promise<void> {
  const cutOff = which.map((at) => [ostinato.bot, other][at] ?? other);
  const before = cutOff.map((child) => times(child, AWAY));
  for (const at of which) ways[at]?.refuse();
  await ostinato.discord.member('alice').slash('/todo list');
  await until('they know', () => cutOff.every((child, at) => times(child, AWAY) > (before[at] ?? 0)));
}

async function mend(...which: number[]): Promise<void> {
  for (const at of which) ways[at]?.mend();
  await until('all are back', () =>
    [ostinato.bot, other].every((child) => times(child, BACK) === times(child, AWAY)),
  );
}

/** Whatever any process sent to Discord for it, taken or not. */
const sentFor = (answer: Answer) => JSON.stringify(answer.view.received);

/** Milliseconds, from the interaction on, for which a process leaves it to the other one. */
const COURTESY_MS = 2_200;

/** Whether a process had answered before the other one may have given it up: not so on a machine that is too busy. */
async function wasInTime(child: Child, { id }: Answer): Promise<boolean> {
  const line = await until('it is logged', () =>
    child.output.split('\n').find((one) => one.includes('"msg":"interaction"') && one.includes(`"${id}"`)),
  );
  const { time } = JSON.parse(line) as { time: string };
  return Date.parse(time) - SnowflakeUtil.timestampFrom(id) < COURTESY_MS;
}

const kept = async (text: string) => {
  const { rows } = await ostinato.database.knex.raw<{ rows: { count: number }[] }>(
    'select count(*)::integer as count from todos where text = ?',
    [text],
  );
  return rows[0]?.count;
};

test.each([0, 1])('process %i is cut off: the other answers, and nobody denies what is saved', async (at) => {
  await cut(at);
  const people = ['alice', 'bob', 'chloe', 'mallory', 'yuki'];
  for (let n = 0; n < 4; n += 1) {
    const answers = await Promise.all(
      people.map((key) => ostinato.discord.member(key).slash('/todo add', { text: `${key} ${at} ${n}` })),
    );
    for (const [i, answer] of answers.entries()) {
      const text = `${people[i]} ${at} ${n}`;
      const isInTime = await wasInTime(at === 0 ? other : ostinato.bot, answer);
      const count = await kept(text);
      expect(answer.failed).toBe(false);
      if (isInTime) expect(answer.text).toContain(text);
      if (answer.text.includes(text)) expect(count).toBe(1);
      if (count === 1) expect(sentFor(answer)).not.toMatch(/nothing was saved/);
    }
  }
  // What is typed is completed by whoever can.
  await until('it is completed', async () => {
    const todos = await ostinato.discord.member('alice').complete('/todo done', { todo: 'alice' }, 'todo');
    return todos.length > 0;
  });
  await mend(at);
});

test('both are cut off: neither can tell whether it was saved, and both say how to see', async () => {
  await cut(0, 1);
  const [added, set] = await Promise.all([
    ostinato.discord.member('alice').slash('/todo add', { text: 'who knows' }),
    ostinato.discord.member('bob').slash('/preferences set', { timezone: 'Europe/Berlin' }),
  ]);
  for (const answer of [added, set]) expect(answer).toMatchObject({ failed: false, ephemeral: true });
  expect(added.content).toMatch(
    /^Storage is briefly unavailable, so I can’t tell whether this was saved\. Check with <\/todo list:\d+> before you try again\.$/,
  );
  expect(set.content).toMatch(/Check with <\/preferences view:\d+>/);
  await mend(0, 1);
  expect(await kept('who knows')).toBe(0);
});
