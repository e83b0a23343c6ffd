import { describe, expect, test } from '@jest/globals';
import { addTodo } from '../../src/models/todo/add.ts';
import { assignTodo, claimTodo, markLeft, undoAssign } from '../../src/models/todo/assign.ts';
import { completeTodos, reopenTodos } from '../../src/models/todo/complete.ts';
import { editTodo } from '../../src/models/todo/edit.ts';
import { importTodos, swapImport } from '../../src/models/todo/import.ts';
import { removeTodos, restoreTodos } from '../../src/models/todo/remove.ts';
import { Todo } from '../../src/models/todo/todo.ts';
import { deleteList, restoreList } from '../../src/models/todo-list/delete.ts';
import { playlists } from '../../src/models/playlist/playlist.ts';
import { addTrack } from '../../src/models/track/add.ts';
import { importTracks } from '../../src/models/track/import.ts';
import { moveTrack } from '../../src/models/track/move.ts';
import { putTracksBack, removeTracks } from '../../src/models/track/remove.ts';
import { shuffleTracks, unshuffleTracks } from '../../src/models/track/shuffle.ts';
import { useDatabase } from '../support/database.ts';
import { newCaller, newPlaylist, orderOf, settled } from '../support/playlists.ts';
import { inDatabase, MANY, newServerList, newTodo } from '../support/todos.ts';

useDatabase();
const NOW = new Date();
let servers = 0n;

/** Three members of a new server, the first of whom made a list there. */
async function server() {
  servers += 1n;
  const here = { guildId: String(950_000_000_000_000_000n + servers) };
  const [anna, ben, cleo] = [newCaller(here), newCaller({ ...here, isStaff: true }), newCaller(here)];
  const list = await newServerList(anna);
  return { anna, ben, cleo, list };
}

const file = (...texts: string[]) =>
  texts.map((text) => ({
    text,
    done: false,
    priority: 'normal' as const,
    due: null,
    repeat: null,
    repeatEvery: 1,
    repeatDay: null,
    assigneeId: null,
  }));
const living = async (listId: string) => {
  const todos = await Todo.query().where({ list_id: listId, deleted_at: null }).orderBy('number');
  return todos.map(({ text }) => text);
};

describe('of an import', () => {
  test('takes away only what nobody edited, claimed, finished, assigned or removed since', async () => {
    const { anna, ben, cleo, list } = await server();
    const texts = ['edited', 'claimed', 'done', 'assigned', 'reopened', 'removed', 'untouched', 'also'];
    const options = { mode: 'append' as const, limit: MANY, now: NOW };
    const { actId } = await importTodos(anna, list.id, file(...texts), options);
    const number = (text: string) => ({ numbers: [texts.indexOf(text) + 1], list: list.id });
    const edited = await Todo.query().findOne({ list_id: list.id, text: 'edited' });
    await editTodo(ben, edited?.id ?? '', { text: 'edited by Ben' }, NOW);
    await claimTodo(cleo, number('claimed'), NOW);
    await completeTodos(cleo, number('done'), NOW);
    await newTodo(cleo, 'makes Cleo a member', { list: list.id });
    await assignTodo(ben, number('assigned'), cleo.userId, NOW);
    await completeTodos(cleo, number('reopened'), NOW);
    await reopenTodos(cleo, number('reopened'), MANY, NOW);
    await removeTodos(ben, number('removed'), NOW);
    const { gone, back, actId: undoing } = await swapImport(anna, actId, MANY, NOW);
    expect(gone.map(({ text }) => text)).toEqual(['untouched', 'also']);
    expect(back).toEqual([]);
    expect(await living(list.id)).toEqual([
      'edited by Ben',
      'claimed',
      'done',
      'assigned',
      'reopened',
      'makes Cleo a member',
    ]);
    // What is taken back can come again, and again nothing that others did is lost.
    const again = await swapImport(anna, undoing, MANY, NOW);
    expect(again.back).toHaveLength(2);
    await editTodo(ben, again.back[0]?.id ?? '', { priority: 3 }, NOW);
    const third = await swapImport(anna, again.actId, MANY, NOW);
    expect(third.gone.map(({ text }) => text)).toEqual(['also']);
  });

  test('pressed twice, also at once, undoes it once', async () => {
    const { anna, list } = await server();
    await newTodo(anna, 'before', { list: list.id });
    const options = { mode: 'replace' as const, limit: MANY, now: NOW };
    const { actId } = await importTodos(anna, list.id, file('one', 'two'), options);
    const presses = await Promise.allSettled(
      Array.from({ length: 3 }, () => swapImport(anna, actId, MANY, NOW)),
    );
    expect(presses.flatMap((press) => (press.status === 'rejected' ? [press.reason] : []))).toEqual([
      expect.objectContaining({ key: 'undo.already' }),
      expect.objectContaining({ key: 'undo.already' }),
    ]);
    expect(await living(list.id)).toEqual(['before']);
  });

  test('of which everything was changed says so', async () => {
    const { anna, cleo, list } = await server();
    const options = { mode: 'append' as const, limit: MANY, now: NOW };
    const { actId } = await importTodos(anna, list.id, file('one'), options);
    await completeTodos(cleo, { numbers: [1], list: list.id }, NOW);
    await expect(swapImport(anna, actId, MANY, NOW)).rejects.toMatchObject({ key: 'todo.changedSince' });
  });

  test('of tracks leaves what others added, and brings back what was replaced', async () => {
    const owner = newCaller();
    const other = newCaller();
    const { id } = await newPlaylist(owner, 2);
    await playlists.share(owner, id, other.userId, 'editor');
    const tracks = ['a', 'b', 'c'].map((title) => ({ title, artist: null, url: null, durationMs: null }));
    const { actId } = await importTracks(owner, id, tracks, 'replace', MANY);
    await addTrack(other, id, { title: 'theirs', artist: null, url: null }, MANY);
    await removeTracks(other, id, [2]);
    const undone = await putTracksBack(owner, id, actId, MANY, true);
    expect(await orderOf(id)).toEqual(['1', '2', 'theirs']);
    await addTrack(other, id, { title: 'later', artist: null, url: null }, MANY);
    await putTracksBack(owner, id, undone.instead?.actId ?? '', MANY, true);
    expect((await orderOf(id)).toSorted()).toEqual(['a', 'c', 'later', 'theirs']);
  });
});

