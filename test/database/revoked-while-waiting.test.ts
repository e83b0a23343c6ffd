import { describe, expect, test } from '@jest/globals';
import type { Caller } from '../../src/domain/ownership/caller.ts';
import { copyPlaylist } from '../../src/models/playlist/copy.ts';
import { playlists } from '../../src/models/playlist/playlist.ts';
import { todoLists } from '../../src/models/todo-list/todo-list.ts';
import { addTrack } from '../../src/models/track/add.ts';
import { importTracks } from '../../src/models/track/import.ts';
import { moveTrack } from '../../src/models/track/move.ts';
import { clearTracks, dedupeTracks, putTracksBack, removeTracks } from '../../src/models/track/remove.ts';
import { shuffleTracks, unshuffleTracks } from '../../src/models/track/shuffle.ts';
import { assignTodo, claimTodo, undoAssign } from '../../src/models/todo/assign.ts';
import { addFromMessage } from '../../src/models/todo/add.ts';
import { completeTodos, reopenTodos } from '../../src/models/todo/complete.ts';
import { editTodo } from '../../src/models/todo/edit.ts';
import { importTodos, swapImport } from '../../src/models/todo/import.ts';
import { clearDone, removeTodos, restoreTodos } from '../../src/models/todo/remove.ts';
import { deleteList } from '../../src/models/todo-list/delete.ts';
import { useDatabase } from '../support/database.ts';
import { newCaller, newPlaylist } from '../support/playlists.ts';
import { newServerList, newTodo } from '../support/todos.ts';
import { until } from '../support/until.ts';

const database = useDatabase();
const MANY = 1_000;
const NOW = new Date();
const track = { title: 'x', artist: null, url: null, durationMs: null };
const NEW = { text: 'x', priority: 1, due: null, repeat: null };
const FILED = {
  ...NEW,
  done: false,
  priority: 'normal',
  repeatEvery: 1,
  repeatDay: null,
  assigneeId: null,
} as const;

