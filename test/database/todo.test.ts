import { describe, expect, test } from '@jest/globals';
import { Conflict, Forbidden, NotFound, UserError } from '../../src/errors.ts';
import { addFromMessage } from '../../src/models/todo/add.ts';
import { assignTodo, claimTodo, markLeft } from '../../src/models/todo/assign.ts';
import { completeTodos, reopenTodos } from '../../src/models/todo/complete.ts';
import { editTodo } from '../../src/models/todo/edit.ts';
import { importTodos, swapImport } from '../../src/models/todo/import.ts';
import { allTodos } from '../../src/models/todo/list.ts';
import { clearDone, removeTodos, restoreTodos } from '../../src/models/todo/remove.ts';
import { Todo } from '../../src/models/todo/todo.ts';
import { deleteList, restoreList } from '../../src/models/todo-list/delete.ts';
import { TodoList, todoLists } from '../../src/models/todo-list/todo-list.ts';
import { Reminder } from '../../src/models/reminder/reminder.ts';
import { GuildMember } from '../../src/models/guild/guild-member.ts';
import { useDatabase } from '../support/database.ts';
import { newCaller, settled } from '../support/playlists.ts';
import { inDatabase, MANY, newServerList, newTodo } from '../support/todos.ts';

useDatabase();
const NOW = new Date('2026-11-21T12:00:00Z');
const HOUR = 3_600_000;
const later = (hours: number) => new Date(NOW.getTime() + hours * HOUR);
const due = (hours: number) => ({ at: later(hours), zone: 'Europe/Berlin' });
const guildId = '900000000000000010';
const member = () => newCaller({ guildId });
const wins = (outcomes: PromiseSettledResult<unknown>[]) =>
  outcomes.filter(({ status }) => status === 'fulfilled').length;
const pending = (todo: { id: string }) =>
  Reminder.query().where({ todo_id: todo.id, state: 'pending' }).resultSize();

