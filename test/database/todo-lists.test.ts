import { beforeAll, describe, expect, test } from '@jest/globals';
import { FILTERS, SORTS, type Filter, type Sort } from '../../src/domain/todo/todo.ts';
import { NotFound } from '../../src/errors.ts';
import { reconcileMembers } from '../../src/jobs/reconcile-members.ts';
import { createLogger } from '../../src/logger.ts';
import { GuildMember } from '../../src/models/guild/guild-member.ts';
import { assignTodo, markLeft } from '../../src/models/todo/assign.ts';
import { completeTodos } from '../../src/models/todo/complete.ts';
import { listTodos } from '../../src/models/todo/list.ts';
import { removeTodos } from '../../src/models/todo/remove.ts';
import { suggestTodos } from '../../src/models/todo/suggest.ts';
import { todoLists } from '../../src/models/todo-list/todo-list.ts';
import { useDatabase } from '../support/database.ts';
import { newCaller } from '../support/playlists.ts';
import { MANY, newServerList, newTodo } from '../support/todos.ts';

const database = useDatabase();
const NOW = new Date('2026-11-21T12:00:00Z');
const DAY_END = new Date('2026-11-22T00:00:00Z');
const guildId = '900000000000000020';
const due = (hours: number) => ({ at: new Date(NOW.getTime() + hours * 3_600_000), zone: 'UTC' });
const texts = (todos: { text: string }[]) => todos.map(({ text }) => text);

describe('listing', () => {
  const alice = newCaller({ guildId });
  const bob = newCaller({ guildId });
  let server = '';
  let trip = '';

  beforeAll(async () => {
    await newTodo(alice, 'late', { due: due(-5), priority: 0 }, NOW);
    await newTodo(alice, 'tonight', { due: due(8), priority: 3 }, NOW);
    await newTodo(alice, 'some day', { priority: 2 });
    await newTodo(alice, 'done', { due: due(1) });
    await completeTodos(alice, { numbers: [4], list: undefined }, NOW);
    await newTodo(alice, 'removed');
    await removeTodos(alice, { numbers: [5], list: undefined }, NOW);
    trip = (await todoLists.create(alice, { name: 'Trip', scope: 'mine' }, MANY)).id;
    await newTodo(alice, 'next week', { list: trip, due: due(100) }, NOW);
    server = (await newServerList(bob)).id;
    await newTodo(bob, 'for Alice', { list: server, due: due(2), assigneeId: alice.userId }, NOW);
    await newTodo(bob, 'for nobody', { list: server });
  });

  const page = async (filter: Filter, sort: Sort = 'due', list?: string) =>
    texts((await listTodos(alice, { filter, sort, list, page: 1, now: NOW, dayEnd: DAY_END })).todos);

  test.each([
    ['open', ['late', 'for Alice', 'tonight', 'next week', 'some day']],
    ['done', ['done']],
    ['overdue', ['late']],
    ['today', ['late', 'for Alice', 'tonight']],
    ['mine', ['for Alice']],
  ] as const)(
    'without a list, %s are those of all one’s own lists, and what is assigned',
    async (filter, found) => {
      expect(await page(filter)).toEqual(found);
    },
  );

  test('of one list only its own are shown, by number in its order', async () => {
    expect(await page('open', 'number', server)).toEqual(['for Alice', 'for nobody']);
    expect(await page('open', 'due', 'trip')).toEqual(['next week']);
    await expect(page('open', 'due', 'no such list')).rejects.toThrow(NotFound);
  });

  test('the orders are those that they are called', async () => {
    expect((await page('open', 'priority')).slice(0, 2)).toEqual(['tonight', 'some day']);
    expect((await page('open', 'newest'))[0]).toBe('for Alice');
  });

  test('no page overlaps another, whatever the order and the ties', async () => {
    const caller = newCaller();
    for (let n = 0; n < 23; n += 1) await newTodo(caller, `T${n}`, { due: due(1) }, NOW);
    for (const sort of SORTS) {
      const seen: string[] = [];
      for (const number of [1, 2, 3, 9]) {
        const asked = { filter: FILTERS[0], sort, page: number, now: NOW, dayEnd: DAY_END };
        const { todos, pages, total, page: shown } = await listTodos(caller, asked);
        expect([pages, total, shown]).toEqual([3, 23, Math.min(number, 3)]);
        if (number <= 3) seen.push(...texts(todos));
      }
      expect(new Set(seen).size).toBe(23);
    }
  });

  test('suggestions find text and number, those that begin with it first, on the list or on all', async () => {
    const seek = async (typed: string, list?: string) =>
      texts(await suggestTodos(alice, typed, { state: 'open', list }));
    expect(await seek('N')).toEqual(['next week', 'tonight', 'for nobody']);
    expect((await seek('#2'))[0]).toBe('tonight');
    expect(await seek('', 'Trip')).toEqual(['next week']);
    expect(texts(await suggestTodos(alice, '', { state: 'done', list: undefined }))).toEqual(['done']);
    expect(texts(await suggestTodos(alice, '', { state: 'removed', list: undefined }))).toEqual(['removed']);
    const living = texts(await suggestTodos(alice, '', { state: 'living', list: undefined }));
    expect(living).toEqual(expect.arrayContaining(['done', 'tonight']));
    expect(living).not.toContain('removed');
    const free = await suggestTodos(alice, '', { state: 'open', list: undefined, free: true });
    expect(texts(free)).toEqual(['for nobody']);
    // From elsewhere a server's list is not to be named, but what is assigned is.
    const away = await suggestTodos({ ...alice, guildId: null }, 'for', { state: 'open', list: undefined });
    expect(texts(away)).toEqual(['for Alice']);
    expect(texts(await suggestTodos(newCaller(), '', { state: 'open', list: undefined }))).toEqual([]);
  });

  test('lists are those of one’s own, the server’s and shared ones, with what is open on them', async () => {
    const { things: lists } = await todoLists.list(alice, { page: 1 });
    expect(lists.map(({ name, openCount }) => [name, openCount])).toEqual([
      [null, 3],
      ['Trip', 1],
      [expect.stringMatching(/^List/), 2],
    ]);
    const names = async (caller = alice, typed = '') =>
      (await todoLists.suggest(caller, typed, { role: 'member', unnamed: 'My list' })).map(
        ({ name }) => name,
      );
    expect(await names(alice, 'my')).toEqual([null]);
    const carol = newCaller();
    await todoLists.share(alice, trip, carol.userId, 'viewer');
    expect(await names(carol)).toEqual([]);
    await todoLists.share(alice, trip, carol.userId, 'editor');
    expect(await names(carol)).toEqual(['Trip']);
    await todoLists.change(alice, 'trip', { name: 'Journey' });
    expect(await names(carol)).toEqual(['Journey']);
    await todoLists.unshare(carol, 'journey', carol.userId);
    expect(await names(carol)).toEqual([]);
  });
});

