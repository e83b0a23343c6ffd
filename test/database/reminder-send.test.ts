import { describe, expect, jest, test } from '@jest/globals';
import { sendBatch, type BatchOptions, type Send } from '../../src/queues/outbox/batch.ts';
import { createLogger } from '../../src/logger.ts';
import { BaseModel } from '../../src/models/base/base-model.ts';
import { GuildMember } from '../../src/models/guild/guild-member.ts';
import { REMINDERS, type ClaimedReminder } from '../../src/models/reminder/outbox.ts';
import { followReminders } from '../../src/models/reminder/follow.ts';
import { claim as claimRows } from '../../src/queues/outbox/claim.ts';
import { outboxLag } from '../../src/queues/outbox/lag.ts';
import { markFailed, markSent, putBack } from '../../src/queues/outbox/settle.ts';
import { snoozeReminder } from '../../src/models/reminder/snooze.ts';
import { useDatabase } from '../support/database.ts';
import { settled } from '../support/playlists.ts';
import { inMinutes, newTodo, remindersOf } from '../support/reminders.ts';

const database = useDatabase();
const NOW = new Date();
const SENT = { channelId: '11', messageId: '22', at: NOW };

async function newReminder(given: Parameters<typeof newTodo>[1] = {}) {
  const todo = await newTodo(database.knex, { dueAt: inMinutes(10), ...given });
  await BaseModel.transact((trx) => followReminders(trx, [todo.id], NOW));
  const [reminder] = await remindersOf(database.knex, todo.id);
  if (!reminder) throw new Error('a to-do that is due ahead has a reminder');
  return { todo, reminder, caller: { userId: todo.createdBy, guildId: null, isStaff: false } };
}
const claim = (...ids: string[]) => claimRows(database.knex, REMINDERS, ids, NOW);
const only = async (todo: { id: string }) => (await remindersOf(database.knex, todo.id)).at(-1);

describe('claiming', () => {
  test('of twenty at once one gets it, with all that the message needs', async () => {
    const { todo, reminder } = await newReminder({
      channelId: '400',
      sourceUrl: 'https://discord.com/x',
      guildId: '7',
    });
    await database.knex('guilds').where({ id: '7' }).update({ locale: 'fr' });
    const outcomes = await settled(20, () => claim(reminder.id));
    const got = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []));
    const firsts = got.filter(({ attempts }) => attempts === 1);
    expect(firsts).toMatchObject([
      {
        userId: todo.createdBy,
        text: 'Water the plants',
        channelId: '400',
        guildId: '7',
        by: 'dm',
        locale: 'fr',
      },
    ]);
    expect(new Set(got.map(({ attempts }) => attempts)).size).toBe(got.length);
  });

  test('it is in the language that the person chose, else that of their Discord, else of the server', async () => {
    const { todo, reminder, caller } = await newReminder({ guildId: '8' });
    await database.knex('guilds').where({ id: '8' }).update({ locale: 'fr' });
    const spoken = async () => (await claim(reminder.id)).map(({ locale }) => locale);
    expect(await spoken()).toEqual(['fr']);
    const [by, again] = [
      { ...caller, locale: 'ja' },
      { ...caller, locale: 'de' },
    ];
    for (const one of [by, again, caller])
      await BaseModel.transact((trx) => GuildMember.remember(trx, one, 'user'));
    expect(await spoken()).toEqual(['de']);
    await database.knex('users').where({ id: todo.createdBy }).update({ locale: 'pt-BR' });
    expect(await spoken()).toEqual(['pt-BR']);
  });

  test('the earliest comes first; what has no open to-do any more is cancelled', async () => {
    const late = await newReminder({ dueAt: inMinutes(30) });
    const early = await newReminder({ dueAt: inMinutes(20) });
    const done = await newReminder();
    await database.knex('todos').where({ id: done.todo.id }).update({ done_at: NOW });
    const got = await claim(late.reminder.id, done.reminder.id, early.reminder.id);
    expect(got.map(({ id }) => id)).toEqual([early.reminder.id, late.reminder.id]);
    expect(await only(done.todo)).toMatchObject({ state: 'cancelled', claimedAt: null });
  });

  test('who was overtaken writes nothing down', async () => {
    const { todo, reminder } = await newReminder();
    const [slow] = await claim(reminder.id);
    const [fast] = await claim(reminder.id);
    if (!slow || !fast) throw new Error('both had it');
    expect(await markSent(database.knex, REMINDERS, slow, { ...SENT, messageId: '1' })).toBe(false);
    await markFailed(database.knex, REMINDERS, slow, 'too slow');
    await putBack(database.knex, REMINDERS, slow, 'too slow');
    expect(await markSent(database.knex, REMINDERS, fast, SENT)).toBe(true);
    expect(await only(todo)).toMatchObject({ state: 'sent', sentMessageId: '22', failure: null });
    expect(await claim(reminder.id)).toEqual([]);
  });

  test('what was put back gives way to a reminder of another due date', async () => {
    const { todo, reminder } = await newReminder();
    const [claimed] = await claim(reminder.id);
    await database
      .knex('todos')
      .where({ id: todo.id })
      .update({ due_at: inMinutes(60) });
    await BaseModel.transact((trx) => followReminders(trx, [todo.id], NOW));
    if (claimed) await putBack(database.knex, REMINDERS, claimed, 'Discord is away');
    expect((await remindersOf(database.knex, todo.id)).map(({ state }) => state)).toEqual([
      'cancelled',
      'pending',
    ]);
  });
});

