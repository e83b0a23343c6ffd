import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Knex } from 'knex';
import type { Caller } from '../../src/domain/ownership/caller.ts';
import { isLockTimeout, isSerializationFailure, isTimeout } from '../../src/database/database-error.ts';
import { createDatabase, type DatabaseOptions } from '../../src/database/knex.ts';
import { Busy, UserError } from '../../src/errors.ts';
import { purge } from '../../src/jobs/purge.ts';
import { createLogger } from '../../src/logger.ts';
import { BaseModel } from '../../src/models/base/base-model.ts';
import { changeSettings } from '../../src/models/guild/guild-settings.ts';
import { copyPlaylist } from '../../src/models/playlist/copy.ts';
import { playlists } from '../../src/models/playlist/playlist.ts';
import { todoLists } from '../../src/models/todo-list/todo-list.ts';
import { erasePerson } from '../../src/models/personal/erase.ts';
import { changePreferences } from '../../src/models/person/preferences.ts';
import { Reminder } from '../../src/models/reminder/reminder.ts';
import { snoozeReminder } from '../../src/models/reminder/snooze.ts';
import { deleteList, restoreList } from '../../src/models/todo-list/delete.ts';
import { assignTodo, claimTodo, markLeft } from '../../src/models/todo/assign.ts';
import { completeTodos, reopenTodos } from '../../src/models/todo/complete.ts';
import { editTodo } from '../../src/models/todo/edit.ts';
import { importTodos, swapImport } from '../../src/models/todo/import.ts';
import { clearDone, removeTodos, restoreTodos } from '../../src/models/todo/remove.ts';
import { addTrack } from '../../src/models/track/add.ts';
import { importTracks } from '../../src/models/track/import.ts';
import { moveTrack } from '../../src/models/track/move.ts';
import { clearTracks, removeTracks } from '../../src/models/track/remove.ts';
import { shuffleTracks } from '../../src/models/track/shuffle.ts';
import { useDatabase } from '../support/database.ts';
import { newCaller, newPlaylist } from '../support/playlists.ts';
import { MANY, newServerList, newTodo } from '../support/todos.ts';

jest.setTimeout(600_000);

/** Callers of each verb of a pair at once; two of them are what a deadlock needs. */
const CALLERS = 5;
const GUILD = '910000000000000077';
const later = () => new Date(Date.now() + 3_600_000);

// Hooks after all run in the order in which they are made.
afterAll(async () => {
  BaseModel.knex(database.knex);
  await knex.destroy();
  await patient.destroy();
});
const database = useDatabase();
let knex: Knex;
/** The same, for servers on a busy machine: it waits for an answer for minutes. */
let patient: Knex;
const retries: string[] = [];
const deadlocks: string[] = [];
let people: Caller[];
/** Several of each, so that what two callers hold can lie crosswise. */
let lists: string[];
let playlistIds: string[];
let ids: string[];
let importId: string;
let reminderIds: string[];

const of = <T>(all: readonly T[], n: number): T => {
  const one = all[n % all.length];
  if (one === undefined) throw new Error('there is none');
  return one;
};

beforeAll(async () => {
  const options: DatabaseOptions = {
    url: database.url,
    poolMax: 2 * CALLERS,
    applicationName: 'test',
    namedStatements: true,
    slowQueryMs: Number.POSITIVE_INFINITY,
    log: createLogger('silent'),
    // Whoever was erased meanwhile is a new person, which takes another attempt.
    onRetry: (what, error) => {
      if (what !== 'erased') retries.push(what);
      if (isSerializationFailure(error)) deadlocks.push(String(error));
    },
  };
  knex = createDatabase(options);
  patient = createDatabase({ ...options, statementMs: 120_000, connectionMs: 120_000 });
  BaseModel.knex(knex);
  people = Array.from({ length: 3 }, () => newCaller({ guildId: GUILD, isStaff: true }));
  const [first] = people;
  if (!first) throw new Error('there is somebody');
  lists = [(await newServerList(first)).id, (await newServerList(first)).id];
  playlistIds = [
    (await newPlaylist(first, 5, { scope: 'server', visibility: 'server' })).id,
    (await newPlaylist(first, 5, { scope: 'server', visibility: 'server' })).id,
  ];
  ids = [];
  for (let n = 0; n < 12; n += 1) {
    const due = { at: later(), zone: 'UTC' };
    const { id } = await newTodo(of(people, n), `To-do ${n}`, { list: of(lists, n), due, repeat: 'daily' });
    ids.push(id);
  }
  importId = (
    await importTodos(first, lists[0], [imported('x')], { mode: 'append', limit: MANY, now: new Date() })
  ).actId;
  reminderIds = (await Reminder.query()).map(({ id }) => id);
});

