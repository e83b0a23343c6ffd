import { expect, test } from '@jest/globals';
import type { Knex } from 'knex';
import { GuildMember } from '../../src/models/guild/guild-member.ts';
import { CallerSettingsCache } from '../../src/models/person/caller-settings.ts';
import { changePreferences } from '../../src/models/person/preferences.ts';
import { User } from '../../src/models/person/user.ts';
import { eraseIn } from '../../src/models/personal/erase-in.ts';
import { erasePerson } from '../../src/models/personal/erase.ts';
import { previewErasure } from '../../src/models/personal/preview.ts';
import { Playlist, playlists } from '../../src/models/playlist/playlist.ts';
import { deleteList } from '../../src/models/todo-list/delete.ts';
import { TodoList, todoLists } from '../../src/models/todo-list/todo-list.ts';
import { markLeft } from '../../src/models/todo/assign.ts';
import { completeTodos } from '../../src/models/todo/complete.ts';
import { Todo } from '../../src/models/todo/todo.ts';
import { addTrack } from '../../src/models/track/add.ts';
import { removeTracks } from '../../src/models/track/remove.ts';
import { withRequest } from '../../src/request.ts';
import { asOwner, useDatabase } from '../support/database.ts';
import { newCaller, newPlaylist, orderOf } from '../support/playlists.ts';
import { inDatabase, newServerList, newTodo } from '../support/todos.ts';
import { until } from '../support/until.ts';

const database = useDatabase();
const GUILD = '910000000000000088';
const here = { guildId: GUILD };
const track = (title: string) => ({ title, artist: null, url: null });
const NOTHING = { erased: [], kept: [] };

/** Somebody waits for a lock of another's. */
const somebodyWaits = () =>
  until('somebody waits for a lock', async () => {
    const waiting = await asOwner(
      `select from pg_stat_activity where wait_event_type = 'Lock' and datname = '${database.url.split('/').at(-1)}'`,
    );
    return waiting.length > 0;
  });

test('a server keeps its playlist and its list without their maker, and managers go on owning them', async () => {
  const [maker, member, manager] = [newCaller(here), newCaller(here), newCaller({ ...here, isStaff: true })];
  const { id } = await newPlaylist(maker, 2, { scope: 'server', visibility: 'server' });
  const list = await newServerList(maker);
  const todo = await newTodo(maker, 'Tune the piano', { list: list.id, assigneeId: maker.userId });
  await newPlaylist(maker, 1);
  await addTrack(member, id, track('x'), 100).catch(() => undefined);
  await expect(erasePerson(maker.userId)).resolves.toMatchObject({
    kept: expect.arrayContaining([
      { kind: 'playlists', count: 1 },
      { kind: 'todo-lists', count: 1 },
      { kind: 'todos', count: 1 },
      { kind: 'tracks', count: 2 },
    ]),
  });
  await expect(Playlist.query().findById(id)).resolves.toMatchObject({ ownerId: null });
  await expect(inDatabase(todo)).resolves.toMatchObject({
    text: 'Tune the piano',
    assigneeId: null,
    createdBy: null,
  });
  const seen = await playlists.list(member, { page: 1 });
  expect(seen.things.map((one) => [one.id, one.role])).toEqual([[id, 'viewer']]);
  const lists = await todoLists.list(member, { page: 1 });
  expect(lists.things.map((one) => [one.id, one.role])).toEqual([[list.id, 'member']]);
  await removeTracks(manager, id, [1]);
  await expect(orderOf(id)).resolves.toEqual(['2']);
  await completeTodos(manager, { ids: [todo.id] }, new Date());
  await expect(playlists.remove(member, id)).rejects.toThrow('playlist.needs.owner');
  await playlists.remove(manager, id);
  await deleteList(manager, list.id, new Date());
  // Nor is whoever comes back with the same id its maker.
  await changePreferences(maker.userId, { locale: 'de' });
  await expect(playlists.list({ ...maker }, { page: 1 })).resolves.toMatchObject({ total: 0 });
});

test('what is being written is waited for, and erased with the rest', async () => {
  const alice = newCaller();
  await newPlaylist(alice, 1);
  const writing = await database.knex.transaction();
  await writing.raw(
    `insert into playlists (id, owner_id, name) values ('01930000-0000-7000-8000-0000000000ff', ?, 'Meanwhile')`,
    [alice.userId],
  );
  const erasing = erasePerson(alice.userId);
  await somebodyWaits();
  await writing.commit();
  await expect(erasing).resolves.toMatchObject({
    erased: expect.arrayContaining([{ kind: 'playlists', count: 2 }]),
  });
  await expect(previewErasure(alice.userId)).resolves.toEqual(NOTHING);
});