describe('adding', () => {
  test('a link into somebody’s direct messages stays on lists of their own', async () => {
    const [owner, editor] = [newCaller(), newCaller()];
    const { id: list } = await todoLists.create(owner, { name: 'Shared', scope: 'mine' }, MANY);
    await todoLists.share(owner, list, editor.userId, 'editor');
    const from = async (on: string | undefined, place: string) => {
      const sourceUrl = `https://discord.com/channels/${place}`;
      const input = { text: `${on} ${place}`, priority: 1, due: null, repeat: null, sourceUrl };
      return (await addFromMessage(editor, on, input, MANY, NOW)).todo.sourceUrl;
    };
    expect(await from(list, '@me/2/3')).toBeNull();
    expect(await from(list, '1/2/4')).toBe('https://discord.com/channels/1/2/4');
    expect(await from(undefined, '@me/2/5')).toBe('https://discord.com/channels/@me/2/5');
  });

  test('twenty callers at once get the numbers 1 to 20, on one list without a name', async () => {
    const alice = newCaller();
    const added = await Promise.all(Array.from({ length: 20 }, (_, i) => newTodo(alice, `T${i}`)));
    expect(added.map(({ number }) => number).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
    expect(await TodoList.query().where({ owner_id: alice.userId }).resultSize()).toBe(1);
  });

  test('twenty members at once on a list of the server do, too', async () => {
    const list = await newServerList(member());
    const added = await Promise.all(
      Array.from({ length: 20 }, (_, i) => newTodo(member(), `T${i}`, { list: list.id })),
    );
    expect(new Set(added.map(({ number }) => number)).size).toBe(20);
    expect(Math.max(...added.map(({ number }) => number))).toBe(20);
  });

  test('twenty callers at once do not pass the limit, and what is done does not count', async () => {
    const alice = newCaller();
    const outcomes = await settled(20, (i) => newTodo(alice, `T${i}`, { limit: 5 }));
    expect(wins(outcomes)).toBe(5);
    const { todos } = await allTodos(alice, undefined);
    await completeTodos(alice, { ids: [todos[0]?.id ?? ''] }, NOW);
    await newTodo(alice, 'one more', { limit: 5 });
    await expect(newTodo(alice, 'too much', { limit: 5 })).rejects.toMatchObject({ key: 'todo.tooMany' });
    await expect(reopenTodos(alice, { ids: [todos[0]?.id ?? ''] }, 5, NOW)).rejects.toThrow(Conflict);
  });

  test('a number is never given twice', async () => {
    const alice = newCaller();
    const first = await newTodo(alice, 'first');
    await removeTodos(alice, { ids: [first.id] }, NOW);
    expect((await newTodo(alice, 'second')).number).toBe(2);
  });

  test('an assignee is for lists of servers', async () => {
    const alice = newCaller();
    await expect(newTodo(alice, 'x', { assigneeId: alice.userId })).rejects.toThrow(UserError);
    const list = await newServerList(member());
    const bob = newCaller();
    const todo = await newTodo(member(), 'x', { list: list.id, assigneeId: bob.userId });
    expect(todo.assigneeId).toBe(bob.userId);
    expect(await GuildMember.query().findById([guildId, bob.userId])).toMatchObject({ leftAt: null });
  });
});

describe('done', () => {
  test('twenty callers at once do it once, and leave one successor behind', async () => {
    const alice = newCaller();
    const todo = await newTodo(alice, 'Water', { due: due(-2), repeat: 'daily' });
    const outcomes = await settled(20, () => completeTodos(alice, { ids: [todo.id] }, NOW));
    expect(wins(outcomes)).toBe(1);
    expect(
      outcomes.filter((one) => one.status === 'rejected' && one.reason instanceof Conflict),
    ).toHaveLength(19);
    const successors = await Todo.query().where({ previous_id: todo.id });
    expect(successors).toHaveLength(1);
    expect(successors[0]).toMatchObject({ number: 2, text: 'Water', repeat: 'daily', dueAt: later(22) });
    expect(await pending(successors[0] ?? todo)).toBe(1);
  });

  test('a time that clocks skip in spring is itself again the next day', async () => {
    const alice = newCaller();
    const zone = 'Europe/Berlin';
    const at = new Date('2027-03-27T02:30:00+01:00');
    const todo = await newTodo(alice, 'Feed the cat', { due: { at, zone }, repeat: 'daily' }, NOW);
    const skipped = await completeTodos(alice, { ids: [todo.id] }, at);
    expect(skipped.successors[0]?.dueAt).toEqual(new Date('2027-03-28T03:30:00+02:00'));
    const { successors } = await completeTodos(alice, { ids: skipped.successors.map(({ id }) => id) }, at);
    expect(successors[0]?.dueAt).toEqual(new Date('2027-03-29T02:30:00+02:00'));
  });

  test('reopening takes the untouched successor along, with its reminder', async () => {
    const alice = newCaller();
    const todo = await newTodo(alice, 'Water', { due: due(5), repeat: 'weekly' }, NOW);
    const { actId } = await completeTodos(alice, { ids: [todo.id] }, NOW);
    expect(await pending(todo)).toBe(0);
    await reopenTodos(alice, { actId }, MANY, NOW);
    expect(await Todo.query().where({ previous_id: todo.id }).resultSize()).toBe(0);
    expect(await inDatabase(todo)).toMatchObject({ doneAt: null, doneBy: null });
    expect(await pending(todo)).toBe(1);
  });

  test('a successor that was changed stays, and doing it again makes no second one', async () => {
    const alice = newCaller();
    const todo = await newTodo(alice, 'Water', { due: due(5), repeat: 'daily' }, NOW);
    const { successors, actId } = await completeTodos(alice, { ids: [todo.id] }, NOW);
    const next = successors[0] ?? todo;
    await editTodo(alice, next.id, { text: 'Water twice' }, NOW);
    await reopenTodos(alice, { actId }, MANY, NOW);
    expect((await completeTodos(alice, { ids: [todo.id] }, NOW)).successors).toEqual([]);
    expect(await Todo.query().where({ previous_id: todo.id }).resultSize()).toBe(1);
  });

  test('of several numbers those are done that are there and open; none of them is an error', async () => {
    const alice = newCaller();
    for (const text of ['a', 'b', 'c']) await newTodo(alice, text);
    await completeTodos(alice, { numbers: [2], list: undefined }, NOW);
    const { todos } = await completeTodos(alice, { numbers: [1, 2, 3, 9], list: undefined }, NOW);
    expect(todos.map(({ number }) => number)).toEqual([1, 3]);
    await expect(completeTodos(alice, { numbers: [1, 2], list: undefined }, NOW)).rejects.toMatchObject({
      key: 'todo.doneAlready',
    });
    await expect(completeTodos(alice, { numbers: [8, 9], list: undefined }, NOW)).rejects.toThrow(NotFound);
  });
});

describe('editing', () => {
  test('a monthly to-do keeps the day that was asked for, until its date changes', async () => {
    const alice = newCaller();
    const at = new Date('2027-01-31T09:00:00Z');
    const todo = await newTodo(alice, 'Rent', { due: { at, zone: 'UTC' }, repeat: 'monthly' }, NOW);
    const february = (await completeTodos(alice, { ids: [todo.id] }, NOW)).successors[0] ?? todo;
    expect(february).toMatchObject({ dueAt: new Date('2027-02-28T09:00:00Z'), repeatDay: 31 });
    expect(await editTodo(alice, february.id, { text: 'The rent' }, NOW)).toMatchObject({ repeatDay: 31 });
    const moved = { due: { at: new Date('2027-02-10T09:00:00Z'), zone: 'UTC' } };
    expect(await editTodo(alice, february.id, moved, NOW)).toMatchObject({ repeatDay: 10 });
  });

  test('taking the date away takes the repetition and the reminder along', async () => {
    const alice = newCaller();
    const todo = await newTodo(alice, 'x', { due: due(1), repeat: 'daily' }, NOW);
    expect(await pending(todo)).toBe(1);
    expect(await editTodo(alice, todo.id, { due: null }, NOW)).toMatchObject({ dueAt: null, repeat: null });
    expect(await pending(todo)).toBe(0);
    await expect(editTodo(alice, todo.id, { repeat: 'daily' }, NOW)).rejects.toMatchObject({
      key: 'todo.repeatNeedsDue',
    });
  });
});

describe('removing', () => {
  test('Undo brings back all that one act removed, and their reminders', async () => {
    const alice = newCaller();
    const [a, b] = [await newTodo(alice, 'a', { due: due(1) }, NOW), await newTodo(alice, 'b')];
    const { actId } = await removeTodos(alice, { numbers: [1, 2], list: undefined }, NOW);
    expect(await pending(a)).toBe(0);
    expect((await restoreTodos(alice, { actId }, MANY, NOW)).map(({ id }) => id)).toEqual([a.id, b.id]);
    expect(await pending(a)).toBe(1);
    await expect(restoreTodos(alice, { actId }, MANY, NOW)).rejects.toMatchObject({ key: 'undo.already' });
  });

  test('what is done can be cleared, and brought back', async () => {
    const alice = newCaller();
    for (const text of ['a', 'b', 'c']) await newTodo(alice, text);
    await completeTodos(alice, { numbers: [1, 3], list: undefined }, NOW);
    const { count, actId } = await clearDone(alice, undefined, NOW);
    expect(count).toBe(2);
    expect((await allTodos(alice, undefined)).todos.map(({ text }) => text)).toEqual(['b']);
    await restoreTodos(alice, { actId }, MANY, NOW);
    expect((await allTodos(alice, undefined)).todos).toHaveLength(3);
  });

  test('what was removed more than thirty days ago stays away', async () => {
    const alice = newCaller();
    const todo = await newTodo(alice, 'a');
    await removeTodos(alice, { ids: [todo.id] }, new Date(Date.now() - 31 * 24 * HOUR));
    await expect(restoreTodos(alice, { ids: [todo.id] }, MANY, NOW)).rejects.toThrow(NotFound);
  });
});

describe('claiming and assigning', () => {
  test('of twenty members at once one has it, and the others are told who', async () => {
    const list = await newServerList(member());
    const todo = await newTodo(member(), 'Cook', { list: list.id });
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, async () => claimTodo(member(), { ids: [todo.id] }, NOW)),
    );
    const { assigneeId } = await inDatabase(todo);
    expect(outcomes.filter((outcome) => 'claimed' in outcome)).toHaveLength(1);
    expect(outcomes.filter((one) => 'heldBy' in one && one.heldBy === assigneeId)).toHaveLength(19);
  });

  test('what a member had to do who left is free, and who comes back is a member again', async () => {
    const [maker, gone, next] = [member(), member(), member()];
    const list = await newServerList(maker);
    const todo = await newTodo(maker, 'Cook', { list: list.id, assigneeId: gone.userId });
    expect(await claimTodo(next, { ids: [todo.id] }, NOW)).toMatchObject({ heldBy: gone.userId });
    await markLeft(guildId, gone.userId);
    expect(await claimTodo(next, { ids: [todo.id] }, NOW)).toMatchObject({ from: gone.userId });
    await newTodo(gone, 'I am back', { list: list.id });
    expect(await GuildMember.query().findById([guildId, gone.userId])).toMatchObject({ leftAt: null });
  });

  test('a reminder goes with the to-do to whom it is assigned', async () => {
    const [maker, other] = [member(), member()];
    const list = await newServerList(maker);
    const todo = await newTodo(maker, 'Cook', { list: list.id, due: due(3) }, NOW);
    await assignTodo(maker, { ids: [todo.id] }, other.userId, NOW);
    const reminders = await Reminder.query().where({ todo_id: todo.id, state: 'pending' });
    expect(reminders.map(({ userId }) => userId)).toEqual([other.userId]);
  });
});

