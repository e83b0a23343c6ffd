import { expect, test } from '@jest/globals';
import { DUE_LATEST } from '../../src/domain/time/due/limits.ts';
import type { Caller } from '../../src/domain/ownership/caller.ts';
import { addFromMessage } from '../../src/models/todo/add.ts';
import { completeTodos } from '../../src/models/todo/complete.ts';
import { editTodo } from '../../src/models/todo/edit.ts';
import { importTodos } from '../../src/models/todo/import.ts';
import { Todo } from '../../src/models/todo/todo.ts';
import { useDatabase } from '../support/database.ts';
import { newCaller } from '../support/playlists.ts';
import { MANY, newTodo } from '../support/todos.ts';

useDatabase();
const NOW = new Date('2027-01-04T10:00:00Z');

test('every second week comes two weeks later, and so does what follows that', async () => {
  const alice = newCaller();
  const zone = 'Europe/Berlin';
  const at = new Date('2027-03-22T09:00:00+01:00');
  const input = { due: { at, zone }, repeat: 'weekly', repeatEvery: 2 } as const;
  const todo = await newTodo(alice, 'Bins', input, NOW);
  const { successors } = await completeTodos(alice, { ids: [todo.id] }, at);
  expect(successors[0]).toMatchObject({ repeatEvery: 2, dueAt: new Date('2027-04-05T09:00:00+02:00') });
  const next = await completeTodos(alice, { ids: successors.map(({ id }) => id) }, at);
  expect(next.successors[0]?.dueAt).toEqual(new Date('2027-04-19T09:00:00+02:00'));
});

test('what repeats on working days begins on one, unless it is done already', async () => {
  const alice = newCaller();
  const saturday = { at: new Date('2027-03-27T08:00:00Z'), zone: 'UTC' };
  const todo = await newTodo(alice, 'Stand-up', { due: saturday, repeat: 'weekdays' }, NOW);
  expect(todo.dueAt).toEqual(new Date('2027-03-29T08:00:00Z'));
  const edited = await editTodo(alice, todo.id, { due: saturday }, NOW);
  expect(edited.dueAt).toEqual(new Date('2027-03-29T08:00:00Z'));
  const done = await newTodo(alice, 'Done', { due: saturday, repeat: 'weekdays', doneAt: NOW } as never, NOW);
  expect(done.dueAt).toEqual(saturday.at);
});

const filed = (caller: Caller, at: Date) => {
  const rhythm = { repeat: 'monthly', repeatEvery: 1, repeatDay: 1 } as const;
  const todo = { text: 'Never', done: false, priority: 'normal', assigneeId: null, ...rhythm } as const;
  const options = { mode: 'append', limit: MANY, now: NOW } as const;
  return importTodos(caller, undefined, [{ ...todo, due: { at, zone: 'Asia/Tokyo' } }], options);
};

test('at the end of time nothing comes again, and nothing faults', async () => {
  const alice = newCaller();
  const { list } = await filed(alice, new Date(DUE_LATEST));
  const refs = { numbers: [1], list: list.id };
  expect((await completeTodos(alice, refs, NOW)).successors).toEqual([]);
  await expect(filed(alice, new Date(DUE_LATEST + 1_000))).rejects.toThrow('todos_due_at');
});

test('what a person says is due within five years, whether a to-do is added, made of a message or edited', async () => {
  const alice = newCaller();
  const input = { text: 'x', priority: 1, due: null, repeat: null };
  const on = (day: string) => ({ due: { at: new Date(`${day}T10:00:00Z`), zone: 'UTC' } });
  const sourceUrl = 'https://discord.com/channels/1/2/3';
  const todo = await newTodo(alice, 'Edited', on('2032-01-04'), NOW);
  for (const verb of [
    () => newTodo(alice, 'Added', on('2032-01-05'), NOW),
    () => addFromMessage(alice, undefined, { ...input, ...on('2032-01-05'), sourceUrl }, MANY, NOW),
    () => editTodo(alice, todo.id, on('2032-01-05'), NOW),
  ])
    await expect(verb()).rejects.toMatchObject({ key: 'todo.tooFar' });
  expect(await Todo.query().where({ created_by: alice.userId })).toHaveLength(1);
});