describe('a batch', () => {
  const options = (
    send: Send<ClaimedReminder>,
    more: Partial<BatchOptions<ClaimedReminder>> = {},
  ): BatchOptions<ClaimedReminder> => ({
    outbox: REMINDERS,
    knex: database.knex,
    send,
    now: () => NOW,
    log: createLogger('silent'),
    concurrency: 3,
    ...more,
  });
  const job = (reminderId: string, retryCount = 0) => ({
    id: `job of ${reminderId}`,
    data: { reminderId },
    retryCount,
    retryLimit: 2,
  });
  const sends: Send<ClaimedReminder> = () =>
    Promise.resolve({ outcome: 'sent', channelId: '11', messageId: '22' });
  const fails: Send<ClaimedReminder> = () => Promise.reject(new Error('Discord is away'));

  test('sends each person’s reminders in the order of their times', async () => {
    const createdBy = '4711';
    const all = [];
    for (const minutes of [30, 10, 20]) all.push(await newReminder({ createdBy, dueAt: inMinutes(minutes) }));
    const order: number[] = [];
    const send: Send<ClaimedReminder> = (reminder, about) => {
      order.push(Math.round((reminder.remindAt.getTime() - inMinutes(0).getTime()) / 60_000));
      return sends(reminder, about);
    };
    await sendBatch(
      all.map(({ reminder }) => job(reminder.id)),
      options(send),
    );
    expect(order).toEqual([10, 20, 30]);
  });

  test('tells metrics of each outcome, and of the lag', async () => {
    await database.knex('reminders').delete();
    const { reminder } = await newReminder();
    const gone = await newReminder();
    await database.knex('reminders').where({ id: gone.reminder.id }).delete();
    const onFinished = jest.fn();
    const now = () => inMinutes(15);
    expect(await outboxLag(database.knex, REMINDERS, now())).toBe(300);
    const results = await sendBatch(
      [job(reminder.id), job(gone.reminder.id)],
      options(sends, { onFinished, now }),
    );
    expect(results.map(({ status }) => status)).toEqual(['completed', 'completed']);
    expect(onFinished.mock.calls).toEqual([
      ['reminders', 'sent', expect.any(Number)],
      ['reminders', 'idle', expect.any(Number)],
    ]);
    expect(await outboxLag(database.knex, REMINDERS, now())).toBe(0);
  });

  test('what fails is put back and tried again; at last it has failed, and its job is dead', async () => {
    const { todo, reminder } = await newReminder();
    const [again] = await sendBatch([job(reminder.id)], options(fails));
    expect(again).toMatchObject({ status: 'failed' });
    expect(await only(todo)).toMatchObject({
      state: 'pending',
      failure: 'Error: Discord is away',
      attempts: 1,
    });
    const [last] = await sendBatch([job(reminder.id, 2)], options(fails));
    expect(last).toMatchObject({ status: 'deadletter' });
    expect(await only(todo)).toMatchObject({ state: 'failed', attempts: 2 });
  });
});

describe('snoozing', () => {
  const until = inMinutes(70);
  async function sentReminder() {
    const one = await newReminder();
    const [claimed] = await claim(one.reminder.id);
    if (claimed) await markSent(database.knex, REMINDERS, claimed, SENT);
    return one;
  }

  test('makes another reminder, with its job; the last of several wishes counts', async () => {
    const { todo, reminder, caller } = await sentReminder();
    await snoozeReminder(caller, reminder.id, inMinutes(20));
    await snoozeReminder(caller, reminder.id, until);
    const [, snoozed, ...more] = await remindersOf(database.knex, todo.id);
    expect(more).toEqual([]);
    expect(snoozed).toMatchObject({ state: 'pending', remindAt: until, dueAt: todo.dueAt });
    const alarm = await database.knex('pgboss.job').where({ singleton_key: snoozed?.id }).first();
    expect(alarm.start_after).toEqual(until);
  });

  test('twenty at once leave one', async () => {
    const { todo, reminder, caller } = await sentReminder();
    for (const outcome of await settled(20, () => snoozeReminder(caller, reminder.id, until))) {
      expect(outcome.status).toBe('fulfilled');
    }
    expect(await remindersOf(database.knex, todo.id)).toHaveLength(2);
  });

  test('of what is done, deleted or another’s there is nothing to be reminded of', async () => {
    const { todo, reminder, caller } = await sentReminder();
    const stranger = { ...caller, userId: '12345' };
    await expect(snoozeReminder(stranger, reminder.id, until)).rejects.toMatchObject({
      key: 'reminder.gone',
    });
    await database.knex('todos').where({ id: todo.id }).update({ done_at: NOW });
    await expect(snoozeReminder(caller, reminder.id, until)).rejects.toMatchObject({ key: 'reminder.gone' });
  });

  test('what has another due date by now says so', async () => {
    const { todo, reminder, caller } = await sentReminder();
    await database
      .knex('todos')
      .where({ id: todo.id })
      .update({ due_at: inMinutes(500) });
    await BaseModel.transact((trx) => followReminders(trx, [todo.id], NOW));
    await expect(snoozeReminder(caller, reminder.id, until)).rejects.toMatchObject({ key: 'reminder.moved' });
  });
});