/** Lets a verb wait for the row of what it is about, and meanwhile takes a role away as unsharing does. */
async function whileWaiting(
  table: 'playlists' | 'todo_lists',
  id: string,
  takeAway: string,
  verb: () => Promise<unknown>,
): Promise<PromiseSettledResult<unknown>> {
  const held = await database.knex.transaction();
  await held.raw('select from ?? where id = ? for no key update', [table, id]);
  await held.raw(takeAway, [id]);
  const waiting = Promise.allSettled([verb()]);
  await until('it waits for the lock', async () => {
    const { rows } = await database.knex.raw<{ rows: object[] }>(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rows.length > 0 || undefined;
  });
  await held.commit();
  const [outcome] = await waiting;
  return outcome ?? { status: 'fulfilled', value: undefined };
}

const refusal = { status: 'rejected', reason: { name: expect.stringMatching(/^(Forbidden|NotFound)$/) } };

describe('a playlist that is no longer shared', () => {
  const verbs: Record<string, (editor: Caller, id: string, removal: string) => Promise<unknown>> = {
    add: (editor, id) => addTrack(editor, id, track, MANY),
    import: (editor, id) => importTracks(editor, id, [track], 'append', MANY),
    replace: (editor, id) => importTracks(editor, id, [track], 'replace', MANY),
    move: (editor, id) => moveTrack(editor, id, 1, 2),
    remove: (editor, id) => removeTracks(editor, id, [1]),
    clear: (editor, id) => clearTracks(editor, id),
    dedupe: (editor, id) => dedupeTracks(editor, id),
    shuffle: (editor, id) => shuffleTracks(editor, id),
    unshuffle: (editor, id, act) => unshuffleTracks(editor, id, act, 0),
    'undo of a removal': (editor, id, removal) => putTracksBack(editor, id, removal, MANY),
    copy: (editor, id) => copyPlaylist(editor, id, 'Mine', MANY),
    edit: (editor, id) =>
      playlists.change(editor, id, { name: 'x', description: null, visibility: 'public' }),
    delete: (editor, id) => playlists.remove(editor, id),
    restore: (editor, id) => playlists.restore(editor, id, { limit: MANY }),
    share: (editor, id) => playlists.share(editor, id, newCaller().userId, 'editor'),
    unshare: (editor, id) => playlists.unshare(editor, id, editor.userId),
  };

  test.each(Object.keys(verbs))('is not changed by %s of who waited for it', async (name) => {
    const owner = newCaller();
    const editor = newCaller();
    const { id } = await newPlaylist(owner, 3);
    await playlists.share(owner, id, editor.userId, 'editor');
    const { actId } = await removeTracks(owner, id, [3]);
    if (name === 'restore') await playlists.remove(owner, id);
    const all = () => database.knex('tracks').where({ playlist_id: id }).orderBy('id');
    const before = await all();
    const outcome = await whileWaiting(
      'playlists',
      id,
      'delete from playlist_collaborators where playlist_id = ?',
      () => verbs[name]?.(editor, id, actId) ?? Promise.resolve(),
    );
    expect(outcome).toMatchObject(refusal);
    expect(await all()).toEqual(before);
  });

  test('who is only a viewer by then changes nothing either', async () => {
    const owner = newCaller();
    const editor = newCaller();
    const { id } = await newPlaylist(owner, 3);
    await playlists.share(owner, id, editor.userId, 'editor');
    const lower = `update playlist_collaborators set role = 'viewer' where playlist_id = ?`;
    const outcome = await whileWaiting('playlists', id, lower, () => addTrack(editor, id, track, MANY));
    expect(outcome).toMatchObject({ status: 'rejected', reason: { key: 'playlist.needs.editor' } });
  });
});

describe('a list that is no longer shared', () => {
  const verbs: Record<string, (editor: Caller, list: string, todo: string, act: string) => Promise<unknown>> =
    {
      add: (editor, list) => newTodo(editor, 'x', { list }),
      'add from a message': (editor, list) =>
        addFromMessage(editor, list, { ...NEW, sourceUrl: 'https://discord.com/channels/1/2/3' }, MANY, NOW),
      import: (editor, list) => importTodos(editor, list, [FILED], { mode: 'append', limit: MANY, now: NOW }),
      replace: (editor, list) =>
        importTodos(editor, list, [FILED], { mode: 'replace', limit: MANY, now: NOW }),
      'undo of an import': (editor, _, __, act) => swapImport(editor, act, MANY, NOW),
      done: (editor, _, todo) => completeTodos(editor, { ids: [todo] }, NOW),
      reopen: (editor, _, __, act) => reopenTodos(editor, { actId: act }, MANY, NOW),
      edit: (editor, _, todo) => editTodo(editor, todo, { text: 'y' }, NOW),
      remove: (editor, _, todo) => removeTodos(editor, { ids: [todo] }, NOW),
      restore: (editor, list) => restoreTodos(editor, { numbers: [2], list }, MANY, NOW),
      clear: (editor, list) => clearDone(editor, list, NOW),
      rename: (editor, list) => todoLists.change(editor, list, { name: 'x' }),
      delete: (editor, list) => deleteList(editor, list, NOW),
      share: (editor, list) => todoLists.share(editor, list, newCaller().userId, 'editor'),
    };

  test.each(Object.keys(verbs))('is not changed by %s of who waited for it', async (name) => {
    const owner = newCaller();
    const editor = newCaller();
    const list = await todoLists.create(owner, { name, scope: 'mine' }, MANY);
    await todoLists.share(owner, list.id, editor.userId, 'editor');
    const todo = await newTodo(owner, 'a', { list: list.id });
    const gone = await newTodo(owner, 'b', { list: list.id });
    const over = await newTodo(owner, 'c', { list: list.id });
    await removeTodos(owner, { ids: [gone.id] }, NOW);
    const { actId } = await completeTodos(owner, { ids: [over.id] }, NOW);
    const all = () => database.knex('todos').where({ list_id: list.id }).orderBy('id');
    const before = await all();
    const outcome = await whileWaiting(
      'todo_lists',
      list.id,
      'delete from todo_list_members where list_id = ?',
      () => verbs[name]?.(editor, list.id, todo.id, actId) ?? Promise.resolve(),
    );
    expect(outcome).toMatchObject({
      ...refusal,
      reason: { name: expect.stringMatching(/^(Forbidden|NotFound|Conflict)$/) },
    });
    expect(await all()).toEqual(before);
  });
});

describe('a list of a server', () => {
  const here = { guildId: '77' };
  const verbs: Record<string, (caller: Caller, list: string, todo: string, act: string) => Promise<unknown>> =
    {
      edit: (caller, _, todo) => editTodo(caller, todo, { text: 'y' }, NOW),
      remove: (caller, _, todo) => removeTodos(caller, { ids: [todo] }, NOW),
      assign: (caller, _, todo) => assignTodo(caller, { ids: [todo] }, caller.userId, NOW),
      unassign: (caller, _, todo) => assignTodo(caller, { ids: [todo] }, null, NOW),
      'undo of an assignment': (caller, _, __, act) => undoAssign(caller, act, NOW),
    };
  const ofEditors: typeof verbs = {
    replace: (caller, list) => importTodos(caller, list, [FILED], { mode: 'replace', limit: MANY, now: NOW }),
    restore: (caller, list) => restoreTodos(caller, { numbers: [3], list }, MANY, NOW),
    clear: (caller, list) => clearDone(caller, list, NOW),
    rename: (caller, list) => todoLists.change(caller, list, { name: 'x' }),
    delete: (caller, list) => deleteList(caller, list, NOW),
    share: (caller, list) => todoLists.share(caller, list, newCaller().userId, 'editor'),
  };
  const ofMembers: typeof verbs = {
    claim: (caller, _, todo) => claimTodo(caller, { ids: [todo] }, NOW),
    done: (caller, _, todo) => completeTodos(caller, { ids: [todo] }, NOW),
  };

  /** An owner’s list with an open, a removed and an assigned to-do, and another member of the server. */
  async function scene(holds: boolean) {
    const [owner, other] = [newCaller(here), newCaller(here)];
    const list = await newServerList(owner);
    await newTodo(other, 'makes them a member', { list: list.id });
    const assigneeId = holds ? other.userId : null;
    const todo = await newTodo(owner, 'a', { list: list.id, assigneeId });
    const gone = await newTodo(owner, 'b', { list: list.id });
    await removeTodos(owner, { ids: [gone.id] }, NOW);
    const given = await newTodo(owner, 'c', { list: list.id, assigneeId });
    const { actId } = await assignTodo(owner, { ids: [given.id] }, holds ? other.userId : null, NOW);
    const all = () => database.knex('todos').where({ list_id: list.id }).orderBy('id');
    return { owner, other, list, todo, actId, all, before: await all() };
  }

  test.each(Object.keys({ ...verbs, ...ofEditors }))(
    'is not changed by %s of an editor there whose role was taken away while they waited',
    async (name) => {
      const { owner, other, list, todo, actId, all, before } = await scene(false);
      await todoLists.share(owner, list.id, other.userId, 'editor');
      const outcome = await whileWaiting(
        'todo_lists',
        list.id,
        'delete from todo_list_members where list_id = ?',
        () => (verbs[name] ?? ofEditors[name])?.(other, list.id, todo.id, actId) ?? Promise.resolve(),
      );
      expect(outcome).toMatchObject(refusal);
      expect(await all()).toEqual(before);
    },
  );

  test.each(Object.keys({ ...verbs, ...ofMembers }))(
    'is not changed by %s from elsewhere of who left the server while they waited',
    async (name) => {
      const { other, list, todo, actId, all, before } = await scene(true);
      const left = `update guild_members m set left_at = now() from todo_lists l
        where l.id = ? and m.guild_id = l.guild_id and m.user_id = ${other.userId}`;
      const away = { ...other, guildId: null };
      const outcome = await whileWaiting('todo_lists', list.id, left, () => {
        const verb = verbs[name] ?? ofMembers[name];
        return verb?.(away, list.id, todo.id, actId) ?? Promise.resolve();
      });
      expect(outcome).toMatchObject({
        ...refusal,
        reason: { name: expect.stringMatching(/^(Forbidden|NotFound|Conflict)$/) },
      });
      expect(await all()).toEqual(before);
    },
  );
});