describe('who may what', () => {
  test('a stranger does not learn that a to-do exists, nor its list', async () => {
    const todo = await newTodo(newCaller(), 'Secret');
    for (const verb of [
      () => completeTodos(newCaller(), { ids: [todo.id] }, NOW),
      () => removeTodos(newCaller(), { ids: [todo.id] }, NOW),
      () => newTodo(newCaller(), 'x', { list: todo.listId }),
      () => allTodos(newCaller(), todo.listId),
    ])
      await expect(verb()).rejects.toThrow(NotFound);
  });

  test('a viewer looks, an editor changes, and only the owner shares and deletes', async () => {
    const [owner, viewer, editor] = [newCaller(), newCaller(), newCaller()];
    const { id: list } = await todoLists.create(owner, { name: 'Ours', scope: 'mine' }, MANY);
    await todoLists.share(owner, list, viewer.userId, 'viewer');
    await todoLists.share(owner, list, editor.userId, 'editor');
    const todo = await newTodo(owner, 'x', { list });
    expect((await allTodos(viewer, list)).todos).toHaveLength(1);
    await expect(newTodo(viewer, 'y', { list })).rejects.toThrow(Forbidden);
    await expect(completeTodos(viewer, { ids: [todo.id] }, NOW)).rejects.toThrow(Forbidden);
    await editTodo(editor, todo.id, { text: 'z' }, NOW);
    await expect(deleteList(editor, list, NOW)).rejects.toThrow(Forbidden);
    await expect(todoLists.share(editor, list, viewer.userId, 'editor')).rejects.toThrow(Forbidden);
  });

  test('on a server’s list everybody adds and does, and changes only what is theirs', async () => {
    const [maker, other] = [member(), member()];
    const manager = newCaller({ guildId, isStaff: true });
    const list = await newServerList(maker);
    const todo = await newTodo(maker, 'x', { list: list.id });
    const theirs = await newTodo(other, 'y', { list: list.id });
    await expect(removeTodos(other, { ids: [todo.id] }, NOW)).rejects.toMatchObject({ key: 'todo.notYours' });
    await expect(removeTodos(other, { ids: [todo.id, theirs.id] }, NOW)).rejects.toThrow(Forbidden);
    await completeTodos(other, { ids: [todo.id] }, NOW);
    await removeTodos(other, { ids: [theirs.id] }, NOW);
    await expect(clearDone(other, list.id, NOW)).rejects.toThrow(Forbidden);
    await removeTodos(manager, { ids: [todo.id] }, NOW);
    await expect(deleteList(other, list.id, NOW)).rejects.toThrow(Forbidden);
    await deleteList(manager, list.id, NOW);
  });

  test('whom a to-do of a server concerns may do it from anywhere, as long as they are members', async () => {
    const [maker, other] = [member(), member()];
    const list = await newServerList(maker);
    const todo = await newTodo(maker, 'x', { list: list.id, assigneeId: other.userId });
    const elsewhere = { ...other, guildId: null };
    await completeTodos(elsewhere, { ids: [todo.id] }, NOW);
    await markLeft(guildId, other.userId);
    await expect(reopenTodos(elsewhere, { ids: [todo.id] }, MANY, NOW)).rejects.toThrow(NotFound);
    await expect(
      reopenTodos({ ...maker, guildId: '900000000000000011' }, { ids: [todo.id] }, MANY, NOW),
    ).resolves.toBeDefined();
    await expect(reopenTodos(newCaller(), { ids: [todo.id] }, MANY, NOW)).rejects.toThrow(NotFound);
  });
});

