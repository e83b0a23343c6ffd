import { expect, test } from '@jest/globals';
import { Writable } from 'node:stream';
import { EventEmitter } from 'node:events';
import { createDatabase } from '../../src/database/knex.ts';
import { migrate } from '../../src/queues/migrate.ts';
import type { Breaker } from '../../src/database/breaker.ts';
import { dropQueues, forgetJobs, prepareQueues } from '../../src/queues/prepare.ts';
import { QUEUES } from '../../src/queues/queues.ts';
import { startQueues } from '../../src/queues/start-queues.ts';
import type { Work } from '../../src/queues/work.ts';
import { deadJobs } from '../../src/queues/dead.ts';
import { queueOverview } from '../../src/queues/overview.ts';
import type { Send } from '../../src/queues/outbox/batch.ts';
import { outboxWork } from '../../src/queues/outbox/worker.ts';
import { createLogger } from '../../src/logger.ts';
import { BaseModel } from '../../src/models/base/base-model.ts';
import { REMINDERS, type ClaimedReminder } from '../../src/models/reminder/outbox.ts';
import { followReminders } from '../../src/models/reminder/follow.ts';
import { asOwner, useDatabase } from '../support/database.ts';
import { inMinutes, newTodo } from '../support/reminders.ts';
import { until } from '../support/until.ts';

const database = useDatabase();
const silent = createLogger('silent');
const log = silent;

/** Our own small pool, as the bot has it; of a role if one is given. */
function pool(role?: string) {
  const address = new URL(database.url);
  if (role) [address.username, address.password] = [role, 'secret'];
  return createDatabase({
    url: address.href,
    poolMax: 3,
    applicationName: 'jobs of the tests',
    namedStatements: true,
    slowQueryMs: Number.POSITIVE_INFINITY,
    log: silent,
  });
}
/** Jobs for the reminders 1 to n, the last of which is due first. */
const enqueueMany = (count: number) =>
  database.knex.raw(
    `select enqueue('reminders', jsonb_build_object('reminderId', id), now() - n * interval '1 minute', id)
     from (select n, '00000000-0000-4000-8000-' || lpad(n::text, 12, '0') as id from generate_series(1, ?) n) wanted`,
    [count],
  );
const counting = (seen: number[], batchSize = 4): Work<{ reminderId: string }>[] => [
  {
    queue: QUEUES.reminders,
    batchSize,
    run: (jobs) => {
      seen.push(...jobs.map(({ data }) => Number(data.reminderId.slice(-12))));
      return Promise.resolve(jobs.map(({ id }) => ({ id, status: 'completed' })));
    },
  },
];

test('a role that may only write rows works on the queues; preparing them again writes nothing', async () => {
  const role = `bot_${Date.now()}`;
  await asOwner(`create role ${role} login password 'secret'`);
  await database.knex.raw(`grant select, insert, update, delete on all tables in schema public to ${role}`);
  await prepareQueues(database.knex);
  const knex = pool(role);
  await knex.raw('select 1');
  await prepareQueues(knex);
  await enqueueMany(10);
  const seen: number[] = [];
  const queues = await startQueues({ knex, works: counting(seen), log });
  await until('all are done', () => seen.length === 10);
  await queues.wake();
  await queues.stop();
  await knex.destroy();
  // The highest priority first, which for reminders is the earliest.
  const batches = [seen.slice(0, 4), seen.slice(4, 8), seen.slice(8)].map((batch) =>
    batch.sort((a, b) => b - a),
  );
  expect(batches.flat()).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  await database.knex.raw(`drop owned by ${role}`);
  await asOwner(`drop role ${role}`);
});

test('nothing is taken while the breaker is open, and all of it when it closes', async () => {
  await database.knex('pgboss.job').delete();
  const events = new EventEmitter();
  const breaker: { -readonly [K in keyof Breaker]: Breaker[K] } = {
    state: 'open',
    failure: undefined,
    onChange(listener: (state: Breaker['state']) => void) {
      const tell = () => listener(breaker.state);
      events.on('change', tell);
      return () => void events.off('change', tell);
    },
  };
  await enqueueMany(5);
  const seen: number[] = [];
  const knex = pool();
  const queues = await startQueues({ knex, works: counting(seen), breaker, log });
  await queues.wake();
  expect(seen).toEqual([]);
  breaker.state = 'closed';
  events.emit('change');
  await until('all are done', () => seen.length === 5);
  breaker.state = 'open';
  events.emit('change');
  await queues.stop();
  expect(events.listenerCount('change')).toBe(0);
  await knex.destroy();
});

