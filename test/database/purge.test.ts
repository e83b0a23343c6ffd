import { expect, test } from '@jest/globals';
import { every } from '../../src/queues/every.ts';
import { purge } from '../../src/jobs/purge.ts';
import { createLogger } from '../../src/logger.ts';
import { Playlist, playlists } from '../../src/models/playlist/playlist.ts';
import { removeTracks } from '../../src/models/track/remove.ts';
import { Track } from '../../src/models/track/track.ts';
import { removeTodos } from '../../src/models/todo/remove.ts';
import { Todo } from '../../src/models/todo/todo.ts';
import { deleteList } from '../../src/models/todo-list/delete.ts';
import { TodoList, todoLists } from '../../src/models/todo-list/todo-list.ts';
import { newTodo as addedTodo } from '../support/todos.ts';
import { useDatabase } from '../support/database.ts';
import { newCaller, newPlaylist, orderOf } from '../support/playlists.ts';

const database = useDatabase();
const log = createLogger('silent');
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

test('what was deleted more than thirty days ago goes for good, and nothing else', async () => {
  const alice = newCaller();
  const [kept, recent, old] = [
    await newPlaylist(alice, 3),
    await newPlaylist(alice, 1),
    await newPlaylist(alice, 2),
  ];
  await playlists.remove(alice, recent.id);
  await playlists.remove(alice, old.id);
  await Playlist.query()
    .findById(old.id)
    .patch({ deletedAt: daysAgo(31) });
  await removeTracks(alice, kept.id, [1]);
  await Track.query()
    .whereNotNull('removed_at')
    .patch({ removedAt: daysAgo(31) });
  await removeTracks(alice, kept.id, [1]);
  await Promise.all([purge(database.knex, log), purge(database.knex, log)]);
  const left = await Playlist.query().orderBy('id');
  expect(left.map(({ id }) => id).sort()).toEqual([kept.id, recent.id].sort());
  expect(await orderOf(kept.id)).toEqual(['3']);
  expect(await Track.query().where({ playlist_id: kept.id }).resultSize()).toBe(2);
});

test('to-dos and lists of them go after thirty days, too', async () => {
  const alice = newCaller();
  const now = new Date();
  const [kept, recent, old] = [
    await addedTodo(alice, 'kept'),
    await addedTodo(alice, 'recent'),
    await addedTodo(alice, 'old'),
  ];
  await removeTodos(alice, { ids: [recent.id] }, now);
  await removeTodos(alice, { ids: [old.id] }, daysAgo(31));
  const list = await todoLists.create(alice, { name: 'Old', scope: 'mine' }, 10);
  const onIt = await addedTodo(alice, 'on it', { list: list.id });
  await deleteList(alice, list.id, now);
  await TodoList.query()
    .findById(list.id)
    .patch({ deletedAt: daysAgo(31) });
  await Promise.all([purge(database.knex, log), purge(database.knex, log)]);
  const left = await Todo.query().findByIds([kept.id, recent.id, old.id, onIt.id]);
  expect(left.map(({ text }) => text).sort()).toEqual(['kept', 'recent']);
  expect(await TodoList.query().findById(list.id)).toBeUndefined();
});

test('many rows go in batches, and interactions are remembered for a day', async () => {
  const snowflake = (at: Date) => String(BigInt(at.getTime() - 1_420_070_400_000) << 22n);
  await database.knex.raw('insert into handled_interactions (id) select generate_series(1, 1200)');
  await database.knex.raw('insert into handled_interactions (id) values (?), (?)', [
    snowflake(daysAgo(0.9)),
    snowflake(daysAgo(1.1)),
  ]);
  await purge(database.knex, log);
  const { rows } = await database.knex.raw<{ rows: { id: string }[] }>('select id from handled_interactions');
  expect(rows.map(({ id }) => id)).toEqual(
    [snowflake(daysAgo(0.9)).slice(0, 6)].map((start) => expect.stringContaining(start)),
  );
});

test('what was counted for a rate limit goes when it no longer counts', async () => {
  const inMs = (milliseconds: number) => Date.now() + milliseconds;
  await database.knex.raw('insert into rate_limits values (?, 1, ?), (?, 1, ?), (?, 1, ?)', [
    'counting',
    inMs(60_000),
    'just over',
    inMs(-1_000),
    'long over',
    inMs(-600_000),
  ]);
  await purge(database.knex, log);
  const keys = await database.knex('rate_limits').pluck<string[]>('key');
  expect(keys.sort()).toEqual(['counting', 'just over']);
});

test('a job that fails runs again, and stops when it is told', async () => {
  let runs = 0;
  const told: unknown[] = [];
  let again = (): void => undefined;
  const twice = new Promise<void>((resolve) => (again = resolve));
  const job = every(
    1,
    'test',
    () => {
      runs += 1;
      if (runs === 2) again();
      return Promise.reject(new Error('broken'));
    },
    log,
    (name, outcome, seconds) => told.push([name, outcome, seconds >= 0]),
  );
  await twice;
  await job.stop();
  const after = runs;
  await new Promise((resolve) => setImmediate(resolve));
  expect(runs).toBe(after);
  expect(told).toEqual(Array.from({ length: runs }, () => ['test', 'failed', true]));
});
