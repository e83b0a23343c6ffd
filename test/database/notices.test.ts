import { beforeEach, describe, expect, test } from '@jest/globals';
import { sendBatch, type Send } from '../../src/queues/outbox/batch.ts';
import { purge } from '../../src/jobs/purge.ts';
import { createLogger } from '../../src/logger.ts';
import { Notice } from '../../src/models/notice/notice.ts';
import { noticedTodos } from '../../src/models/notice/noticed.ts';
import { NOTICES, type ClaimedNotice } from '../../src/models/notice/outbox.ts';
import { claim } from '../../src/queues/outbox/claim.ts';
import { enqueueMissing } from '../../src/queues/outbox/enqueue-missing.ts';
import { outboxLag } from '../../src/queues/outbox/lag.ts';
import { assignTodo, claimTodo, undoAssign } from '../../src/models/todo/assign.ts';
import { completeTodos, reopenTodos } from '../../src/models/todo/complete.ts';
import { editTodo } from '../../src/models/todo/edit.ts';
import { importTodos, swapImport } from '../../src/models/todo/import.ts';
import { clearDone, removeTodos, restoreTodos } from '../../src/models/todo/remove.ts';
import { Todo } from '../../src/models/todo/todo.ts';
import { todoLists } from '../../src/models/todo-list/todo-list.ts';
import type { Caller } from '../../src/domain/ownership/caller.ts';
import { useDatabase } from '../support/database.ts';
import { newCaller, settled } from '../support/playlists.ts';
import { MANY, newServerList, newTodo } from '../support/todos.ts';

const database = useDatabase();
const NOW = new Date();
const SENT = { outcome: 'sent', channelId: '11', messageId: '22' } as const;
let servers = 0n;

/** A list of a new server, with an author, a holder and somebody who manages the server. */
async function scene() {
  servers += 1n;
  const here = { guildId: String(960_000_000_000_000_000n + servers) };
  const author = newCaller(here);
  const holder = newCaller(here);
  const boss = newCaller({ ...here, isStaff: true });
  const list = await newServerList(author);
  for (const one of [holder, boss]) await newTodo(one, 'makes them a member', { list: list.id });
  const todo = await newTodo(author, 'Cake', { list: list.id, assigneeId: holder.userId });
  await database.knex('notices').delete();
  return { author, holder, boss, list, todo, refs: { ids: [todo.id] } };
}

/** Who is to be told what, in the order in which it was done; a name is more telling than a number. */
async function told({ author, holder, boss }: Partial<Record<'author' | 'holder' | 'boss', Caller>>) {
  const names = new Map(Object.entries({ author, holder, boss }).map(([name, one]) => [one?.userId, name]));
  const notices = await Notice.query().orderBy(['created_at', 'user_id']);
  return notices.map(({ userId, kind, todoIds }) =>
    [names.get(userId), kind, ...(todoIds.length > 1 ? [todoIds.length] : [])].join(' '),
  );
}

const claimAll = async () => claim(database.knex, NOTICES, await Notice.query().then(idsOf), NOW);
const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
const cancelled = () => Notice.query().where({ state: 'cancelled' }).resultSize();

beforeEach(async () => {
  await database.knex('notices').delete();
  await database.knex('pgboss.job').delete();
});

