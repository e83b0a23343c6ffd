import { afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Answer } from '../../playground/driver/answer.ts';
import { LOCALES } from '../../src/locales/locales.ts';
import type { Child } from '../support/child.ts';
import { useOstinato } from '../support/ostinato.ts';
import { until } from '../support/until.ts';

/** Two processes with fewer connections than there are people who wait for them. */
const ostinato = useOstinato({ DATABASE_POOL_MAX: '4' });
let other: Child;
beforeAll(async () => {
  other = await ostinato.startAnother();
});
afterEach(() => ostinato.discord.faults.clear());

const EDITORS = ['bob', 'chloe', 'dieter', 'mallory', 'yuki'];
const EACH = 10;

/** How many edits have come to an end, though not to a good one. */
const givenUp = () =>
  [ostinato.bot, other].flatMap(
    ({ output }) => output.match(/"command":"playlist add","outcome":"(?!ok)\w+"/g) ?? [],
  ).length;

const DENIALS = Object.values(LOCALES).flatMap(({ errors }) => [errors.storage, errors.busy]);

/** Whether any process told the person, at whatever moment, that nothing was saved. */
const isDenied = ({ view }: Answer) =>
  view.received.some(
    ({ status, body }) => status < 400 && DENIALS.some((denial) => JSON.stringify(body).includes(denial)),
  );

test('fifty edits of one playlist at once, each delivered twice to two processes: whoever is told that nothing was saved can believe it', async () => {
  const { discord, database } = ostinato;
  const alice = discord.member('alice');
  await alice.slash('/playlist create', { name: 'Ours', visibility: 'public' });
  for (const key of EDITORS)
    await alice.slash('/playlist share', { playlist: 'Ours', user: discord.member(key), role: 'editor' });
  await discord.faults.set({ duplicate: true });

  const lock = await database.knex.transaction();
  await lock.raw(`select from playlists where name = 'Ours' for update`);
  const titles = EDITORS.flatMap((key) =>
    Array.from({ length: EACH }, (_, n) => ({ key, title: `${key} ${n}` })),
  );
  const asking = titles.map(({ key, title }) =>
    discord.member(key).slash('/playlist add', { playlist: `Ours`, track: title }),
  );
  await until('some have given up waiting', () => givenUp() >= 4);
  await lock.rollback();
  const answers = await Promise.all(asking);

  const { rows } = await database.knex.raw<{ rows: { title: string }[] }>('select title from tracks');
  const saved = rows.map(({ title }) => title);
  expect(new Set(saved).size).toBe(saved.length);
  const told = answers.map((answer, at) => ({ ...titles[at], text: answer.text, denied: isDenied(answer) }));
  expect(told.filter(({ title = '', denied }) => denied && saved.includes(title))).toEqual([]);
  const done = told.filter(({ title = '', text }) => text.includes(title));
  expect(done.filter(({ title = '' }) => !saved.includes(title))).toEqual([]);
  expect(done.length).toBeGreaterThan(0);
});
