import type { Knex } from 'knex';
import type { JobResult } from 'pg-boss';
import { reasonOf, StorageUnavailable } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import type { Claimed, Outbox } from './outbox.ts';
import { markFailed, markSent, putBack } from './settle.ts';

/** What became of an attempt to send. Anything that may go better later is thrown instead. */
export type Delivery =
  | { outcome: 'sent'; channelId: string; messageId: string }
  /** Discord will not have it, now or later. */
  | { outcome: 'refused'; reason: string };

/** Sends what a row says, or finds that an earlier attempt did. Gives up when `signal` says so. */
export type Send<Row extends Claimed> = (
  row: Row,
  circumstances: { now: Date; signal: AbortSignal },
) => Promise<Delivery>;

/** How a job ended, for log and metrics. `idle`: it rang for nothing. */
export type JobOutcome = 'sent' | 'refused' | 'retried' | 'dead' | 'idle';

export interface BatchOptions<Row extends Claimed> {
  knex: Knex;
  outbox: Outbox;
  /** Claims what the jobs ring for, as far as it is still to be sent; the earliest first. */
  claim: (knex: Knex, ids: readonly string[], now: Date) => Promise<Row[]>;
  send: Send<Row>;
  now: () => Date;
  log: Logger;
  /** Messages that are on their way at once. */
  concurrency: number;
  /** Seconds since the job was taken. */
  onFinished?(queue: string, outcome: JobOutcome, seconds: number): void;
}

/** What is needed of a job of pg-boss's. */
export interface Ringing {
  id: string;
  /** With the id of the row under the name that its outbox gives it. */
  data: Readonly<Record<string, string>>;
  retryCount: number;
  retryLimit: number;
}

/** Milliseconds after which an attempt to send is given up; it may have arrived nevertheless. Another first looks whether it did. */
const SEND_WITHIN_MS = { first: 15_000, again: 120_000 };

/** Claims what a batch of jobs rings for, and sends it: each person's in the order of their times. */
export async function sendBatch<Row extends Claimed>(
  jobs: readonly Ringing[],
  options: BatchOptions<Row>,
): Promise<JobResult[]> {
  const { knex, outbox, claim, now } = options;
  const startedAt = performance.now();
  const ringing = new Map(jobs.map((job) => [job.data[outbox.idKey] ?? '', job]));
  const claimed = await claim(knex, [...ringing.keys()], now());
  const results = new Map<string, JobResult>();

  async function sendOne(row: Row): Promise<void> {
    const job = ringing.get(row.id);
    if (!job) return;
    const [outcome, result] = await attempt(row, job, options);
    options.onFinished?.(outbox.queue, outcome, (performance.now() - startedAt) / 1_000);
    results.set(job.id, result);
  }

  const lanes = [...Map.groupBy(claimed, ({ userId }) => userId).values()];
  async function lane(): Promise<void> {
    for (let mine = lanes.shift(); mine; mine = lanes.shift()) for (const one of mine) await sendOne(one);
  }
  await Promise.all(Array.from({ length: options.concurrency }, lane));

  return jobs.map(({ id }) => {
    const result = results.get(id);
    if (!result) options.onFinished?.(outbox.queue, 'idle', (performance.now() - startedAt) / 1_000);
    return result ?? { id, status: 'completed' };
  });
}

async function attempt<Row extends Claimed>(
  row: Row,
  job: Ringing,
  { knex, outbox, send, now, log }: BatchOptions<Row>,
): Promise<[JobOutcome, JobResult]> {
  const { id } = job;
  const about = { [outbox.idKey]: row.id, attempt: row.attempts };
  try {
    const delivery = await send(row, {
      now: now(),
      signal: AbortSignal.timeout(SEND_WITHIN_MS[row.attempts > 1 ? 'again' : 'first']),
    });
    if (delivery.outcome === 'refused') {
      await markFailed(knex, outbox, row, delivery.reason);
      log.info({ ...about, reason: delivery.reason }, 'message undeliverable');
      return ['refused', { id, status: 'completed' }];
    }
    const isMine = await markSent(knex, outbox, row, { ...delivery, at: now() });
    if (!isMine) log.warn(about, 'message claimed by another worker while it was being sent');
    return ['sent', { id, status: 'completed' }];
  } catch (err) {
    const reason = err instanceof Error ? `${err.name}: ${reasonOf(err)}` : String(err);
    const isLast = job.retryCount >= job.retryLimit;
    const why = err instanceof StorageUnavailable ? { reason } : { err };
    log.warn({ ...about, ...why, isLast }, 'sending a message failed');
    try {
      await (isLast ? markFailed(knex, outbox, row, reason) : putBack(knex, outbox, row, reason));
    } catch (settling) {
      // It stays `sending`, and whoever takes its job next finds out what became of it.
      log.warn({ ...about, reason: reasonOf(settling) }, 'saving the outcome of a message failed');
      return ['retried', { id, status: 'failed', output: { reason } }];
    }
    return isLast
      ? ['dead', { id, status: 'deadletter', output: { reason } }]
      : ['retried', { id, status: 'failed', output: { reason } }];
  }
}