describe('who made a to-do and who has it to do are told', () => {
  test.each<[string, (all: Awaited<ReturnType<typeof scene>>) => Promise<unknown>, string[]]>([
    ['that it is done', ({ boss, refs }) => completeTodos(boss, refs, NOW), ['author done', 'holder done']],
    ['that the other did it', ({ holder, refs }) => completeTodos(holder, refs, NOW), ['author done']],
    [
      'of another text',
      ({ boss, todo }) => editTodo(boss, todo.id, { text: 'Pie' }, NOW),
      ['author changed', 'holder changed'],
    ],
    [
      'of another date',
      ({ author, todo }) => editTodo(author, todo.id, { due: { at: NOW, zone: 'UTC' } }, NOW),
      ['holder changed'],
    ],
    ['nothing of another priority', ({ boss, todo }) => editTodo(boss, todo.id, { priority: 3 }, NOW), []],
    [
      'that it was removed',
      ({ boss, refs }) => removeTodos(boss, refs, NOW),
      ['author removed', 'holder removed'],
    ],
    [
      'that it changed hands',
      ({ boss, refs }) => assignTodo(boss, refs, boss.userId, NOW),
      ['author reassigned', 'holder unassigned'],
    ],
    ['that it is nobody’s', ({ author, refs }) => assignTodo(author, refs, null, NOW), ['holder unassigned']],
    [
      'nothing where it stays theirs',
      ({ boss, holder, refs }) => assignTodo(boss, refs, holder.userId, NOW),
      [],
    ],
  ])('%s', async (_, act, expected) => {
    const all = await scene();
    await act(all);
    expect((await told(all)).toSorted()).toEqual(expected);
  });

  test('that it was assigned to them, as it is added and imported; nobody of what they do themselves', async () => {
    const { author, holder, boss, list } = await scene();
    await newTodo(author, 'Tea', { list: list.id, assigneeId: holder.userId });
    await newTodo(author, 'Milk', { list: list.id, assigneeId: author.userId });
    const mine = await newTodo(boss, 'Sugar', { list: list.id });
    await claimTodo(boss, { ids: [mine.id] }, NOW);
    expect(await told({ author, holder, boss })).toEqual(['holder assigned']);
    await claimTodo(holder, { ids: [(await newTodo(author, 'Salt', { list: list.id })).id] }, NOW);
    expect(await told({ author, holder, boss })).toEqual(['holder assigned', 'author reassigned']);
  });

  test('of many to-dos of one act in one message', async () => {
    const all = await scene();
    const { author, holder, boss, list } = all;
    const todos = [];
    for (const text of ['a', 'b', 'c']) todos.push(await newTodo(holder, text, { list: list.id }));
    await completeTodos(boss, { ids: idsOf(todos) }, NOW);
    await reopenTodos(boss, { ids: idsOf(todos) }, MANY, NOW);
    await completeTodos(author, { ids: idsOf(todos) }, NOW);
    await clearDone(author, list.id, NOW);
    await restoreTodos(author, { ids: idsOf(todos) }, MANY, NOW);
    expect(await told(all)).toEqual(
      ['done 3', 'reopened 3', 'done 3', 'removed 3', 'restored 3'].map((what) => `holder ${what}`),
    );
  });

  test('of an import that replaces, and of each undoing of it', async () => {
    const all = await scene();
    const { boss, holder, list } = all;
    const rhythm = { repeat: null, repeatEvery: 1, repeatDay: null, due: null } as const;
    const filed = {
      text: 'x',
      done: false,
      priority: 'normal',
      assigneeId: holder.userId,
      ...rhythm,
    } as const;
    const { actId } = await importTodos(boss, list.id, [filed, filed], {
      mode: 'replace',
      limit: MANY,
      now: NOW,
    });
    expect(await told(all)).toEqual(['author removed', 'holder removed 2', 'holder assigned 2']);
    await database.knex('notices').delete();
    const undone = await swapImport(boss, actId, MANY, NOW);
    await swapImport(boss, undone.actId, MANY, NOW);
    expect((await told(all)).filter((line) => line.startsWith('author'))).toEqual([
      'author restored',
      'author removed',
    ]);
  });

  test('of the undoing of an assignment', async () => {
    const all = await scene();
    const { actId } = await assignTodo(all.boss, all.refs, null, NOW);
    await undoAssign(all.boss, actId, NOW);
    expect(await told(all)).toEqual([
      'author reassigned',
      'holder unassigned',
      'author reassigned',
      'holder assigned',
    ]);
  });
});

test('twenty acts at once tell each person of each act once', async () => {
  const { author, holder, boss, list } = await scene();
  const todos: Todo[] = [];
  for (let n = 0; n < 20; n += 1)
    todos.push(await newTodo(author, String(n), { list: list.id, assigneeId: holder.userId }));
  await database.knex('notices').delete();
  await database.knex('pgboss.job').delete();
  const done = await settled(20, () => completeTodos(boss, { ids: idsOf(todos) }, NOW));
  expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect((await told({ author, holder })).toSorted()).toEqual(['author done 20', 'holder done 20']);
  const each = await settled(20, (n) => removeTodos(boss, { ids: idsOf(todos.slice(n, n + 1)) }, NOW));
  // A machine that is busy may turn away who waits for the list too long.
  for (const outcome of each)
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ name: 'Busy' });
  const removed = await Todo.query().findByIds(idsOf(todos)).whereNotNull('deleted_at').resultSize();
  expect(await Notice.query().where({ kind: 'removed' }).resultSize()).toBe(2 * removed);
  expect(await database.knex('pgboss.job').where({ name: 'notices' })).toHaveLength(2 + 2 * removed);
  expect(removed).toBeGreaterThan(0);
});

