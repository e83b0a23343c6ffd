import { afterEach, beforeAll, expect, test } from '@jest/globals';
import type { APIMessage } from 'discord.js';
import { purge } from '../../src/jobs/purge.ts';
import { createLogger } from '../../src/logger.ts';
import { compareMembers } from '../support/compare-members.ts';
import { everybodyReadsEnglish, useOstinato } from '../support/ostinato.ts';
import { remindersOf } from '../support/reminders.ts';
import { until } from '../support/until.ts';

const ostinato = useOstinato({ LOG_LEVEL: 'debug' });
everybodyReadsEnglish(ostinato);

const MINUTE = 60_000;
const GUILD = '300000000000000001';
const NIGHT_OWLS = '300000000000000002';
const as = (...where: Parameters<typeof ostinato.discord.member>) => ostinato.discord.member(...where);
const knex = () => ostinato.database.knex;
const ours = 'Ours';

/** Somebody leaves the server, and the bot finds out. */
async function leaves(key: string): Promise<void> {
  await ostinato.discord.faults.member('listening-room', key, 'gone');
  await compareMembers(ostinato);
}

async function add(key: string, text: string, due = 'in 10 minutes') {
  await as(key).slash('/todo add', { text, due, list: ours });
  const row = (await knex()('todos').where({ text }).first()) as { id: string };
  return row.id;
}

async function pressed(key: string, message: APIMessage, label: string) {
  const rows = JSON.stringify(message.components);
  const customId = new RegExp(
    `"custom_id":"([^"]+)","label":"${label}"|"label":"${label}"[^}]*"custom_id":"([^"]+)"`,
  ).exec(rows);
  const found = customId?.[1] ?? customId?.[2] ?? '';
  return as(key, { dm: true }).raw({
    kind: 'component',
    messageId: message.id,
    customId: found,
    force: true,
  });
}

const reminded = async (key: string, text: string) =>
  (await as(key, { dm: true }).messages()).filter(({ content }) => content.includes(text));
const stateOf = async (id: string) => {
  const [reminder] = await remindersOf(knex(), id);
  return `${reminder?.state}${reminder?.heldAt ? ', held' : ''}`;
};
const becomes = (id: string, state: string) =>
  until(`it is ${state}`, async () => (await stateOf(id)) === state || undefined);

const leftAt = async (guildId: string) => {
  const row = (await knex()('guilds').where({ id: guildId }).first()) as { left_at: Date | null } | undefined;
  return row?.left_at ?? null;
};

beforeAll(async () => {
  await as('alice').slash('/todo lists create', { name: ours, scope: 'server' });
  await as('bob').slash('/todo lists create', { name: 'Bob’s', scope: 'mine' });
});
afterEach(async () => {
  await ostinato.discord.faults.clear();
});

test('who left is told nothing of the server’s to-dos, and does nothing to them, from anywhere', async () => {
  const sent = await add('bob', 'Sweep the hall');
  await ostinato.travel(11 * MINUTE);
  await becomes(sent, 'sent');
  const [message] = await reminded('bob', 'Sweep the hall');
  if (!message) throw new Error('it was sent');
  const ahead = await add('bob', 'Lock the doors', 'in 20 minutes');
  await knex()('todos')
    .where({ id: sent })
    .update({ assignee_id: as('bob').id });
  const before = await knex()('todos').orderBy('id');
  await leaves('bob');
  await expect(as('bob').slash('/todo list', { list: ours })).rejects.toThrow('50001');
  await knex()('todos').where({ id: sent }).update({ text: 'Newer words' });
  const away = as('bob', { dm: true });
  for (const [command, more] of [
    ['show', {}],
    ['done', {}],
    ['edit', {}],
    ['remove', {}],
    ['claim', {}],
    ['reopen', {}],
    ['restore', {}],
  ] as const)
    for (const id of [sent, ahead]) {
      const answer = await away.slash(`/todo ${command}`, { todo: id, ...more }, { force: true });
      expect(answer.text + answer.content).not.toMatch(/Newer words|Sweep|Lock the doors/);
    }
  for (const command of ['show', 'done', 'edit'])
    expect(await away.complete(`/todo ${command}`, { todo: '' }, 'todo')).toEqual([]);
  for (const label of ['Done', 'Snooze 10 min', 'Snooze 1 h', 'Snooze until tomorrow'])
    expect((await pressed('bob', message, label)).content).not.toMatch(/Newer words|Sweep/);
  expect((await away.slash('/todo list')).text).not.toMatch(/Newer words|Lock/);
  await ostinato.travel(21 * MINUTE);
  await becomes(ahead, 'pending, held');
  expect(await reminded('bob', 'Lock the doors')).toEqual([]);
  const after = await knex()('todos').orderBy('id');
  expect(after).toEqual(before.map((row) => (row.id === sent ? { ...row, text: 'Newer words' } : row)));
});

