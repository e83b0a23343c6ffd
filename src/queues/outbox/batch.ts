import type { Knex } from 'knex';
import type { JobResult } from 'pg-boss';
import { reasonOf, StorageUnavailable } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import { failed, isLastAttempt, reasonFor, type JobOutcome, type OnFinished, type Taken } from '../work.ts';
import { claim } from './claim.ts';
import type { Claimed, MessageKept, Outbox } from './outbox.ts';
import { markFailed, markSent, putBack } from './settle.ts';

/** What became of an attempt to send. Anything that may go better later is thrown instead. */
export type Delivery<Kept extends string = MessageKept> =
  | ({ outcome: 'sent' } & Readonly<Record<Kept, string>>)
  /** It will not be had, now or later. */
  | { outcome: 'refused'; reason: string };

/** Sends what a row says, or finds that an earlier attempt did. Gives up when `signal` says so. */
export type Send<Row extends Claimed, Kept extends string = MessageKept> = (
  row: Row,
  circumstances: { now: Date; signal: AbortSignal },
) => Promise<Delivery<Kept>>;

export interface BatchOptions<Row extends Claimed, Kept extends string = MessageKept> {
  knex: Knex;
  outbox: Outbox<Row, Kept>;
  send: Send<Row, Kept>;
  now: () => Date;
  log: Logger;
  /** Rows that are on their way at once. */
  concurrency: number;
  onFinished?: OnFinished;
}

/** A job that rings for a row, whose id it has under the name that its queue gives it. */
export type Ringing = Taken<Readonly<Record<string, string>>>;

/** Milliseconds after which an attempt to send is given up; it may have arrived nevertheless. Another first looks whether it did. */
const SEND_WITHIN_MS = { first: 15_000, again: 120_000 };

/** Claims what a batch of jobs rings for, and sends it: what is of one lane in the order of its times. */
export async function sendBatch<Row extends Claimed, Kept extends string>(
  jobs: readonly Ringing[],
  options: BatchOptions<Row, Kept>,
): Promise<JobResult[]> {
  const { knex, outbox, now } = options;
  const { name, once } = outbox.queue;
  const startedAt = performance.now();
  const ringing = new Map(jobs.map((job) => [(once && job.data[once]) ?? '', job]));
  const claimed = await claim(knex, outbox, [...ringing.keys()], now());
  const results = new Map<string, JobResult>();

  async function sendOne(row: Row): Promise<void> {
    const job = ringing.get(row.id);
    if (!job) return;
    const [outcome, result] = await attempt(row, job, options);
    options.onFinished?.(name, outcome, (performance.now() - startedAt) / 1_000);
    results.set(job.id, result);
  }

  const lanes = [...Map.groupBy(claimed, outbox.lane).values()];
  async function lane(): Promise<void> {
    for (let mine = lanes.shift(); mine; mine = lanes.shift()) for (const one of mine) await sendOne(one);
  }
  await Promise.all(Array.from({ length: options.concurrency }, lane));

  return jobs.map(({ id }) => {
    const result = results.get(id);
    if (!result) options.onFinished?.(name, 'idle', (performance.now() - startedAt) / 1_000);
    return result ?? { id, status: 'completed' };
  });
}

async function attempt<Row extends Claimed, Kept extends string>(
  row: Row,
  job: Ringing,
  { knex, outbox, send, now, log }: BatchOptions<Row, Kept>,
): Promise<[JobOutcome, JobResult]> {
  const completed: JobResult = { id: job.id, status: 'completed' };
  const about = { queue: outbox.queue.name, ...job.data, attempt: row.attempts };
  try {
    const delivery = await send(row, {
      now: now(),
      signal: AbortSignal.timeout(SEND_WITHIN_MS[row.attempts > 1 ? 'again' : 'first']),
    });
    if (delivery.outcome === 'refused') {
      await markFailed(knex, outbox, row, delivery.reason);
      log.info({ ...about, reason: delivery.reason }, 'message undeliverable');
      return ['refused', completed];
    }
    const isMine = await markSent(knex, outbox, row, { ...delivery, at: now() });
    if (!isMine) log.warn(about, 'message claimed by another worker while it was being sent');
    return ['sent', completed];
  } catch (err) {
    const reason = reasonFor(err);
    const isLast = isLastAttempt(job);
    const why = err instanceof StorageUnavailable ? { reason } : { err };
    log.warn({ ...about, ...why, isLast }, 'sending a message failed');
    try {
      await (isLast ? markFailed(knex, outbox, row, reason) : putBack(knex, outbox, row, reason));
    } catch (settling) {
      // It stays `sending`, and whoever takes its job next finds out what became of it.
      log.warn({ ...about, reason: reasonOf(settling) }, 'saving the outcome of a message failed');
      return ['retried', { id: job.id, status: 'failed', output: { reason } }];
    }
    return failed(job, reason);
  }
}
