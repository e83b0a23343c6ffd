import { expect, test } from '@jest/globals';
import { DUE_LATEST } from '../../src/domain/todo/due/limits.ts';
import { completeTodos } from '../../src/models/todo/complete.ts';
import { editTodo } from '../../src/models/todo/edit.ts';
import { useDatabase } from '../support/database.ts';
import { newCaller } from '../support/playlists.ts';
import { newTodo } from '../support/todos.ts';

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

test('at the end of time nothing comes again, and nothing faults', async () => {
  const alice = newCaller();
  const at = new Date(DUE_LATEST);
  const todo = await newTodo(alice, 'Never', { due: { at, zone: 'Asia/Tokyo' }, repeat: 'monthly' }, NOW);
  expect((await completeTodos(alice, { ids: [todo.id] }, NOW)).successors).toEqual([]);
  const later = new Date(DUE_LATEST + 1_000);
  await expect(newTodo(alice, 'x', { due: { at: later, zone: 'UTC' } })).rejects.toThrow('todos_due_at');
});