describe('lists', () => {
  test('twenty callers at once do not pass the limit, nor make two of one name', async () => {
    const alice = newCaller();
    const many = await settled(20, (i) => todoLists.create(alice, { name: `L${i}`, scope: 'mine' }, 5));
    expect(wins(many)).toBe(5);
    const bob = newCaller();
    expect(wins(await settled(20, () => todoLists.create(bob, { name: 'Same', scope: 'mine' }, MANY)))).toBe(
      1,
    );
  });

  test('deleting one stills its reminders, and restoring it brings everything back', async () => {
    const alice = newCaller();
    const list = await todoLists.create(alice, { name: 'Trip', scope: 'mine' }, MANY);
    const todo = await newTodo(alice, 'Pack', { list: list.id, due: due(2) }, NOW);
    await deleteList(alice, 'TRIP', NOW);
    expect(await pending(todo)).toBe(0);
    await expect(completeTodos(alice, { ids: [todo.id] }, NOW)).rejects.toThrow(NotFound);
    const limits = { lists: MANY, todos: MANY };
    await restoreList(alice, 'trip', limits, NOW);
    expect(await pending(todo)).toBe(1);
    await deleteList(alice, list.id, NOW);
    await newTodo(alice, 'other');
    await expect(restoreList(alice, list.id, { lists: MANY, todos: 1 }, NOW)).rejects.toMatchObject({
      key: 'todo.tooMany',
    });
  });

  test('the one without a name stays its owner’s alone', async () => {
    const alice = newCaller();
    const { listId } = await newTodo(alice, 'x');
    await expect(deleteList(alice, listId, NOW)).rejects.toMatchObject({ key: 'todoList.isDefault' });
    await expect(todoLists.share(alice, listId, newCaller().userId, 'viewer')).rejects.toThrow(UserError);
  });
});