const imported = (text: string) => ({
  text,
  done: false,
  priority: 'normal' as const,
  due: null,
  repeat: null,
  repeatEvery: 1,
  repeatDay: null,
  assigneeId: null,
});
const track = (title: string) => ({ title, artist: null, url: null });
/** To-dos of both lists, in either order. */
const several = (n: number) => ({ ids: n % 2 === 0 ? ids : ids.toReversed() });

/** Each verb that writes; `n` is the number of the caller. */
const VERBS: Record<string, (n: number) => Promise<unknown>> = {
  'todo add': (n) =>
    newTodo(of(people, n), 'x', { list: of(lists, n), assigneeId: of(people, n + 1).userId }),
  'todo add to the own list': (n) => newTodo({ ...of(people, n), guildId: null }, 'x'),
  'todo done': (n) => completeTodos(of(people, n), several(n), new Date()),
  'todo reopen': (n) => reopenTodos(of(people, n), several(n), MANY, new Date()),
  'todo remove': (n) => removeTodos(of(people, n), several(n), new Date()),
  'todo restore': (n) => restoreTodos(of(people, n), several(n), MANY, new Date()),
  'todo claim': (n) => claimTodo(of(people, n), { ids: [of(ids, n)] }, new Date()),
  'todo assign': (n) =>
    assignTodo(of(people, n), { ids: [of(ids, n)] }, of(people, n + 1).userId, new Date()),
  'todo edit': (n) => editTodo(of(people, n), of(ids, n), { due: { at: later(), zone: 'UTC' } }, new Date()),
  'todo import': (n) =>
    importTodos(of(people, n), of(lists, n), [imported('x')], {
      mode: 'append',
      limit: MANY,
      now: new Date(),
    }),
  'todo undo of import': (n) => swapImport(of(people, n), importId, MANY, new Date()),
  'todo clear': (n) => clearDone(of(people, n), of(lists, n), new Date()),
  'list create': (n) => todoLists.create(of(people, n), { name: `New ${n}`, scope: 'server' }, MANY),
  'list rename': (n) => todoLists.change(of(people, n), of(lists, n), { name: `New ${n}` }),
  'list delete': (n) => deleteList(of(people, n), of(lists, n), new Date()),
  'list restore': (n) => restoreList(of(people, n), of(lists, n), { lists: MANY, todos: MANY }, new Date()),
  'list share': (n) => todoLists.share(of(people, n), of(lists, n), of(people, n + 1).userId, 'editor'),
  'list unshare': (n) => todoLists.unshare(of(people, n), of(lists, n), of(people, n + 1).userId),
  snooze: (n) => snoozeReminder(of(people, n), of(reminderIds, n), later()),
  'playlist create': (n) =>
    playlists.create(of(people, n), { name: `New ${n}`, scope: 'mine', visibility: 'private' }, MANY),
  'playlist copy': (n) => copyPlaylist(of(people, n), of(playlistIds, n), undefined, MANY),
  'playlist delete': (n) => playlists.remove(of(people, n), of(playlistIds, n)),
  'playlist restore': (n) => playlists.restore(of(people, n), of(playlistIds, n), { limit: MANY }),
  'playlist edit': (n) =>
    playlists.change(of(people, n), of(playlistIds, n), {
      name: `New ${n}`,
      description: null,
      visibility: 'server',
    }),
  'playlist share': (n) =>
    playlists.share(of(people, n), of(playlistIds, n), of(people, n + 1).userId, 'editor'),
  'playlist unshare': (n) => playlists.unshare(of(people, n), of(playlistIds, n), of(people, n + 1).userId),
  'track add': (n) => addTrack(of(people, n), of(playlistIds, n), track('x'), MANY),
  'track import': (n) =>
    importTracks(of(people, n), of(playlistIds, n), [{ ...track('x'), durationMs: 1 }], 'append', MANY),
  'track move': (n) => moveTrack(of(people, n), of(playlistIds, n), 1, 2),
  'track remove': (n) => removeTracks(of(people, n), of(playlistIds, n), [1]),
  'track clear': (n) => clearTracks(of(people, n), of(playlistIds, n)),
  'track shuffle': (n) => shuffleTracks(of(people, n), of(playlistIds, n)),
  preferences: (n) => changePreferences(of(people, n).userId, { privateReplies: n % 2 === 0 }),
  settings: (n) => changeSettings(of(people, n), ({ locale }) => ({ locale: locale === null ? 'de' : null })),
  'who left': (n) => markLeft(GUILD, of(people, n).userId),
  purge: () => purge(knex, createLogger('silent')),
  erase: (n) => erasePerson(of(people, n).userId),
};

/** Makes everything be as it was, and nothing else. */
async function mend(): Promise<void> {
  const { knex: direct } = database;
  for (const [table, kept] of [
    ['todo_lists', lists],
    ['playlists', playlistIds],
  ] as const) {
    await direct.raw(`delete from ${table} where id <> all(?) and name is not null`, [kept]);
    await direct.raw(`update ${table} set deleted_at = null, name = id::text where id = any(?)`, [kept]);
  }
  await direct.raw('delete from todos where id <> all(?) and act_id is distinct from ?', [ids, importId]);
  await direct.raw('update todos set deleted_at = null, done_at = null, done_by = null where id = any(?)', [
    ids,
  ]);
}