describe('members who left', () => {
  const log = createLogger('silent');

  test('are asked after while something there is theirs, and only Discord’s word marks them', async () => {
    const [maker, gone, stays, idle] = Array.from({ length: 4 }, () =>
      newCaller({ guildId: '900000000000000021' }),
    );
    if (!maker || !gone || !stays || !idle) throw new Error('there are four of them');
    const list = await newServerList(maker);
    for (const { userId } of [gone, stays]) await newTodo(maker, 'x', { list: list.id, assigneeId: userId });
    await newTodo(idle, 'on their own list');
    const asked: string[] = [];
    const leftAt = async ({ userId }: { userId: string }) =>
      (await GuildMember.query().findById(['900000000000000021', userId]))?.leftAt ?? null;

    const down = () => Promise.reject(new Error('503'));
    await reconcileMembers(database.knex, down, log);
    expect(await leftAt(gone)).toBeNull();
    await reconcileMembers(
      database.knex,
      (_, userId) => {
        asked.push(userId);
        return Promise.resolve(userId !== gone.userId);
      },
      log,
    );
    expect(asked).toEqual(expect.arrayContaining([maker.userId, gone.userId, stays.userId]));
    expect(asked).not.toContain(idle.userId);
    expect(await leftAt(gone)).not.toBeNull();
    expect(await leftAt(stays)).toBeNull();
    await reconcileMembers(database.knex, () => Promise.resolve(true), log);
    expect(await leftAt(gone)).toBeNull();
  });

  test('what they had is theirs no more in “assigned to me”', async () => {
    const [maker, gone] = [newCaller({ guildId }), newCaller({ guildId })];
    const list = await newServerList(maker);
    const todo = await newTodo(maker, 'x', { list: list.id });
    await assignTodo(maker, { ids: [todo.id] }, gone.userId, NOW);
    const mine = async () =>
      (await listTodos(gone, { filter: 'mine', sort: 'due', page: 1, now: NOW, dayEnd: DAY_END })).total;
    expect(await mine()).toBe(1);
    await markLeft(guildId, gone.userId);
    expect(await mine()).toBe(0);
  });
});
