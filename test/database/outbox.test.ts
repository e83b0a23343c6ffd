import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import { createLogger } from '../../src/logger.ts';
import { OUTBOXES } from '../../src/models/outboxes.ts';
import { declareQueue } from '../../src/queues/declare.ts';
import { enqueueRows } from '../../src/queues/enqueue.ts';
import { CLAIMABLE, type Claimed, type Outbox } from '../../src/queues/outbox/outbox.ts';
import { outboxLag } from '../../src/queues/outbox/lag.ts';
import { reconcileOutboxes } from '../../src/queues/outbox/reconcile.ts';
import { outboxWork } from '../../src/queues/outbox/worker.ts';
import type { Delivery } from '../../src/queues/outbox/batch.ts';
import { prepareQueues } from '../../src/queues/prepare.ts';
import { QUEUES } from '../../src/queues/queues.ts';
import { startQueues, type Queues } from '../../src/queues/start-queues.ts';
import type { JobOutcome, Work } from '../../src/queues/work.ts';
import { useDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

/** Another kind of thing that is sent once: a table, a declaration and how to send. */
const PARCELS: Outbox<Claimed & { weight: number }, 'receipt'> = {
  queue: declareQueue('parcels', {
    payload: { parcelId: z.uuid() },
    once: 'parcelId',
    policy: { retryLimit: 1, retryDelay: 0, retryDelayMax: 1, expireInSeconds: 60, retentionSeconds: 3600 },
  }),
  table: 'parcels',
  at: 'leaves_at',
  held: null,
  waits: `r.state = 'pending'`,
  enough: 'false',
  keeps: { receipt: 'receipt' },
  judged: `judged as (
    select r.id, r.weight, case when r.weight > 0 then 'sending' else 'cancelled' end as next
    from parcels r where ${CLAIMABLE} for update of r skip locked)`,
  shown: { weight: 'weight' },
  lane: ({ id }) => id,
};

const database = useDatabase();
const log = createLogger('silent');

beforeAll(async () => {
  await database.knex.raw(`
    create table parcels (
      id uuid primary key, weight integer not null, receipt text,
      state text not null default 'pending', attempts smallint not null default 0,
      claimed_at timestamptz, first_claimed_at timestamptz, sent_at timestamptz, failure text,
      leaves_at timestamptz not null default now())`);
  await prepareQueues(database.knex, [...Object.values(QUEUES), PARCELS.queue]);
});

const post = (...weights: number[]) =>
  database.knex.raw(
    `with fresh as (
       insert into parcels (id, weight) select gen_random_uuid(), w from unnest(cast(? as integer[])) w returning id, leaves_at)
     ${enqueueRows(PARCELS)}`,
    [weights],
  );

let sent: number[] = [];
let outcomes: JobOutcome[] = [];
beforeEach(async () => {
  [sent, outcomes] = [[], []];
  await database.knex('parcels').delete();
  await database.knex('pgboss.job').delete();
});

/** Works on parcels until something is so. */
async function working(
  send: (weight: number, attempts: number) => Promise<Delivery<'receipt'>>,
  what: string,
  isSo: () => Promise<boolean> | boolean,
): Promise<void> {
  const works: Work[] = [
    outboxWork({
      knex: database.knex,
      outbox: PARCELS,
      send: ({ weight, attempts }) => (sent.push(weight), send(weight, attempts)),
      now: () => new Date(),
      log,
    }),
  ];
  const queues: Queues = await startQueues({
    knex: database.knex,
    works,
    onFinished: (queue, outcome) => expect(queue).toBe('parcels') ?? outcomes.push(outcome),
    log,
  });
  try {
    await until(what, isSo);
  } finally {
    await queues.stop();
  }
}
const allAre = (state: string) => async () =>
  (await database.knex('parcels').whereNot({ state })).length === 0;

test('another kind of thing needs a table, a declaration and how to send', async () => {
  await post(3, 0, 5);
  await working(
    (weight) => Promise.resolve({ outcome: 'sent', receipt: `receipt of ${weight}` }),
    'the jobs are done',
    () => outcomes.length === 3,
  );
  expect(sent.toSorted((a, b) => a - b)).toEqual([3, 5]);
  expect(outcomes.sort()).toEqual(['idle', 'sent', 'sent']);
  expect(await database.knex('parcels').orderBy('weight')).toMatchObject([
    { weight: 0, state: 'cancelled', sent_at: null },
    { weight: 3, state: 'sent', receipt: 'receipt of 3', sent_at: expect.any(Date), claimed_at: null },
    { weight: 5, state: 'sent', receipt: 'receipt of 5' },
  ]);
});

test('what fails is tried again, as a second attempt; what is refused is not', async () => {
  await post(1, 2);
  await working(
    (weight, attempts) =>
      weight === 2
        ? Promise.resolve({ outcome: 'refused', reason: 'too heavy' })
        : attempts === 1
          ? Promise.reject(new Error('no van'))
          : Promise.resolve({ outcome: 'sent', receipt: 'at last' }),
    'both are settled',
    () => outcomes.length === 3,
  );
  expect(outcomes.sort()).toEqual(['refused', 'retried', 'sent']);
  expect(await database.knex('parcels').orderBy('weight')).toMatchObject([
    { state: 'sent', attempts: 2, failure: null, receipt: 'at last' },
    { state: 'failed', attempts: 1, failure: 'too heavy' },
  ]);
});

test('jobs that were lost are made again, once, and the delay is known', async () => {
  await post(1);
  await database.knex('pgboss.job').delete();
  const later = new Date(Date.now() + 60_000);
  expect(await outboxLag(database.knex, PARCELS, later)).toBeGreaterThan(50);
  const again = () => reconcileOutboxes(database.knex, [PARCELS], later, log);
  await Promise.all([again(), again(), again()]);
  expect(await database.knex('pgboss.job').where({ name: 'parcels' })).toHaveLength(1);
  await working(() => Promise.resolve({ outcome: 'sent', receipt: 'x' }), 'it is sent', allAre('sent'));
  expect(await outboxLag(database.knex, PARCELS, later)).toBe(0);
});

test('a job that does not fit its queue is given up at once, and keeps nobody waiting', async () => {
  await database.knex.raw(`select enqueue('parcels', '{"parcelId": "the red one"}')`);
  await post(4);
  await working(
    () => Promise.resolve({ outcome: 'sent', receipt: 'x' }),
    'both are settled',
    () => outcomes.length === 2,
  );
  expect(outcomes.sort()).toEqual(['dead', 'sent']);
  expect(await database.knex('pgboss.job').where({ name: 'parcels_dead' })).toMatchObject([
    { data: { parcelId: 'the red one' }, output: { reason: 'it does not fit its queue' } },
  ]);
});

test.each(OUTBOXES.map((outbox) => [outbox.table, outbox] as const))(
  'the table %s has what is written into it, and an index for what waits and one for what is being sent',
  async (table, { at, held, waits, keeps, queue }) => {
    const columns = await database
      .knex('information_schema.columns')
      .where({ table_name: table })
      .pluck('column_name');
    const needed = ['id', 'state', 'attempts', 'claimed_at', 'first_claimed_at', 'sent_at', 'failure', at];
    expect(columns).toEqual(expect.arrayContaining([...needed, ...Object.values(keeps)]));
    if (held) expect(columns).toContain(held);
    expect(queue.payload.safeParse({ [queue.once ?? '']: uuid() }).success).toBe(true);
    for (const condition of [waits, `r.state = 'sending'`]) {
      const { rows } = await database.knex.transaction(async (trx) => {
        await trx.raw('set local enable_seqscan = off');
        return trx.raw<{ rows: Record<string, string>[] }>(
          `explain select r.id from ${table} r where ${condition} order by r.${at} limit 1`,
        );
      });
      expect(JSON.stringify(rows)).toContain('Index');
    }
  },
);
