import { afterEach, beforeAll, expect, test } from '@jest/globals';
import type { APIMessage } from 'discord.js';
import { Notice } from '../../src/models/notice/notice.ts';
import { everybodyReadsEnglish, useOstinato } from '../support/ostinato.ts';
import { compareMembers } from '../support/compare-members.ts';
import { until } from '../support/until.ts';

const ostinato = useOstinato();
everybodyReadsEnglish(ostinato);

/** Bots start anew in between. */
const PATIENCE_MS = 60_000;
const list = 'Ours';
const knex = () => ostinato.database.knex;
const as = (...where: Parameters<typeof ostinato.discord.member>) => ostinato.discord.member(...where);
const notices = () => Notice.query(knex()).orderBy('created_at');

/** What somebody's direct messages, or the channel, say of a to-do, once everything that is to be told has been. */
async function news(key: string, text: string, dm = true): Promise<string[]> {
  await until(
    'everything is told',
    async () => (await notices()).every(({ state }) => state !== 'pending' && state !== 'sending'),
    PATIENCE_MS,
  );
  const messages = await as(key, { dm }).messages();
  return messages
    .filter(({ content }) => /^(?:<@\d+> )?(?:📋|✅) /u.test(content) && content.includes(text))
    .map(({ content }) => content);
}

/** A command that must be carried out; tells what it came to otherwise. */
async function did(key: string, ...command: Parameters<ReturnType<typeof as>['slash']>): Promise<void> {
  const answer = await as(key).slash(...command);
  expect(answer.content).toMatch(/^(?:Added|Done|Reopened)/);
}

const add = async (key: string, text: string, more: object = {}) => {
  await did(key, '/todo add', { text, list, ...more });
  const row = (await knex()('todos').where({ text }).first()) as { id: string };
  return row.id;
};

async function press(key: string, message: APIMessage, dm = true) {
  const { customId = '' } =
    /"custom_id":"(?<customId>[^"]+)"/.exec(JSON.stringify(message.components))?.groups ?? {};
  return as(key, { dm }).raw({ kind: 'component', messageId: message.id, customId });
}

beforeAll(async () => {
  await as('alice').slash('/todo lists create', { name: list, scope: 'server' });
  for (const key of ['bob', 'chloe']) await add(key, `By ${key}`);
});
afterEach(async () => {
  await ostinato.discord.faults.clear();
});

