import { beforeAll, describe, expect, test } from '@jest/globals';
import type { APIMessage } from 'discord.js';
import { BaseModel } from '../../src/models/base/base-model.ts';
import { followReminders } from '../../src/models/reminder/follow.ts';
import { everybodyReadsEnglish, useOstinato } from '../support/ostinato.ts';
import { newTodo, remindersOf } from '../support/reminders.ts';
import { until } from '../support/until.ts';

const ostinato = useOstinato();
everybodyReadsEnglish(ostinato);

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const GENERAL = '400000000000000001';
const GUILD = '300000000000000001';
const person = (key: string, dm = true) => ostinato.discord.member(key, { dm });
const buttonsOf = (message: APIMessage) => JSON.stringify(message.components);
const says = (text: string) => (message: APIMessage) =>
  message.content.includes(text) && message.author.bot === true;

/** Somebody's to-do that is due so many milliseconds from the bot's now, as /todo add would leave it. */
async function dueIn(key: string, milliseconds: number, text: string, more: object = {}) {
  const dueAt = new Date(ostinato.now().getTime() + milliseconds);
  const createdBy = person(key).user.id;
  const todo = await newTodo(ostinato.database.knex, { dueAt, createdBy, text, ...more });
  await BaseModel.transact((trx) => followReminders(trx, [todo.id], ostinato.now()));
  return todo;
}
const stateOf = async (todo: { id: string }) => {
  const reminders = await remindersOf(ostinato.database.knex, todo.id);
  return reminders.map(({ state }) => state);
};
const settledAs = (todo: { id: string }, ...states: string[]) =>
  until(`it is ${states.join(', ')}`, async () => (await stateOf(todo)).join() === states.join());
const received = async (key: string, text: string, dm = true) =>
  (await person(key, dm).messages()).filter(says(text));

/** Ends the sessions of the bot's jobs in the database. */
const endSessionsOfJobs = () =>
  ostinato.database.knex.raw(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'ostinato jobs' and datname = current_database()`,
  );

const pressOf = async (key: string, message: APIMessage, kind: string, as = key) => {
  const row = message.components?.[0];
  const buttons = row && 'components' in row ? row.components : [];
  const found = buttons.find((one) => 'custom_id' in one && 'label' in one && one.label === kind);
  const customId = found && 'custom_id' in found ? found.custom_id : '';
  const dm = message.channel_id !== GENERAL;
  return person(as, dm).raw({ kind: 'component', messageId: message.id, customId });
};

test('a reminder arrives when it is due, once, with its buttons and no sooner recorded than accepted', async () => {
  const todo = await dueIn('alice', 10 * MINUTE, 'Water the plants', {
    sourceUrl: 'https://discord.com/channels/1/2/3',
  });
  await ostinato.travel(9 * MINUTE);
  expect(await stateOf(todo)).toEqual(['pending']);
  await ostinato.travel(MINUTE + 1_000);
  const message = await person('alice').receives(says('Water the plants'));
  expect(message.content).toMatch(/^⏰ \*\*Water the plants\*\* is due <t:\d+:f>/);
  expect(message.content).toContain('(https://discord.com/channels/1/2/3)');
  expect(message.content).not.toContain('late');
  for (const label of ['Done', 'Snooze 10 min', 'Snooze 1 h', 'Snooze until tomorrow'])
    expect(buttonsOf(message)).toContain(`"${label}"`);
  await settledAs(todo, 'sent');
  const [reminder] = await remindersOf(ostinato.database.knex, todo.id);
  expect(reminder).toMatchObject({
    sentChannelId: message.channel_id,
    sentMessageId: message.id,
    attempts: 1,
  });
  await ostinato.travel(MINUTE);
  expect(await received('alice', 'Water the plants')).toHaveLength(1);
});

test('from /todo add to Done: whoever asks for a due date is reminded of it', async () => {
  await ostinato.discord.member('dieter').slash('/todo add', { text: 'Feed the cat', due: 'in 2 hours' });
  await ostinato.travel(121 * MINUTE);
  const message = await person('dieter').receives(says('Feed the cat'));
  const done = await pressOf('dieter', message, 'Done');
  expect(done.content).toBe('✅ **Feed the cat** is done.');
  expect(done.buttons.map(({ label }) => label)).toEqual(['Undo']);
  expect((await done.press('Undo')).content).toBe('The to-do is open again.');
});

test('who chose no language is reminded in that of their Discord, also in direct messages', async () => {
  await ostinato.database
    .knex('users')
    .where({ id: person('dieter').user.id })
    .update({ locale: null });
  await person('dieter').slash('/todo add', { text: 'Katze füttern', due: 'in 2 hours' });
  await ostinato.travel(121 * MINUTE);
  const message = await person('dieter').receives(says('⏰ **Katze füttern**'));
  expect(message.content).toContain(' ist ');
  expect(buttonsOf(message)).toContain('"Erledigt"');
});

test('the longest text with the most markup still arrives, can be snoozed, and done', async () => {
  await dueIn('yuki', 10 * MINUTE, '*'.repeat(1_000), {
    sourceUrl: `https://discord.com/channels/${'1'.repeat(20)}/${'2'.repeat(20)}/${'3'.repeat(20)}`,
  });
  await ostinato.travel(11 * MINUTE);
  const first = await person('yuki').receives(says('\\*\\*'));
  expect((await pressOf('yuki', first, 'Snooze 10 min')).content).toContain('I’ll remind you of');
  await ostinato.travel(11 * MINUTE);
  const again = await person('yuki').receives((message) => says('\\*')(message) && message.id !== first.id);
  expect((await pressOf('yuki', again, 'Done')).content).toContain('is done.');
});