describe('of tracks that were appended', () => {
  const named = (...titles: string[]) =>
    titles.map((title) => ({ title, artist: null, url: null, durationMs: null }));

  test('takes out those, wherever they stand now, and nothing that others put in, took out or put back', async () => {
    const owner = newCaller();
    const other = newCaller();
    const { id } = await newPlaylist(owner, 2);
    await playlists.share(owner, id, other.userId, 'editor');
    const { actId } = await importTracks(owner, id, named('a', 'b', 'c', 'd'), 'append', MANY);
    await addTrack(other, id, { title: 'theirs', artist: null, url: null }, MANY);
    await removeTracks(other, id, [4]);
    const { actId: back } = await removeTracks(other, id, [5]);
    await putTracksBack(other, id, back, MANY);
    await moveTrack(other, id, 3, 1);
    expect(await orderOf(id)).toEqual(['a', '1', '2', 'c', 'd', 'theirs']);
    const undone = await removeTracks(owner, id, { actId });
    expect(undone).toMatchObject({ removed: 2, count: 4 });
    expect(await orderOf(id)).toEqual(['1', '2', 'd', 'theirs']);
    await putTracksBack(owner, id, undone.actId, MANY);
    expect(await orderOf(id)).toEqual(['a', '1', '2', 'c', 'd', 'theirs']);
  });

  test('says so where none of them is there any more, and takes out nothing twice', async () => {
    const owner = newCaller();
    const { id } = await newPlaylist(owner, 2);
    const { actId } = await importTracks(owner, id, named('a', 'b'), 'append', MANY);
    const outcomes = await settled(20, () => removeTracks(owner, id, { actId }));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ key: 'undo.already' });
    expect(await orderOf(id)).toEqual(['1', '2']);
  });
});