test('who comes back to a server meanwhile is waited for, and neither has to run again', async () => {
  const alice = newCaller(here);
  await newTodo(alice, 'here');
  await markLeft(GUILD, alice.userId);
  const coming = await database.knex.transaction();
  await coming.raw("set local lock_timeout = '60s'");
  await GuildMember.remember(coming, alice);
  const erasing = erasePerson(alice.userId);
  await somebodyWaits();
  // What they do there refers to them, who are not held yet.
  await coming.raw('select from users where id = ? for key share nowait', [alice.userId]);
  await coming.commit();
  await expect(erasing).resolves.toMatchObject({
    erased: expect.arrayContaining([{ kind: 'memberships', count: 1 }]),
  });
});

test('whoever writes after that is a new person', async () => {
  const alice = newCaller(here);
  await changePreferences(alice.userId, { timeZone: 'Europe/Berlin' });
  await newTodo(alice, 'before');
  const erasing = await database.knex.transaction();
  await eraseIn(erasing, alice.userId);
  const writing = newTodo(alice, 'after');
  await somebodyWaits();
  await erasing.commit();
  await expect(writing).resolves.toMatchObject({ text: 'after', number: 1 });
  await expect(User.query().findById(alice.userId)).resolves.toMatchObject({ timeZone: null });
  await expect(Todo.query().where({ created_by: alice.userId }).resultSize()).resolves.toBe(1);
});

test('with her many writes at once, nothing that refers to nobody is left and nothing fails', async () => {
  const [alice, bob] = [newCaller({ ...here, isStaff: true }), newCaller({ ...here, isStaff: true })];
  const list = await newServerList(bob);
  const { id } = await newPlaylist(bob, 1, { scope: 'server', visibility: 'server' });
  const outcomes = await Promise.allSettled(
    Array.from({ length: 12 }, (_, n) => [
      newTodo(alice, `mine ${n}`),
      newTodo(alice, `ours ${n}`, { list: list.id, assigneeId: n % 2 ? alice.userId : bob.userId }),
      addTrack(alice, id, track(String(n)), 100),
      playlists.create(alice, { name: `List ${n}`, scope: 'mine', visibility: 'private' }, 100),
      playlists.share(bob, id, alice.userId, 'editor'),
      ...(n % 4 === 3 ? [erasePerson(alice.userId)] : []),
    ]).flat(),
  );
  expect(outcomes.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []))).toEqual([]);
  await erasePerson(alice.userId);
  await expect(previewErasure(alice.userId)).resolves.toEqual(NOTHING);
  await expect(orderOf(id)).resolves.toHaveLength(13);
  await expect(Todo.query().where({ list_id: list.id }).resultSize()).resolves.toBe(12);
  await expect(TodoList.query().where({ owner_id: alice.userId }).resultSize()).resolves.toBe(0);
});

test('what an erasure came to is kept without whose it was, and is answered again', async () => {
  const alice = newCaller();
  await withRequest(
    '1573678191858417777',
    () => changePreferences(alice.userId, { locale: 'de' }),
    alice.userId,
  );
  const kept = () => handled(database.knex, alice.userId);
  await expect(kept()).resolves.toBe(1);
  const erase = () => withRequest('1573678191858417778', () => erasePerson(alice.userId), alice.userId);
  const first = await erase();
  await expect(kept()).resolves.toBe(0);
  await expect(erase()).resolves.toEqual(first);
});

test('every process forgets what it knew of a person who is erased', async () => {
  const alice = newCaller();
  await changePreferences(alice.userId, { privateReplies: true });
  const cache = new CallerSettingsCache();
  const client = await database.knex.client.acquireRawConnection();
  const heard: string[] = [];
  client.on('notification', ({ payload = '' }: { payload?: string }) => {
    heard.push(payload);
    cache.heard(payload);
  });
  await client.query('listen settings');
  await expect(cache.of(alice.userId, null)).resolves.toMatchObject({ privateReplies: true });
  await erasePerson(alice.userId);
  await until('it was told', () => Promise.resolve(heard.includes(`user ${alice.userId}`)));
  await expect(cache.of(alice.userId, null)).resolves.toMatchObject({ privateReplies: false });
  await client.end();
});

async function handled(knex: Knex, userId: string): Promise<number> {
  const { rows } = await knex.raw<{ rows: object[] }>('select from handled_interactions where user_id = ?', [
    userId,
  ]);
  return rows.length;
}