describe('closed doors', () => {
  test('closed direct messages: the channel it was made in, once, telling nobody else what it is', async () => {
    const todo = await dueIn('mallory', MINUTE, 'Secret plans', { channelId: GENERAL });
    await ostinato.travel(2 * MINUTE);
    await settledAs(todo, 'sent');
    const { user } = person('mallory');
    const found = (await person('alice', false).messages()).filter(says(`<@${user.id}>`));
    expect(found).toHaveLength(1);
    expect(found[0]?.content).not.toContain('Secret plans');
    expect(found[0]?.mentions.map(({ id }) => id)).toEqual([user.id]);
  });

  test('no channel either: it has failed, and is not tried again', async () => {
    const nowhere = await dueIn('mallory', MINUTE, 'Nowhere to go');
    const gone = await dueIn('mallory', MINUTE, 'Channel is gone', { channelId: '999' });
    await ostinato.travel(2 * MINUTE);
    await settledAs(nowhere, 'failed');
    await settledAs(gone, 'failed');
    await ostinato.travel(DAY);
    const [reminder] = await remindersOf(ostinato.database.knex, gone.id);
    expect(reminder).toMatchObject({ state: 'failed', attempts: 1 });
    expect(reminder?.failure).toMatch(/dm: 50007 .*; channel: 10003/);
  });

  test('who prefers a channel that is gone is written to directly', async () => {
    const bob = person('bob').user.id;
    await ostinato.database.knex('users').where({ id: bob }).update({ reminders_by: 'channel' });
    const todo = await dueIn('bob', MINUTE, 'Channel went away', { channelId: '999' });
    await ostinato.travel(2 * MINUTE);
    await settledAs(todo, 'sent');
    expect(await received('bob', 'Channel went away')).toHaveLength(1);
    await ostinato.database.knex('users').where({ id: bob }).update({ reminders_by: 'dm' });
  });

  test('who prefers the channel is written to there: what is theirs alone only they are shown, by a press', async () => {
    const bob = person('bob').user.id;
    await ostinato.database.knex('users').where({ id: bob }).update({ reminders_by: 'channel' });
    const todo = await dueIn('bob', MINUTE, 'Bring cake', {
      channelId: GENERAL,
      sourceUrl: 'https://example.org/secret',
    });
    await ostinato.travel(2 * MINUTE);
    const message = await person('alice', false).receives(
      says(`<@${bob}> ⏰ A to-do on one of your lists is due`),
    );
    await settledAs(todo, 'sent');
    expect(JSON.stringify(message)).not.toMatch(/Bring cake|secret/);
    const shown = await pressOf('bob', message, 'Show');
    expect(shown.text).toContain('Bring cake');
    expect(shown.ephemeral).toBe(true);
    expect((await pressOf('bob', message, 'Show', 'alice')).text).not.toContain('Bring cake');
    expect((await pressOf('bob', message, 'Snooze 10 min')).text).not.toContain('Bring cake');
    const ours = await dueIn('bob', MINUTE, 'Bring plates', { channelId: GENERAL, guildId: GUILD });
    await ostinato.travel(2 * MINUTE);
    await settledAs(ours, 'sent');
    expect(await received('alice', 'Bring plates', false)).toHaveLength(1);
    await ostinato.database.knex('users').where({ id: bob }).update({ reminders_by: 'dm' });
  });
});