test('a database that is away while they start ends nothing: they start when it is back', async () => {
  await database.knex('pgboss.job').delete();
  await enqueueMany(2);
  const knex = pool();
  const name = new URL(database.url).pathname.slice(1);
  await asOwner(`alter database ${name} allow_connections false`);
  const seen: number[] = [];
  const queues = await startQueues({ knex, works: counting(seen), log });
  await queues.wake();
  expect(seen).toEqual([]);
  await asOwner(`alter database ${name} allow_connections true`);
  await until('they start', () => seen.length === 2);
  await queues.stop();
  await knex.destroy();
});

test('an outage is logged when it begins and when it is over, and a script that breaks off leaves nothing behind', async () => {
  await database.knex('pgboss.job').delete();
  const lines: string[] = [];
  const knex = pool();
  const heard = createLogger(
    'info',
    new Writable({ write: (chunk, _, done) => (lines.push(String(chunk)), done()) }),
  );
  const seen: number[] = [];
  const queues = await startQueues({ knex, works: counting(seen), log: heard });
  const name = new URL(database.url).pathname.slice(1);
  await asOwner(`alter database ${name} allow_connections false`);
  await asOwner(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}' and application_name = 'jobs of the tests'`,
  );
  await until('it is noticed', () => lines.some((line) => line.includes('queues paused')));
  await expect(queues.wake()).rejects.toThrow();
  await expect(queues.wake()).rejects.toThrow();
  await asOwner(`alter database ${name} allow_connections true`);
  await enqueueMany(3);
  await until('it goes on', () => seen.length === 3);
  await queues.stop();
  const paused = lines.filter((line) => line.includes('queues paused'));
  expect(paused.map((line) => Object.keys(JSON.parse(line)))).toEqual([['level', 'time', 'reason', 'msg']]);
  expect(paused.join('')).not.toMatch(/select|update|pgboss/i);
  expect(lines.filter((line) => line.includes('queues resumed'))).toHaveLength(1);
  await knex.destroy();
});

test('what is written with reminders reaches the worker, the earliest first, and is settled by it', async () => {
  await database.knex('pgboss.job').delete();
  const todos: { id: string }[] = [];
  for (const minutes of [30, 10, 20]) todos.push(await newTodo(database.knex, { dueAt: inMinutes(minutes) }));
  await BaseModel.transact((trx) =>
    followReminders(
      trx,
      todos.map(({ id }) => id),
      inMinutes(0),
    ),
  );
  await database.knex('pgboss.job').update({ start_after: inMinutes(-1) });
  const order: Date[] = [];
  const send: Send<ClaimedReminder> = ({ remindAt }) => {
    order.push(remindAt);
    return Promise.resolve({ outcome: 'sent', channelId: '1', messageId: '2' });
  };
  const knex = pool();
  const now = () => inMinutes(40);
  const works: Work[] = [outboxWork({ outbox: REMINDERS, knex, send, now, log, batchSize: 1 })];
  const queues = await startQueues({ knex, works, log });
  await until('all are sent', async () => {
    await queues.wake();
    return order.length === 3;
  });
  await queues.stop();
  await knex.destroy();
  expect(order).toEqual([10, 20, 30].map(inMinutes));
  expect(await database.knex('reminders').pluck('state')).toEqual(['sent', 'sent', 'sent']);
});

test('the owner’s view counts what is due, late and dead', async () => {
  await database.knex('pgboss.job').delete();
  await enqueueMany(3);
  await database.knex.raw(
    `insert into pgboss.job (name, output, source_name, source_retry_count)
     values ('reminders_dead', '{"reason": "Error: no"}', 'reminders', 24)`,
  );
  const [overview] = await queueOverview(database.knex, ['reminders']);
  expect(overview).toMatchObject({ queue: 'reminders', due: 3, waiting: 0, active: 0, retrying: 0, dead: 1 });
  expect(overview?.lagSeconds).toBeGreaterThanOrEqual(180);
  expect(await deadJobs(database.knex, 5)).toMatchObject([
    { queue: 'reminders', reason: 'Error: no', attempts: 25 },
  ]);
});

test('jobs are forgotten with what they are about, and the queues can be dropped and made anew', async () => {
  await database.knex.transaction((trx) => forgetJobs(trx));
  expect(await database.knex('pgboss.job').pluck('id')).toEqual([]);
  await dropQueues(database.knex);
  await database.knex.transaction((trx) => forgetJobs(trx));
  await migrate(database.knex, silent);
  expect(await database.knex('pgboss.queue').orderBy('name').pluck('name')).toEqual([
    'exports',
    'exports_dead',
    'notices',
    'notices_dead',
    'reminders',
    'reminders_closed',
    'reminders_closed_dead',
    'reminders_dead',
  ]);
});
