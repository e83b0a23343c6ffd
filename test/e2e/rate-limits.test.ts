import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connect, type Discord } from '../../playground/driver/connect.ts';
import { startChild, type Child } from '../support/child.ts';
import { asOwner, useDatabase } from '../support/database.ts';
import { startPlayground } from '../support/playground.ts';
import { until } from '../support/until.ts';

const TOKEN = 'playground-token';
const children: Child[] = [];
// Before the database's own, so that the bots are gone when it is dropped.
afterAll(async () => {
  for (const child of children.toReversed()) await child.stop();
});
const database = useDatabase();

/** Two processes of the bot on one database; each serves a part of Discord, with the same people. */
let here: Discord;
let there: Discord;

async function startBot(): Promise<Discord> {
  const { child, url } = await startPlayground({ PLAYGROUND_TOKEN: TOKEN });
  children.push(child);
  const discord = await connect(url);
  const bot = startChild('src/app/main.ts', {
    DISCORD_TOKEN: TOKEN,
    DISCORD_API_URL: `${url}/api`,
    DATABASE_URL: database.url,
    NODE_ENV: 'test',
    TITLE_LOOKUP: 'off',
    HEALTH_PORT: '0',
  });
  children.push(bot);
  await bot.line(/"msg":"logged in"/);
  await discord.ready();
  return discord;
}

beforeAll(async () => {
  [here, there] = await Promise.all([startBot(), startBot()]);
});

const WAIT = /^That was a lot at once\. You can continue <t:(\d+):R>\. Nothing was changed\.$/;
const search = (discord: Discord, who: string) =>
  discord.member(who).slash('/playlist search', { text: 'x' });
const counted = async (who: string, what: string) => {
  const rows = await database.knex('rate_limits').where('key', 'like', `%:${what}:${here.member(who).id}`);
  return (rows as { points: number; expire: string }[])[0];
};
const lastStatements = () =>
  until('the log has it', () => {
    const lines = children.flatMap(({ output }) =>
      output.split('\n').filter((line) => line.includes('"msg":"interaction"')),
    );
    return lines.map((line) => JSON.parse(line) as { command: string; statements: number });
  });

test('what is expensive is counted over both processes, and who has had enough is told when to go on', async () => {
  for (let n = 0; n < 5; n += 1) {
    expect((await search(here, 'alice')).content).not.toMatch(WAIT);
    expect((await search(there, 'alice')).content).not.toMatch(WAIT);
  }
  const refused = await search(here, 'alice');
  expect(refused.ephemeral).toBe(true);
  const [, seconds] = WAIT.exec(refused.content) ?? [];
  const { expire } = (await counted('alice', 'playlist search')) ?? {};
  // The second in which the count begins anew, and never before it.
  expect(Number(seconds)).toBeGreaterThanOrEqual(Number(expire) / 1_000);
  expect(Number(seconds)).toBeLessThanOrEqual(Number(expire) / 1_000 + 5);
  expect((await search(there, 'alice')).content).toMatch(WAIT);
  // Who waits costs the database nothing more.
  for (let n = 0; n < 5; n += 1) expect((await search(here, 'alice')).content).toMatch(WAIT);
  expect((await counted('alice', 'playlist search'))?.points).toBe(12);
});

test('somebody else, and another command of the same person, go on', async () => {
  expect((await search(here, 'mallory')).content).not.toMatch(WAIT);
  expect((await here.member('alice').slash('/playlist list')).text).not.toMatch(WAIT);
});

test('an ordinary command costs no statement more, until half of what is allowed', async () => {
  const list = (discord: Discord) => discord.member('chloe').slash('/playlist list');
  const isRefused = async (discord: Discord) => (await list(discord)).text.includes('<t:');
  for (let n = 0; n < 15; n += 1) expect(await isRefused(here)).toBe(false);
  for (let n = 0; n < 15; n += 1) expect(await isRefused(there)).toBe(false);
  expect(await counted('chloe', 'playlist list')).toBeUndefined();
  expect(await isRefused(here)).toBe(false);
  expect((await counted('chloe', 'playlist list'))?.points).toBe(16);
  // The sixteenth brings fifteen along: 32 are more than 30.
  expect(await isRefused(there)).toBe(true);
  expect(await isRefused(here)).toBe(true);
  const lists = (await lastStatements()).filter(({ command }) => command === 'playlist list');
  expect(lists.filter(({ statements }) => statements === 1).length).toBeGreaterThanOrEqual(28);
});

test('who types far too fast is shown nothing, and no error', async () => {
  const yuki = here.member('yuki');
  await yuki.slash('/playlist create', { name: 'Typed' });
  const typing = () => yuki.complete('/playlist show', { playlist: 't' }, 'playlist');
  expect(await typing()).toHaveLength(1);
  await database.knex.raw('insert into rate_limits values (?, 1000, ?)', [
    `ostinato:playlist show typing:${yuki.id}`,
    Date.now() + 60_000,
  ]);
  // The shared count is asked from the 151st on.
  for (let n = 1; n < 150; n += 1) await typing();
  expect(await typing()).toEqual([]);
  expect((await yuki.slash('/playlist show', { playlist: 'Typed' })).text).toContain('Typed');
});

test('without its database nobody is held up, and the command itself says what is wrong', async () => {
  const name = new URL(database.url).pathname.slice(1);
  await search(here, 'bob');
  await asOwner(`alter database ${name} with allow_connections false`);
  await asOwner(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
  expect((await search(here, 'bob')).content).toMatch(/^Storage is briefly unavailable/);
  await asOwner(`alter database ${name} with allow_connections true`);
  await until('it works again', async () => !(await search(there, 'bob')).content.startsWith('Storage'));
});