describe('buttons', () => {
  test('Tomorrow is nine in the morning where the person lives', async () => {
    const alice = person('alice').user.id;
    await ostinato.database.knex('users').where({ id: alice }).update({ time_zone: 'Asia/Tokyo' });
    const todo = await dueIn('alice', MINUTE, 'Practise kanji');
    await ostinato.travel(2 * MINUTE);
    await pressOf('alice', await person('alice').receives(says('Practise kanji')), 'Snooze until tomorrow');
    const [, snoozed] = await remindersOf(ostinato.database.knex, todo.id);
    const clock = snoozed?.remindAt.toLocaleTimeString('en-GB', { timeZone: 'Asia/Tokyo' });
    expect(clock).toBe('09:00:00');
  });

  test('somebody else’s press is refused, and one that comes too late says so', async () => {
    const alice = person('alice').user.id;
    await ostinato.database.knex('users').where({ id: alice }).update({ reminders_by: 'channel' });
    const todo = await dueIn('alice', MINUTE, 'Mine alone', { channelId: GENERAL });
    await ostinato.travel(2 * MINUTE);
    const message = await person('alice', false).receives(
      says(`<@${alice}> ⏰ A to-do on one of your lists`),
    );
    await ostinato.database.knex('users').where({ id: alice }).update({ reminders_by: 'dm' });
    expect((await pressOf('alice', message, 'Done', 'bob')).content).toContain(
      `<@${person('alice').user.id}>`,
    );
    await ostinato.database.knex('todos').where({ id: todo.id }).update({ done_at: new Date() });
    expect((await pressOf('alice', message, 'Snooze 10 min')).content).toContain(
      'nothing left to remind you of',
    );
  });
});

describe('done elsewhere', () => {
  const now = async (key: string, id: string) =>
    (await person(key).messages()).find((message) => message.id === id);
  const changed = (key: string, { id }: APIMessage, text: string) =>
    until('its message says so', async () => (await now(key, id))?.content.includes(text) || undefined);
  const closedAt = async (todo: { id: string }) => {
    const [reminder] = await remindersOf(ostinato.database.knex, todo.id);
    return reminder?.closedAt ?? undefined;
  };

  test('the message of a reminder says that it is done, and has nothing left to press', async () => {
    const todo = await dueIn('yuki', MINUTE, 'Wash the car');
    await ostinato.travel(2 * MINUTE);
    await settledAs(todo, 'sent');
    const [message] = await received('yuki', 'Wash the car');
    if (!message) throw new Error('it was sent');
    const done = await person('yuki').slash('/todo done', { todo: todo.id });
    await changed('yuki', message, '✅ **Wash the car** is done.');
    expect((await now('yuki', message.id))?.components ?? []).toEqual([]);
    const first = await until('it is written down', () => closedAt(todo));
    // Once: whatever is done later leaves it alone.
    await done.press('Undo');
    await person('yuki').slash('/todo remove', { todo: todo.id });
    await ostinato.travel(MINUTE);
    expect(await closedAt(todo)).toEqual(first);
  });

  test('one that was pressed keeps its answer, with Undo; one that was removed says so; one that is gone is no mistake', async () => {
    const [pressed, removed, gone] = await Promise.all(
      ['Press me', 'Take me away', 'Message is gone'].map((text) => dueIn('yuki', MINUTE, text)),
    );
    if (!pressed || !removed || !gone) throw new Error('there are three');
    await ostinato.travel(2 * MINUTE);
    for (const todo of [pressed, removed, gone]) await settledAs(todo, 'sent');
    const { knex } = ostinato.database;
    await knex('reminders').where({ todo_id: gone.id }).update({ sent_message_id: '1' });
    const [mine] = await received('yuki', 'Press me');
    const [theirs] = await received('yuki', 'Take me away');
    if (!mine || !theirs) throw new Error('they were sent');
    await pressOf('yuki', mine, 'Done');
    await person('yuki').slash('/todo remove', { todo: removed.id });
    await person('yuki').slash('/todo done', { todo: gone.id });
    await changed('yuki', theirs, 'done, deleted or assigned to someone else');
    await until('what cannot be changed is left', () => closedAt(gone));
    expect(buttonsOf((await now('yuki', mine.id)) ?? mine)).toContain('Undo');
    expect(await closedAt(pressed)).toBeUndefined();
  });
});