describe('import', () => {
  const imported = (text: string, more: object = {}) => ({
    text,
    done: false,
    priority: 'normal' as const,
    due: null,
    repeat: null,
    repeatEvery: 1,
    repeatDay: null,
    assigneeId: null,
    ...more,
  });

  test('all of it or none, in one numbering', async () => {
    const alice = newCaller();
    await newTodo(alice, 'there');
    const rows = [imported('a', { done: true }), imported('b', { due: due(1), repeat: 'daily' })];
    const done = await importTodos(alice, undefined, rows, { mode: 'append', limit: MANY, now: NOW });
    expect(done).toMatchObject({ added: 2, removed: 0 });
    const { todos } = await allTodos(alice, undefined);
    expect(todos.map(({ number, text }) => [number, text])).toEqual([
      [1, 'there'],
      [2, 'a'],
      [3, 'b'],
    ]);
    expect(await pending(todos[2] ?? { id: '' })).toBe(1);
    const twice = importTodos(alice, undefined, rows, { mode: 'append', limit: 2, now: NOW });
    await expect(twice).rejects.toMatchObject({ key: 'todo.tooMany' });
    expect((await allTodos(alice, undefined)).todos).toHaveLength(3);
  });

  test('replacing can be undone, and the undoing too', async () => {
    const alice = newCaller();
    await newTodo(alice, 'before');
    const { actId } = await importTodos(alice, undefined, [imported('after')], {
      mode: 'replace',
      limit: MANY,
      now: NOW,
    });
    const texts = async () => (await allTodos(alice, undefined)).todos.map(({ text }) => text);
    expect(await texts()).toEqual(['after']);
    const undone = await swapImport(alice, actId, MANY, NOW);
    expect(await texts()).toEqual(['before']);
    await swapImport(alice, undone.actId, MANY, NOW);
    expect(await texts()).toEqual(['after']);
  });

  test('assignees who are no members are left out, and counted', async () => {
    const [maker, other] = [member(), member()];
    const list = await newServerList(maker);
    await newTodo(other, 'x', { list: list.id });
    const rows = [imported('a', { assigneeId: other.userId }), imported('b', { assigneeId: '42' })];
    const done = await importTodos(maker, list.id, rows, { mode: 'append', limit: MANY, now: NOW });
    expect(done.unassigned).toBe(1);
    const { todos } = await allTodos(maker, list.id);
    expect(todos.map(({ assigneeId }) => assigneeId)).toEqual([null, other.userId, null]);
  });
});
