import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PgBoss } from 'pg-boss';
import { v7 as uuid } from 'uuid';
import type { Queue } from '../../src/queues/declare.ts';
import { enqueue } from '../../src/queues/enqueue.ts';
import { jobStore } from '../../src/queues/job-store.ts';
import { QUEUES } from '../../src/queues/queues.ts';
import { useDatabase } from '../support/database.ts';
import { settled } from '../support/playlists.ts';

let boss: PgBoss;
afterAll(() => boss.stop({ graceful: false }));
const database = useDatabase();
const AT = new Date('2030-01-02T03:04:05Z');
const { reminders } = QUEUES;
const queues: readonly Queue[] = Object.values(QUEUES);

beforeAll(async () => {
  boss = new PgBoss({ db: jobStore(database.knex), migrate: false, supervise: false, schedule: false });
  await boss.start();
});

const jobs = () => database.knex('pgboss.job');
const bySend = (queue: string, data: object, key: string, startAfter?: Date) =>
  boss.send(queue, data, { singletonKey: key, ...(startAfter && { startAfter }) });

test('the columns of pgboss.job are those that enqueue() was written for', async () => {
  const columns = await database
    .knex('information_schema.columns')
    .where({ table_schema: 'pgboss', table_name: 'job' })
    .orderBy('column_name')
    .pluck('column_name');
  // One more here is to be compared with what pg-boss's own send writes into it, and added to the function if need be.
  expect(columns).toEqual(
    (
      'blocked blocking completed_on created_on data dead_letter deletion_seconds expire_seconds group_id group_tier ' +
      'heartbeat_on heartbeat_seconds id keep_until name output pending_dependencies policy priority retry_backoff ' +
      'retry_count retry_delay retry_delay_max retry_limit singleton_key singleton_on source_created_on source_id ' +
      'source_name source_retry_count start_after started_on state'
    ).split(' '),
  );
});

test.each(
  queues.flatMap(
    (queue) =>
      [
        [queue.name, AT, queue],
        [queue.name, null, queue],
      ] as const,
  ),
)('enqueue() writes into %s, due %s, what pg-boss would', async (name, at, queue) => {
  const data = { [queue.once ?? 'id']: uuid() };
  const key = String(Object.values(data)[0]);
  // One transaction has one time.
  await database.knex.transaction(async (trx) => {
    await trx.raw('select enqueue(?, ?, ?, ?)', [name, JSON.stringify(data), at, key]);
    const [ours] = await trx('pgboss.job').where({ name, singleton_key: key });
    await trx('pgboss.job').where({ id: ours.id }).delete();
    const inside = new PgBoss({ db: jobStore(trx), migrate: false, supervise: false, schedule: false });
    await inside.start();
    await inside.send(name, data, { singletonKey: key, ...(at && { startAfter: at }) });
    await inside.stop({ graceful: false });
    const [theirs] = await trx('pgboss.job').where({ name, singleton_key: key });
    // The priority makes the earliest leave first.
    expect({ ...ours, id: null, priority: 0 }).toEqual({ ...theirs, id: null });
    expect(ours.priority).toBeCloseTo(-(ours.start_after - Date.UTC(2020, 0)) / 1_000, -1);
  });
});

test('of twenty at once one makes the job, also beside what pg-boss itself sends; a worker gets it', async () => {
  await jobs().delete();
  const data = { reminderId: uuid() };
  const made = await settled(20, () => enqueue(database.knex, reminders, data));
  expect(made.map((outcome) => outcome.status === 'fulfilled' && outcome.value).filter(Boolean)).toEqual([
    true,
  ]);
  expect(await bySend(reminders.name, data, data.reminderId)).toBeNull();
  const [job] = await boss.fetch(reminders.name, { includeMetadata: true });
  expect(job).toMatchObject({ data, singletonKey: data.reminderId, deadLetter: 'reminders_dead' });
  // While it is being worked on, it is alive.
  expect(await enqueue(database.knex, reminders, data)).toBe(false);
  await boss.complete(reminders.name, job?.id ?? '');
  expect(await enqueue(database.knex, reminders, data, AT)).toBe(true);
});

test('a job is there when its transaction commits, and not when it does not', async () => {
  const data = { reminderId: uuid() };
  await expect(
    database.knex.transaction(async (trx) => {
      await enqueue(trx, reminders, data);
      throw new Error('rolled back');
    }),
  ).rejects.toThrow('rolled back');
  expect(await jobs().where({ singleton_key: data.reminderId })).toEqual([]);
});

test('what does not fit is refused: a queue that there is none of, and another payload', async () => {
  await expect(database.knex.raw(`select enqueue('remainders', '{}')`)).rejects.toThrow(
    'there is no queue remainders',
  );
  await expect(enqueue(database.knex, reminders, { reminderId: 'soon' })).rejects.toThrow('Invalid UUID');
});