describe('days after the bot was killed when Discord had accepted a reminder that is not written down as sent', () => {
  const LATE = [
    ['third', 30],
    ['first', 10],
    ['second', 20],
  ] as const;
  let pressable: APIMessage;
  let todo: { id: string };
  let accepted: { id: string };

  beforeAll(async () => {
    const { knex } = ostinato.database;
    todo = await dueIn('alice', MINUTE, 'Call Grandma');
    await ostinato.travel(2 * MINUTE);
    pressable = await person('alice').receives(says('Call Grandma'));
    await settledAs(todo, 'sent');
    await ostinato.travel(3 * DAY);
    for (const [name, minutes] of LATE) await dueIn('yuki', minutes * MINUTE, `Late ${name}`);
    accepted = await dueIn('alice', MINUTE, 'Once, whatever happens');
    await ostinato.discord.faults.set({ latency: { restMs: 300, gatewayMs: 0 } });
    await ostinato.travel(2 * MINUTE);
    await settledAs(accepted, 'sending');
    const held = await knex.transaction();
    await held.raw('select from reminders where todo_id = ? for update', [accepted.id]);
    await person('alice').receives(says('Once, whatever happens'));
    await ostinato.stop('SIGKILL');
    // The server carries out what it was sent, unless its session ends as well.
    await endSessionsOfJobs();
    await held.rollback();
    await ostinato.discord.faults.clear();
    expect(await stateOf(accepted)).toEqual(['sending']);
    await ostinato.travel(2 * 60 * MINUTE + 8 * MINUTE);
    await ostinato.start();
  });

  test('what came due meanwhile comes in the order of its times, and says how late', async () => {
    await person('yuki').receives(says('Late third'));
    const found = (await person('yuki').messages()).filter(says('Late '));
    expect(found.map(({ content }) => /Late (\w+)/.exec(content)?.[1])).toEqual(['first', 'second', 'third']);
    expect(found[0]?.content).toMatch(/This reminder is late by 2 hours/);
    expect(found[2]?.content).toMatch(/This reminder is late by 1 hour, 4\d minutes/);
  });

  test('what was accepted is recorded then, and not sent a second time', async () => {
    await until('another attempt has settled it', async () => {
      await ostinato.travel(MINUTE);
      return (await stateOf(accepted)).join() === 'sent';
    });
    const found = await received('alice', 'Once, whatever happens');
    expect(found).toHaveLength(1);
    const [reminder] = await remindersOf(ostinato.database.knex, accepted.id);
    expect(reminder).toMatchObject({ sentMessageId: found[0]?.id, attempts: 2 });
  });

  test('Snooze reminds again, counted from the press; Done ends it', async () => {
    const answer = await pressOf('alice', pressable, 'Snooze 1 h');
    expect(answer.content).toMatch(/I’ll remind you of \*\*Call Grandma\*\* again <t:/);
    const [, snoozed] = await remindersOf(ostinato.database.knex, todo.id);
    expect(Math.abs(Number(snoozed?.remindAt) - ostinato.now().getTime() - 60 * MINUTE)).toBeLessThan(MINUTE);
    await ostinato.travel(61 * MINUTE);
    await settledAs(todo, 'sent', 'sent');
    const [second] = await received('alice', 'is due');
    const again = (await received('alice', 'Call Grandma')).find((one) => buttonsOf(one).includes('Done'));
    expect(again ?? second).toBeDefined();
    const done = await pressOf('alice', again ?? pressable, 'Done');
    expect(done.content).toBe('✅ **Call Grandma** is done.');
    const row = await ostinato.database.knex('todos').where({ id: todo.id }).first();
    expect(row.done_by).toBe(person('alice').user.id);
  });
});

