import { beforeEach, expect, test } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import { createLogger } from '../../src/logger.ts';
import { BaseModel } from '../../src/models/base/base-model.ts';
import { OUTBOXES } from '../../src/models/outboxes.ts';
import { followReminders } from '../../src/models/reminder/follow.ts';
import { REMINDERS } from '../../src/models/reminder/outbox.ts';
import { sendBatch } from '../../src/queues/outbox/batch.ts';
import { createOwnersJobs } from '../../src/queues/owners-jobs.ts';
import { useDatabase } from '../support/database.ts';
import { settled } from '../support/playlists.ts';
import { inMinutes, newTodo, remindersOf } from '../support/reminders.ts';

const database = useDatabase();
const jobs = () => createOwnersJobs(database.knex, OUTBOXES);
const living = () => database.knex('pgboss.job').where({ name: 'reminders' });
beforeEach(() => database.knex('pgboss.job').delete());

const bury = async (queue: string, data: object) => {
  const [row] = await database
    .knex('pgboss.job')
    .insert({
      name: `${queue}_dead`,
      data: JSON.stringify(data),
      output: JSON.stringify({ reason: 'Error: no' }),
      source_name: queue,
      source_retry_count: 24,
    })
    .returning<{ id: string }[]>('id');
  return row?.id ?? '';
};

/** A reminder that was given up, with its dead job. */
async function failedReminder() {
  const todo = await newTodo(database.knex, { dueAt: inMinutes(10) });
  const follow = () => BaseModel.transact((trx) => followReminders(trx, [todo.id], inMinutes(0)));
  await follow();
  const [reminder] = await remindersOf(database.knex, todo.id);
  if (!reminder) throw new Error('there is one');
  await sendBatch([{ id: uuid(), data: { reminderId: reminder.id }, retryCount: 24, retryLimit: 24 }], {
    knex: database.knex,
    outbox: REMINDERS,
    send: () => Promise.reject(new Error('no')),
    now: () => inMinutes(11),
    log: createLogger('silent'),
    concurrency: 1,
  });
  await living().delete();
  const id = await bury('reminders', { reminderId: reminder.id });
  const state = async () => (await remindersOf(database.knex, todo.id)).map((one) => one.state);
  expect(await state()).toEqual(['failed']);
  return { id, todo, reminder, state, follow };
}

test('of twenty owners at once one retries: what failed waits again, with one job that is due', async () => {
  const { id, reminder, state } = await failedReminder();
  const job = await jobs().find(id);
  expect(job).toMatchObject({ queue: 'reminders', reason: 'Error: no', attempts: 25 });
  if (!job) return;
  const heard = await settled(20, () => jobs().retry(job));
  expect(heard.filter((one) => one.status === 'fulfilled' && one.value)).toHaveLength(1);
  expect(heard.filter((one) => one.status === 'rejected')).toEqual([]);
  expect(await state()).toEqual(['pending']);
  expect(await living()).toMatchObject([
    { data: { reminderId: reminder.id }, singleton_key: reminder.id, state: 'created', retry_count: 0 },
  ]);
  expect(await jobs().find(id)).toBeUndefined();
});

test('where another is ahead by now, what failed stays so', async () => {
  const { id, todo, state, follow } = await failedReminder();
  await database
    .knex('todos')
    .where({ id: todo.id })
    .update({ due_at: inMinutes(60) });
  await follow();
  expect(await jobs().retry({ id, queue: 'reminders', reason: '', attempts: 1, at: new Date() })).toBe(true);
  expect((await state()).toSorted()).toEqual(['failed', 'pending']);
});

test('all of a queue are retried at once, those of another are not', async () => {
  const all = [await failedReminder(), await failedReminder()];
  const closing = await bury('reminders_closed', { reminderId: uuid() });
  await bury('reminders', { reminderId: 'nothing of ours' });
  expect(await jobs().retryAll('reminders')).toEqual({ retried: 3, left: 0 });
  expect(await Promise.all(all.map(({ state }) => state()))).toEqual([['pending'], ['pending']]);
  expect((await jobs().dead(25)).map(({ id }) => id)).toEqual([closing]);
  expect(await jobs().retryAll('reminders_closed')).toEqual({ retried: 1, left: 0 });
  expect(await jobs().retryAll('nobody’s')).toEqual({ retried: 0, left: 0 });
});

test('what is discarded is gone, for one of two who ask, and what it was about stays failed', async () => {
  const { id, state } = await failedReminder();
  const heard = await Promise.all([jobs().drop(id), jobs().drop(id)]);
  expect(heard.filter(Boolean)).toEqual([true]);
  expect(await state()).toEqual(['failed']);
  expect(await living()).toEqual([]);
});

test('only what is dead can be retried or discarded', async () => {
  const { id } = await failedReminder();
  const job = await jobs().find(id);
  if (job) await jobs().retry(job);
  const [alive] = await living();
  expect(await jobs().drop(alive.id)).toBe(false);
  expect(await jobs().find(alive.id)).toBeUndefined();
  expect(await living()).toHaveLength(1);
});