describe('nobody is told', () => {
  test('who switched it off, before the act or before the message', async () => {
    const all = await scene();
    await database.knex('users').where({ id: all.author.userId }).update({ notices: false });
    await completeTodos(all.boss, all.refs, NOW);
    expect(await told(all)).toEqual(['holder done']);
    await database.knex('users').where({ id: all.holder.userId }).update({ notices: false });
    expect(await claimAll()).toEqual([]);
    expect(await cancelled()).toBe(1);
  });

  test.each<[string, string]>([
    ['left the server', 'update guild_members set left_at = now() where guild_id = :guildId'],
    ['is in a server that removed the bot', 'update guilds set left_at = now() where id = :guildId'],
    [
      'is in a server where to-dos are off',
      `insert into guild_modules (guild_id, module, enabled) values (:guildId, 'todo', false)`,
    ],
  ])('who %s', async (_, change) => {
    const { boss, refs, list } = await scene();
    await completeTodos(boss, refs, NOW);
    await database.knex.raw(change, { guildId: list.guildId ?? '' });
    expect(await claimAll()).toEqual([]);
    expect(await cancelled()).toBe(2);
  });

  test('with whom a list is no longer shared, nor of what is gone', async () => {
    const [owner, editor] = [newCaller(), newCaller()];
    const list = await todoLists.create(owner, { name: 'Home', scope: 'mine' }, MANY);
    await todoLists.share(owner, list.id, editor.userId, 'editor');
    const todo = await newTodo(editor, 'Bins', { list: list.id });
    await completeTodos(owner, { ids: [todo.id] }, NOW);
    expect(await claimAll()).toMatchObject([
      { guildId: null, count: 1, todos: [{ text: 'Bins', number: 1 }] },
    ]);
    await todoLists.unshare(owner, list.id, editor.userId);
    expect(await claimAll()).toEqual([]);
    const { boss, refs } = await scene();
    await completeTodos(boss, refs, NOW);
    await removeTodos(boss, refs, NOW);
    expect((await claimAll()).map(({ kind }) => kind)).toEqual(['removed', 'removed']);
  });

  test('more than they may see: what a message is about is asked after for its person alone', async () => {
    const { boss, author, holder, refs } = await scene();
    await completeTodos(boss, refs, NOW);
    const notice = await Notice.query().findOne({ user_id: author.userId });
    const away = { ...author, guildId: null };
    expect(await noticedTodos(away, notice?.id ?? '')).toMatchObject([{ text: 'Cake' }]);
    await expect(noticedTodos(holder, notice?.id ?? '')).rejects.toMatchObject({ key: 'todo.gone' });
    await database
      .knex('guild_members')
      .where({ user_id: author.userId })
      .update({ left_at: database.knex.fn.now() });
    await expect(noticedTodos(away, notice?.id ?? '')).rejects.toMatchObject({ key: 'todo.gone' });
  });
});

describe('a message', () => {
  const options = (send: Send<ClaimedNotice>) => ({
    knex: database.knex,
    outbox: NOTICES,
    send,
    now: () => NOW,
    log: createLogger('silent'),
    concurrency: 3,
  });
  const jobs = async (retryCount = 0) =>
    (await Notice.query()).map(({ id }) => ({
      id: `job of ${id}`,
      data: { noticeId: id },
      retryCount,
      retryLimit: 2,
    }));

  test('is sent once, however many processes take its job', async () => {
    const { boss, refs } = await scene();
    await completeTodos(boss, refs, NOW);
    const sent: string[] = [];
    const send: Send<ClaimedNotice> = ({ userId }) => {
      sent.push(userId);
      return Promise.resolve(SENT);
    };
    const all = await jobs();
    await sendBatch(all, options(send));
    await sendBatch(all, options(send));
    expect(new Set(sent).size).toBe(2);
    expect(sent).toHaveLength(2);
    expect(await Notice.query().where({ state: 'sent', sent_message_id: '22' }).resultSize()).toBe(2);
  });

  test('that fails is put back, and given up at last; one that Discord will not have is not tried again', async () => {
    const { holder, refs } = await scene();
    await completeTodos(holder, refs, NOW);
    await sendBatch(
      await jobs(),
      options(() => Promise.reject(new Error('Discord is away'))),
    );
    expect(await Notice.query()).toMatchObject([
      { state: 'pending', failure: 'Error: Discord is away', attempts: 1 },
    ]);
    const refuses: Send<ClaimedNotice> = () => Promise.resolve({ outcome: 'refused', reason: 'dm: 50007' });
    const [result] = await sendBatch(await jobs(), options(refuses));
    expect(result).toMatchObject({ status: 'completed' });
    expect(await Notice.query()).toMatchObject([{ state: 'failed', failure: 'dm: 50007' }]);
    expect(await sendBatch(await jobs(), options(refuses))).toMatchObject([{ status: 'completed' }]);
  });

  test('whose job was lost gets another; it is late meanwhile, and purged after thirty days', async () => {
    const { holder, refs } = await scene();
    await completeTodos(holder, refs, NOW);
    await database.knex('pgboss.job').delete();
    await database.knex('notices').update({ created_at: new Date(NOW.getTime() - 300_000) });
    expect(await outboxLag(database.knex, NOTICES, NOW)).toBe(300);
    await settled(5, () => enqueueMissing(database.knex, NOTICES, NOW));
    expect(await database.knex('pgboss.job').where({ name: 'notices' })).toHaveLength(1);
    await database
      .knex('notices')
      .update({ state: 'cancelled', created_at: new Date(NOW.getTime() - 31 * 86_400_000) });
    await purge(database.knex, createLogger('silent'));
    expect(await Notice.query()).toEqual([]);
  });
});