test('sessions end in the database while reminders are claimed: each arrives once when it is back', async () => {
  const todos: { id: string }[] = [];
  for (let n = 0; n < 10; n += 1) todos.push(await dueIn('bob', MINUTE, `Claimed ${n}.`));
  const travelling = ostinato.travel(2 * MINUTE).catch(() => undefined);
  for (let n = 0; n < 20; n += 1) await endSessionsOfJobs();
  await travelling;
  await until('all are sent', async () => {
    await ostinato.travel(MINUTE);
    const states = await Promise.all(todos.map(stateOf));
    return states.flat().every((state) => state === 'sent');
  });
  for (let n = 0; n < 10; n += 1) expect(await received('bob', `Claimed ${n}.`)).toHaveLength(1);
});

test('Discord out of order: it is tried again until it goes, and nothing is said to be sent before', async () => {
  const todo = await dueIn('alice', MINUTE, 'Through the storm');
  await ostinato.discord.faults.set({ rest: { status: 503, routes: ['POST /channels'] } });
  await ostinato.travel(2 * MINUTE);
  await until('it was put back', async () => {
    const [reminder] = await remindersOf(ostinato.database.knex, todo.id);
    return reminder?.state === 'pending' && reminder.failure !== null;
  });
  await ostinato.discord.faults.clear();
  await until('it is sent', async () => {
    await ostinato.travel(MINUTE);
    return (await stateOf(todo)).join() === 'sent';
  });
  expect(await received('alice', 'Through the storm')).toHaveLength(1);
});

test('two processes: one message each', async () => {
  const another = await ostinato.startAnother();
  const todos: { id: string }[] = [];
  // Discord lets five messages into a channel in five seconds.
  const readers = ['bob', 'chloe', 'dieter', 'yuki'];
  for (const reader of readers)
    for (let n = 0; n < 5; n += 1) todos.push(await dueIn(reader, MINUTE, `Shared ${n}.`));
  await ostinato.travel(2 * MINUTE);
  await until('all are sent', async () =>
    (await Promise.all(todos.map(stateOf))).flat().every((one) => one === 'sent'),
  );
  for (const reader of readers) {
    const texts = (await received(reader, 'Shared ')).map(({ content }) => /Shared \d/.exec(content)?.[0]);
    expect(texts.toSorted((a = '', b = '') => a.localeCompare(b))).toEqual(
      [0, 1, 2, 3, 4].map((n) => `Shared ${n}`),
    );
  }
  await another.stop();
});

test('the owner sees the queues and what was given up in /about; nobody else does', async () => {
  const owner = ostinato.discord.world.people[0]?.key ?? '';
  await ostinato.database.knex.raw(
    `insert into pgboss.job (name, output, source_name, source_retry_count) values ('reminders_dead', '{"reason":"HTTPError: 503"}', 'reminders', 24)`,
  );
  const mine = await ostinato.discord.member(owner).slash('/about');
  expect(mine.ephemeral).toBe(true);
  expect(mine.text).toMatch(/reminders: \d+ due, \d+ s late; \d+ scheduled, 0 running/);
  expect(mine.text).toMatch(/Failed: reminders, .* after 25 attempts: HTTPError: 503/);
  const other = owner === 'bob' ? 'alice' : 'bob';
  const theirs = await ostinato.discord.member(other).slash('/about');
  expect(theirs.text).not.toContain('reminders');
  expect(theirs.buttons).toEqual([]);
});