describe('of one to-do', () => {
  test('does not remove what was added and then changed by somebody', async () => {
    const { anna, cleo, list } = await server();
    const todo = await newTodo(anna, 'Cake', { list: list.id });
    await claimTodo(cleo, { ids: [todo.id] }, NOW);
    const undo = removeTodos(anna, { actId: todo.actId ?? '' }, NOW);
    await expect(undo).rejects.toMatchObject({ key: 'todo.changedSince' });
    expect(await inDatabase(todo)).toMatchObject({ deletedAt: null, assigneeId: cleo.userId });
  });

  test('does not reopen what somebody reopened and did themselves, nor the other way round', async () => {
    const { anna, cleo, list } = await server();
    const todo = await newTodo(anna, 'Cake', { list: list.id });
    const done = await completeTodos(anna, { ids: [todo.id] }, NOW);
    const reopened = await reopenTodos(cleo, { ids: [todo.id] }, MANY, NOW);
    await completeTodos(cleo, { ids: [todo.id] }, NOW);
    for (const undo of [
      reopenTodos(anna, { actId: done.actId }, MANY, NOW),
      completeTodos(cleo, { actId: reopened.actId }, NOW),
    ])
      await expect(undo).rejects.toMatchObject({ key: 'todo.changedSince' });
    expect(await inDatabase(todo)).toMatchObject({ doneBy: cleo.userId });
  });

  test('does not bring back what somebody restored and removed again', async () => {
    const { anna, ben, list } = await server();
    const todo = await newTodo(anna, 'Cake', { list: list.id });
    const { actId } = await removeTodos(anna, { ids: [todo.id] }, NOW);
    await restoreTodos(ben, { ids: [todo.id] }, MANY, NOW);
    await removeTodos(ben, { ids: [todo.id] }, NOW);
    await expect(restoreTodos(anna, { actId }, MANY, NOW)).rejects.toMatchObject({
      key: 'todo.changedSince',
    });
  });

  test('keeps a next occurrence that somebody has changed, and tells', async () => {
    const { anna, cleo, list } = await server();
    const due = { at: NOW, zone: 'UTC' };
    const todo = await addTodo(
      anna,
      list.id,
      { text: 'Water', priority: 1, due, repeat: 'daily' },
      MANY,
      NOW,
    );
    const { actId, successors } = await completeTodos(anna, { ids: [todo.id] }, NOW);
    await claimTodo(cleo, { ids: successors.map(({ id }) => id) }, NOW);
    expect(await reopenTodos(anna, { actId }, MANY, NOW)).toMatchObject({ stay: 1 });
    expect(await living(list.id)).toEqual(['Water', 'Water']);
  });
});

describe('of who has a to-do', () => {
  test('gives it back to who had it; to nobody when they have left; and not when it was given on since', async () => {
    const { anna, ben, cleo, list } = await server();
    for (const one of [ben, cleo]) await newTodo(one, 'makes a member', { list: list.id });
    const todo = await newTodo(anna, 'Cake', { list: list.id, assigneeId: ben.userId });
    const refs = { ids: [todo.id] };
    const first = await assignTodo(anna, refs, cleo.userId, NOW);
    expect((await undoAssign(anna, first.actId, NOW)).todo.assigneeId).toBe(ben.userId);
    const second = await assignTodo(anna, refs, cleo.userId, NOW);
    await markLeft(list.guildId ?? '', ben.userId);
    expect((await undoAssign(anna, second.actId, NOW)).todo.assigneeId).toBeNull();
    const third = await assignTodo(anna, refs, cleo.userId, NOW);
    await editTodo(cleo, todo.id, { text: 'Two cakes' }, NOW);
    await expect(undoAssign(anna, third.actId, NOW)).rejects.toMatchObject({ key: 'todo.changedSince' });
    expect(await inDatabase(todo)).toMatchObject({ assigneeId: cleo.userId });
  });

  test('knows no act that gave nobody anything', async () => {
    const { anna, list } = await server();
    const todo = await newTodo(anna, 'Cake', { list: list.id });
    await expect(undoAssign(anna, todo.actId ?? '', NOW)).rejects.toMatchObject({ key: 'todo.changedSince' });
  });

  test('from another server only who is known as a member can be given a to-do', async () => {
    const { anna, cleo, list } = await server();
    const todo = await newTodo(anna, 'Cake', { list: list.id });
    const elsewhere = { ...anna, guildId: '960000000000000000' };
    const assigned = assignTodo(elsewhere, { ids: [todo.id] }, cleo.userId, NOW);
    await expect(assigned).rejects.toMatchObject({ key: 'todo.notMemberThere' });
    await newTodo(cleo, 'makes a member', { list: list.id });
    await assignTodo(elsewhere, { ids: [todo.id] }, cleo.userId, NOW);
    expect(await inDatabase(todo)).toMatchObject({ assigneeId: cleo.userId });
  });
});

