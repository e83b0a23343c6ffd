import { expect, test } from '@jest/globals';
import { BaseModel } from '../../src/models/base/base-model.ts';
import { enqueueMissing } from '../../src/queues/outbox/enqueue-missing.ts';
import { REMINDERS } from '../../src/models/reminder/outbox.ts';
import { followReminders } from '../../src/models/reminder/follow.ts';
import { useDatabase } from '../support/database.ts';
import { settled } from '../support/playlists.ts';
import { newTodo, inMinutes, remindersOf } from '../support/reminders.ts';

const database = useDatabase();
const NOW = new Date();
const follow = (...ids: string[]) => BaseModel.transact((trx) => followReminders(trx, ids, NOW));
const jobs = async () =>
  (await database.knex('pgboss.job').where({ name: 'reminders' }).pluck('singleton_key')) as string[];

test('an open to-do with a due date ahead has one reminder, for whoever made it, and a job that rings then', async () => {
  const todo = await newTodo(database.knex, { dueAt: inMinutes(10) });
  await follow(todo.id);
  await follow(todo.id);
  const [reminder, ...more] = await remindersOf(database.knex, todo.id);
  expect(more).toEqual([]);
  expect(reminder).toMatchObject({
    state: 'pending',
    userId: todo.createdBy,
    remindAt: todo.dueAt,
    dueAt: todo.dueAt,
  });
  const job = await database.knex('pgboss.job').where({ singleton_key: reminder?.id }).first();
  expect(job).toMatchObject({
    state: 'created',
    start_after: todo.dueAt,
    data: { reminderId: reminder?.id },
  });
});

test('whom it was given to is reminded in place of who made it', async () => {
  const todo = await newTodo(database.knex, { dueAt: inMinutes(10) });
  await follow(todo.id);
  const other = await newTodo(database.knex, {});
  await database.knex('todos').where({ id: todo.id }).update({ assignee_id: other.createdBy });
  await follow(todo.id);
  expect(await remindersOf(database.knex, todo.id)).toMatchObject([
    { state: 'cancelled', userId: todo.createdBy },
    { state: 'pending', userId: other.createdBy },
  ]);
});

test('done, deleted, a list that is gone and a due date that was taken away cancel it', async () => {
  const changes: [string, object][] = [
    ['todos', { done_at: NOW }],
    ['todos', { deleted_at: NOW }],
    ['todos', { due_at: null, due_zone: null }],
  ];
  for (const [table, change] of changes) {
    const todo = await newTodo(database.knex, { dueAt: inMinutes(10) });
    await follow(todo.id);
    await database.knex(table).where({ id: todo.id }).update(change);
    await follow(todo.id);
    expect(await remindersOf(database.knex, todo.id)).toMatchObject([{ state: 'cancelled' }]);
  }
  const todo = await newTodo(database.knex, { dueAt: inMinutes(10), listName: 'Gone' });
  await follow(todo.id);
  await database.knex('todo_lists').where({ id: todo.listId }).update({ deleted_at: NOW });
  await follow(todo.id);
  expect(await remindersOf(database.knex, todo.id)).toMatchObject([{ state: 'cancelled' }]);
});

test('another due date is another reminder; one that has passed is none', async () => {
  const todo = await newTodo(database.knex, { dueAt: inMinutes(10) });
  await follow(todo.id);
  await database
    .knex('todos')
    .where({ id: todo.id })
    .update({ due_at: inMinutes(20) });
  await follow(todo.id);
  await database
    .knex('todos')
    .where({ id: todo.id })
    .update({ due_at: inMinutes(-5) });
  await follow(todo.id);
  expect(await remindersOf(database.knex, todo.id)).toMatchObject([
    { state: 'cancelled', remindAt: inMinutes(10) },
    { state: 'cancelled', remindAt: inMinutes(20) },
  ]);
});

test('what was sent is not sent again when the to-do changes otherwise', async () => {
  const todo = await newTodo(database.knex, { dueAt: inMinutes(10) });
  await follow(todo.id);
  await database.knex('reminders').where({ todo_id: todo.id }).update({
    state: 'sent',
    sent_at: NOW,
    sent_channel_id: '1',
    sent_message_id: '2',
  });
  await follow(todo.id);
  expect(await remindersOf(database.knex, todo.id)).toHaveLength(1);
});

test('what was snoozed stays so, also when the to-do is done and opened again', async () => {
  const todo = await newTodo(database.knex, { dueAt: inMinutes(-10) });
  await database.knex('reminders').insert({
    id: todo.id,
    todo_id: todo.id,
    user_id: todo.createdBy,
    due_at: todo.dueAt,
    remind_at: inMinutes(10),
  });
  await follow(todo.id);
  await database.knex('todos').where({ id: todo.id }).update({ done_at: NOW });
  await follow(todo.id);
  await database.knex('todos').where({ id: todo.id }).update({ done_at: null });
  await follow(todo.id);
  expect(await remindersOf(database.knex, todo.id)).toMatchObject([
    { state: 'cancelled', remindAt: inMinutes(10) },
    { state: 'pending', remindAt: inMinutes(10) },
  ]);
});

test('twenty at once leave one reminder and one job', async () => {
  const todo = await newTodo(database.knex, { dueAt: inMinutes(10) });
  for (const outcome of await settled(20, () => follow(todo.id))) expect(outcome.status).toBe('fulfilled');
  const reminders = await remindersOf(database.knex, todo.id);
  expect(reminders).toHaveLength(1);
  expect((await jobs()).filter((key) => key === reminders[0]?.id)).toHaveLength(1);
});

test('a transaction that is taken back leaves neither reminder nor job', async () => {
  const todo = await newTodo(database.knex, { dueAt: inMinutes(10) });
  const before = await jobs();
  const failing = BaseModel.transact(async (trx) => {
    await followReminders(trx, [todo.id], NOW);
    throw new Error('taken back');
  });
  await expect(failing).rejects.toThrow('taken back');
  expect(await remindersOf(database.knex, todo.id)).toEqual([]);
  expect(await jobs()).toEqual(before);
});

test('reminders without a job, as a restore leaves them, are given one', async () => {
  const todo = await newTodo(database.knex, { dueAt: inMinutes(10) });
  await follow(todo.id);
  const before = (await jobs()).sort();
  await database.knex('pgboss.job').delete();
  await settled(5, () => enqueueMissing(database.knex, REMINDERS, inMinutes(60)));
  const pending = (await database.knex('reminders').where({ state: 'pending' }).pluck('id')) as string[];
  expect((await jobs()).sort()).toEqual(pending.sort());
  expect(before).toEqual(expect.arrayContaining(pending));
});