const names = Object.keys(VERBS);
async function run(verb: string, n: number): Promise<unknown> {
  return VERBS[verb]?.(n);
}

test.each(names)('%s and any other verb, many at once, never stand in each other’s way', async (name) => {
  const wrong: string[] = [];
  deadlocks.length = 0;
  for (const other of names.slice(names.indexOf(name))) {
    await mend();
    const calls = Array.from({ length: CALLERS }, (_, n) => [run(name, n), run(other, n + 1)]).flat();
    for (const outcome of await Promise.allSettled(calls)) {
      // That something is gone, taken or done already is an answer.
      if (outcome.status === 'rejected' && !(outcome.reason instanceof UserError))
        wrong.push(`${name} and ${other}: ${String(outcome.reason)}`);
    }
  }
  // How long somebody waits depends on the machine; that nobody waits for ever does not.
  expect({ wrong, deadlocks }).toEqual({ wrong: [], deadlocks: [] });
});

test('PostgreSQL saw no deadlock', async () => {
  const { rows } = await database.knex.raw<{ rows: object[] }>(
    'select deadlocks from pg_stat_database where datname = current_database()',
  );
  expect(rows).toEqual([{ deadlocks: '0' }]);
});

/** A transaction that may be idle for as long as the test takes. */
async function holding(): Promise<Knex.Transaction> {
  const holder = await database.knex.transaction();
  await holder.raw('set local idle_in_transaction_session_timeout = 0');
  return holder;
}

test('who waits for a lock longer than they may is tried once more, and then told that others are at it', async () => {
  retries.length = 0;
  BaseModel.knex(patient);
  await mend();
  const holder = await holding();
  await holder.raw('select from playlists where id = ? for update', [of(playlistIds, 0)]);
  await expect(run('track add', 0)).rejects.toThrow(Busy);
  expect(retries).toEqual(['transaction']);
  const waiting = run('track add', 0);
  await holder.rollback();
  await expect(waiting).resolves.toBeDefined();
});

test('who queues for a row waits twice, and whichever limit ends that, is told the same', async () => {
  retries.length = 0;
  BaseModel.knex(patient);
  const holder = await holding();
  const row = 'select from playlists where id = ? for update';
  await holder.raw(row, [of(playlistIds, 0)]);
  const waiting = BaseModel.transact(async (trx) => {
    // Each of the two waits may be shorter than the limit for locks; both together are not than that for statements.
    await trx.raw("set local lock_timeout = '60s'");
    await trx.raw("set local statement_timeout = '2s'");
    await trx.raw(row, [of(playlistIds, 0)]);
  });
  const told = await waiting.catch((error: unknown) => error);
  expect(told).toBeInstanceOf(Busy);
  expect(told).toMatchObject({ cause: { code: '57014' } });
  expect([isLockTimeout(told), isTimeout(told)]).toEqual([true, false]);
  expect(retries).toEqual(['transaction']);
  await holder.rollback();
});

test('a statement that takes long by itself is no wait for others', async () => {
  retries.length = 0;
  BaseModel.knex(knex);
  const told = await BaseModel.transact((trx) => trx.raw('select pg_sleep(60)')).catch(
    (error: unknown) => error,
  );
  expect(told).not.toBeInstanceOf(Busy);
  expect([isLockTimeout(told), isTimeout(told)]).toEqual([false, true]);
  expect(retries).toEqual([]);
});

test('a deadlock is found before the time for locks is over', async () => {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `select current_setting('deadlock_timeout')::interval < current_setting('lock_timeout')::interval as is_found`,
  );
  expect(rows).toEqual([{ is_found: true }]);
});

test('who loses a deadlock runs again', async () => {
  retries.length = 0;
  // On a busy machine the time for locks may be over first all the same: here it is not.
  BaseModel.knex(patient);
  const both = (first: string, second: string, met: Promise<unknown>, arrived: () => void) =>
    BaseModel.transact(async (trx) => {
      await trx.raw("set local lock_timeout = '60s'");
      await trx.raw('set local idle_in_transaction_session_timeout = 0');
      await trx.raw('select from playlists where id = ? for update', [first]);
      arrived();
      await met;
      await trx.raw('select from playlists where id = ? for update', [second]);
    });
  const [a, b] = [of(playlistIds, 0), of(playlistIds, 1)];
  const here = Promise.withResolvers<void>();
  const there = Promise.withResolvers<void>();
  const met = Promise.all([here.promise, there.promise]);
  await expect(
    Promise.all([both(a, b, met, here.resolve), both(b, a, met, there.resolve)]),
  ).resolves.toBeDefined();
  expect(retries).toEqual(['transaction']);
});