describe('of a deletion and a shuffle', () => {
  test('does not bring back what somebody restored and deleted again', async () => {
    const { anna, ben, list } = await server();
    const limits = { lists: MANY, todos: MANY };
    const { actId } = await deleteList(anna, list.id, NOW);
    await restoreList(ben, list.id, limits, NOW);
    await deleteList(ben, list.id, NOW);
    const undo = restoreList(anna, list.id, limits, NOW, actId ?? '');
    await expect(undo).rejects.toMatchObject({ key: 'todoList.deletedSince' });
    const playlist = await newPlaylist(anna, 0, { scope: 'server', visibility: 'server' });
    const { actId: gone } = await playlists.remove(anna, playlist.id);
    await playlists.restore(ben, playlist.id, { limit: MANY });
    await playlists.remove(ben, playlist.id);
    await expect(
      playlists.restore(anna, playlist.id, { limit: MANY, undone: gone ?? '' }),
    ).rejects.toMatchObject({
      key: 'playlist.deletedSince',
    });
  });

  test('does not change an order that somebody has changed', async () => {
    const owner = newCaller();
    const { id } = await newPlaylist(owner, 5);
    const { actId, digest } = await shuffleTracks(owner, id);
    await addTrack(owner, id, { title: 'new', artist: null, url: null }, MANY);
    const before = await orderOf(id);
    await expect(unshuffleTracks(owner, id, actId, digest)).rejects.toMatchObject({
      key: 'track.changedSince',
    });
    expect(await orderOf(id)).toEqual(before);
  });
});

describe('twice', () => {
  const already = { key: 'undo.already' };

  test('is told for to-dos, and changes nothing', async () => {
    const { anna, cleo, list } = await server();
    await newTodo(cleo, 'makes Cleo a member', { list: list.id });
    const one = async () => ({ ids: [(await newTodo(anna, 'Cake', { list: list.id })).id] });
    const done = await completeTodos(anna, await one(), NOW);
    const removed = await removeTodos(anna, await one(), NOW);
    const assigned = await assignTodo(anna, await one(), cleo.userId, NOW);
    const reopen = () => reopenTodos(anna, { actId: done.actId }, MANY, NOW);
    const restore = () => restoreTodos(anna, { actId: removed.actId }, MANY, NOW);
    const giveBack = () => undoAssign(anna, assigned.actId, NOW);
    for (const undo of [reopen, restore, giveBack]) {
      await undo();
      await expect(undo()).rejects.toMatchObject(already);
    }
    expect(await living(list.id)).toEqual(['makes Cleo a member', 'Cake', 'Cake', 'Cake']);
  });

  test('is told for tracks, and changes nothing', async () => {
    const owner = newCaller();
    const { id } = await newPlaylist(owner, 5);
    const { actId } = await removeTracks(owner, id, [2, 4]);
    await putTracksBack(owner, id, actId, MANY);
    await expect(putTracksBack(owner, id, actId, MANY)).rejects.toMatchObject(already);
    const shuffled = await shuffleTracks(owner, id, '019ac000-0000-7000-8000-000000000007');
    const unshuffle = () => unshuffleTracks(owner, id, shuffled.actId, shuffled.digest);
    await unshuffle();
    await expect(unshuffle()).rejects.toMatchObject(already);
    expect(await orderOf(id)).toEqual(['1', '2', '3', '4', '5']);
  });

  test('is told for what was deleted, and to nobody who may not know of it', async () => {
    const { anna, list } = await server();
    const playlist = await newPlaylist(anna, 1);
    const { actId: undone } = await playlists.remove(anna, playlist.id);
    const undo = (caller = anna) =>
      playlists.restore(caller, playlist.id, { limit: MANY, undone: undone ?? '' });
    await undo();
    await expect(undo()).rejects.toMatchObject(already);
    await expect(undo(newCaller())).rejects.toMatchObject({ key: 'playlist.notDeleted' });
    const put = await deleteList(anna, list.id, NOW);
    const restore = () => restoreList(anna, list.id, { lists: MANY, todos: MANY }, NOW, put.actId ?? '');
    await restore();
    await expect(restore()).rejects.toMatchObject(already);
  });
});