test('who is assigned a to-do is told by whom, and sees it at one press', async () => {
  await add('alice', 'Bake a cake', { assignee: as('bob') });
  const message = await as('bob', { dm: true }).receives(({ content }) => content.includes('Bake a cake'));
  expect(message.content).toBe(`📋 <@${as('alice').user.id}> assigned \`#3\` **Bake a cake** to you.`);
  expect(JSON.stringify(message.components).match(/"label":"[^"]+"/g)).toEqual(['"label":"Show"']);
  const shown = await press('bob', message);
  expect(shown.text).toContain('Bake a cake');
  expect(shown.text).toContain('Added');
});

test('who made it is told that it is done, opened again and changed; nobody of what they do themselves', async () => {
  const id = await add('alice', 'Buy candles', { assignee: as('bob') });
  await did('bob', '/todo done', { todo: id });
  await did('bob', '/todo reopen', { todo: id });
  const form = await as('bob').slash('/todo edit', { todo: id });
  expect((await form.submit({ text: 'Buy long candles', due: '2027-02-03 17:00' })).content).toContain(
    'Changed',
  );
  await did('alice', '/todo done', { todo: id });
  const bob = `<@${as('bob').user.id}>`;
  const told = await news('alice', 'candles');
  expect(told.slice(0, 2)).toEqual([
    expect.stringContaining(`${bob} marked`),
    expect.stringContaining(`${bob} reopened`),
  ]);
  expect(told[2]).toMatch(/changed `#4` \*\*Buy long candles\*\*\.\n-# <t:\d+:F>/);
  expect(told).toHaveLength(3);
  expect(await news('bob', 'candles')).toEqual([
    expect.stringContaining('assigned'),
    expect.stringContaining('marked `#4` **Buy long candles** as done.'),
  ]);
});

test('several to-dos of one act are one message, with all of them at one press', async () => {
  const numbers = [];
  for (const text of ['Sweep', 'Mop', 'Dust']) {
    const { number } = (await knex()('todos')
      .where({ id: await add('chloe', text) })
      .first()) as { number: number };
    numbers.push(number);
  }
  await did('bob', '/todo done', { todo: numbers.join(','), list });
  const message = await as('chloe', { dm: true }).receives(({ content }) => content.includes('Sweep'));
  expect(message.content).toContain('marked 3 of your to-dos as done:\n- ');
  for (const text of ['Mop', 'Dust']) expect(message.content).toContain(`**${text}**`);
  expect(await news('chloe', 'Sweep')).toHaveLength(1);
  // In direct messages it opens in place.
  expect((await press('chloe', message)).text).toMatch(/Sweep[^]*Mop[^]*Dust/);
});

test('in a channel, what is on somebody’s own list is told to nobody but them', async () => {
  await as('chloe').slash('/preferences set', { reminders: 'channel' });
  const server = await add('chloe', 'Water the flowers');
  await did('bob', '/todo done', { todo: server });
  const own = 'Private';
  await as('chloe').slash('/todo lists create', { name: own, scope: 'mine' });
  await as('chloe').slash('/todo lists share', { list: own, user: as('bob'), role: 'editor' });
  await as('chloe').slash('/todo add', { text: 'A secret', list: own });
  const secret = (await knex()('todos').where({ text: 'A secret' }).first()) as { id: string };
  await did('bob', '/todo done', { todo: secret.id });
  expect(await news('chloe', 'Water the flowers', false)).toEqual([
    expect.stringContaining(`<@${as('chloe').user.id}> ✅ <@${as('bob').user.id}> marked`),
  ]);
  const [hidden] = (await as('chloe').messages()).filter(({ content }) => content.includes('personal list'));
  if (!hidden) throw new Error('it was told');
  expect(hidden.content).not.toContain('secret');
  expect(await news('chloe', 'A secret')).toEqual([]);
  const shown = await press('chloe', hidden, false);
  expect([shown.ephemeral, shown.text]).toEqual([true, expect.stringContaining('A secret')]);
  await as('chloe').slash('/preferences set', { reminders: 'dm' });
});

test('who switches notices off is told nothing, and the card says so', async () => {
  const card = await as('bob').slash('/preferences set', { notices: false });
  expect(card.text).toMatch(/Notices\s+off/);
  await did('alice', '/todo done', { todo: await add('bob', 'Off for Bob') });
  expect(await news('bob', 'Off for Bob')).toEqual([]);
  expect((await as('bob').slash('/preferences set', { notices: true })).text).toMatch(/Notices\s+on/);
  await did('alice', '/todo done', { todo: await add('bob', 'On for Bob') });
  expect(await news('bob', 'On for Bob')).toHaveLength(1);
});

test('who left the server is told nothing', async () => {
  const id = await add('bob', 'Left behind');
  await ostinato.discord.faults.member('listening-room', 'bob', 'gone');
  await compareMembers(ostinato);
  await did('alice', '/todo done', { todo: id });
  expect(await news('bob', 'Left behind')).toEqual([]);
  await ostinato.discord.faults.clear();
  await compareMembers(ostinato);
});

test('whose direct messages are closed, and who has no channel, is given up and not annoyed', async () => {
  const id = await add('bob', 'Behind closed doors');
  await knex()('todos').where({ id }).update({ channel_id: null });
  await ostinato.discord.faults.set({ closedDms: ['bob'] });
  await did('alice', '/todo done', { todo: id });
  expect(await news('bob', 'Behind closed doors')).toEqual([]);
  const last = (await notices()).at(-1);
  expect(last).toMatchObject({ state: 'failed', attempts: 1, failure: expect.stringContaining('50007') });
});

test('killed between the act and its message, the next process tells it, once', async () => {
  const id = await add('bob', 'Survives everything');
  await ostinato.discord.faults.set({ rest: { status: 503, routes: ['POST /channels/'] } });
  await did('alice', '/todo done', { todo: id });
  await until('it was tried', async () => (await notices()).at(-1)?.attempts === 1, PATIENCE_MS);
  await ostinato.restart('SIGKILL');
  await ostinato.discord.faults.clear();
  await until(
    'it is sent',
    async () => {
      await ostinato.travel(60_000);
      return (await notices()).at(-1)?.state === 'sent';
    },
    PATIENCE_MS,
  );
  expect(await news('bob', 'Survives everything')).toHaveLength(1);
}, 180_000);