test('who is back is reminded of what came due meanwhile, once Discord says so', async () => {
  const { id } = (await knex()('todos').where({ text: 'Lock the doors' }).first()) as { id: string };
  expect(await stateOf(id)).toBe('pending, held');
  await compareMembers(ostinato);
  await becomes(id, 'sent');
  expect(await reminded('bob', 'Lock the doors')).toHaveLength(1);
});

test('a playlist shown to the server is shown no longer by who left', async () => {
  await as('chloe').slash('/playlist create', { name: 'For all of us', visibility: 'server' });
  const { id } = (await knex()('playlists').where({ name: 'For all of us' }).first()) as { id: string };
  expect((await as('bob').slash('/playlist show', { playlist: id })).text).toContain('For all of us');
  await leaves('chloe');
  const shown = await as('bob').slash('/playlist show', { playlist: id });
  expect(shown.text).not.toContain('For all of us');
});

test('while to-dos are switched off nobody is reminded, buttons say so, and then what waited comes once', async () => {
  const early = await add('bob', 'Before it was off');
  await ostinato.travel(11 * MINUTE);
  await becomes(early, 'sent');
  const waits = await add('bob', 'Came due while off');
  await as('alice').slash('/settings module', { module: 'todo', enabled: false });
  await ostinato.travel(11 * MINUTE);
  await becomes(waits, 'pending, held');
  const [message] = await reminded('bob', 'Before it was off');
  if (!message) throw new Error('it was sent');
  for (const label of ['Done', 'Snooze 10 min'])
    expect((await pressed('bob', message, label)).content).toMatch(/off in (this|that) server/);
  const away = as('bob', { dm: true });
  expect((await away.slash('/todo done', { todo: early })).content).toMatch(/off in (this|that) server/);
  await as('alice').slash('/settings module', { module: 'todo', enabled: true });
  await becomes(waits, 'sent');
  await ostinato.travel(MINUTE);
  const found = await reminded('bob', 'Came due while off');
  expect(found).toHaveLength(1);
  expect((await pressed('bob', message, 'Done')).content).toContain('is done');
});

test('a server that removed the bot gets no reminders, and back within thirty days it has everything; an outage is no removal', async () => {
  const waits = await add('bob', 'Due without the bot');
  await as('bob').slash('/playlist create', { name: 'Kept', scope: 'server' });
  await as('dieter', { guild: 'night-owls' }).slash('/playlist create', { name: 'Owls', scope: 'server' });
  const key = ostinato.discord.world.guilds.find(({ id }) => id === GUILD)?.key ?? '';
  await ostinato.discord.faults.set({
    guildsWithoutBot: [key, 'elsewhere'],
    unavailableGuilds: ['night-owls'],
  });
  await ostinato.restart();
  await until('the servers were compared', () => ostinato.bot.output.includes('servers reconciled'));
  expect(await leftAt(GUILD)).not.toBeNull();
  expect(await leftAt(NIGHT_OWLS)).toBeNull();
  await purge(knex(), createLogger('silent'));
  await ostinato.travel(11 * MINUTE);
  await becomes(waits, 'pending, held');
  expect(await reminded('bob', 'Due without the bot')).toEqual([]);
  await ostinato.discord.faults.clear();
  await ostinato.restart();
  await becomes(waits, 'sent');
  expect(await leftAt(GUILD)).toBeNull();
  expect(await reminded('bob', 'Due without the bot')).toHaveLength(1);
  expect((await as('bob').slash('/playlist show', { playlist: 'Kept' })).text).toContain('Kept');
});

test('after thirty days what was the server’s is gone', async () => {
  await knex()('guilds')
    .where({ id: GUILD })
    .update({ left_at: new Date(Date.now() - 31 * 86_400_000) });
  await purge(knex(), createLogger('silent'));
  expect((await as('bob').slash('/playlist show', { playlist: 'Kept' })).content).toContain(
    'I can’t find a playlist',
  );
});
