import type { Knex } from 'knex';
import type { JobResult } from 'pg-boss';
import { reasonOf, StorageUnavailable } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import { REMINDERS_QUEUE } from '../../models/reminder/enqueue.ts';
import { claimReminders, type ClaimedReminder } from '../../models/reminder/claim.ts';
import { markFailed, markSent, putBack } from '../../models/reminder/settle.ts';

/** What became of an attempt to send. Anything that may go better later is thrown instead. */
export type Delivery =
  | { outcome: 'sent'; channelId: string; messageId: string }
  /** Discord will not have it, now or later. */
  | { outcome: 'refused'; reason: string };

/** Sends a reminder, or finds that an earlier attempt did. Gives up when `signal` says so. */
export type SendReminder = (
  reminder: ClaimedReminder,
  circumstances: { now: Date; signal: AbortSignal },
) => Promise<Delivery>;

/** How a job ended, for log and metrics. `idle`: it rang for nothing. */
export type JobOutcome = 'sent' | 'refused' | 'retried' | 'dead' | 'idle';

export interface BatchOptions {
  knex: Knex;
  send: SendReminder;
  now: () => Date;
  log: Logger;
  /** Reminders that are on their way at once. */
  concurrency: number;
  /** Seconds since the job was taken. */
  onFinished?(queue: string, outcome: JobOutcome, seconds: number): void;
}

/** What is needed of a job of pg-boss's. */
export interface Ringing {
  id: string;
  data: { reminderId: string };
  retryCount: number;
  retryLimit: number;
}

/** Milliseconds after which an attempt to send is given up; it may have arrived nevertheless. Another first looks whether it did. */
const SEND_WITHIN_MS = { first: 15_000, again: 120_000 };

/** Claims what a batch of jobs rings for, and sends it: each person's in the order of their times. */
export async function sendBatch(jobs: readonly Ringing[], options: BatchOptions): Promise<JobResult[]> {
  const startedAt = performance.now();
  const ringing = new Map(jobs.map((job) => [job.data.reminderId, job]));
  const claimed = await claimReminders(options.knex, [...ringing.keys()], options.now());
  const results = new Map<string, JobResult>();

  async function sendOne(reminder: ClaimedReminder): Promise<void> {
    const job = ringing.get(reminder.id);
    if (!job) return;
    const [outcome, result] = await attempt(reminder, job, options);
    options.onFinished?.(REMINDERS_QUEUE, outcome, (performance.now() - startedAt) / 1_000);
    results.set(job.id, result);
  }

  const lanes = [...Map.groupBy(claimed, ({ userId }) => userId).values()];
  async function lane(): Promise<void> {
    for (let mine = lanes.shift(); mine; mine = lanes.shift()) for (const one of mine) await sendOne(one);
  }
  await Promise.all(Array.from({ length: options.concurrency }, lane));

  return jobs.map(({ id }) => {
    const result = results.get(id);
    if (!result) options.onFinished?.(REMINDERS_QUEUE, 'idle', (performance.now() - startedAt) / 1_000);
    return result ?? { id, status: 'completed' };
  });
}

async function attempt(
  reminder: ClaimedReminder,
  job: Ringing,
  { knex, send, now, log }: BatchOptions,
): Promise<[JobOutcome, JobResult]> {
  const { id } = job;
  const about = { reminderId: reminder.id, attempt: reminder.attempts };
  try {
    const delivery = await send(reminder, {
      now: now(),
      signal: AbortSignal.timeout(SEND_WITHIN_MS[reminder.attempts > 1 ? 'again' : 'first']),
    });
    if (delivery.outcome === 'refused') {
      await markFailed(knex, reminder, delivery.reason);
      log.info({ ...about, reason: delivery.reason }, 'reminder undeliverable');
      return ['refused', { id, status: 'completed' }];
    }
    const isMine = await markSent(knex, reminder, { ...delivery, at: now() });
    if (!isMine) log.warn(about, 'reminder claimed by another worker while it was being sent');
    return ['sent', { id, status: 'completed' }];
  } catch (err) {
    const reason = err instanceof Error ? `${err.name}: ${reasonOf(err)}` : String(err);
    const isLast = job.retryCount >= job.retryLimit;
    const why = err instanceof StorageUnavailable ? { reason } : { err };
    log.warn({ ...about, ...why, isLast }, 'sending a reminder failed');
    try {
      await (isLast ? markFailed(knex, reminder, reason) : putBack(knex, reminder, reason));
    } catch (settling) {
      // It stays `sending`, and whoever takes its job next finds out what became of it.
      log.warn({ ...about, reason: reasonOf(settling) }, 'saving the outcome of a reminder failed');
      return ['retried', { id, status: 'failed', output: { reason } }];
    }
    return isLast
      ? ['dead', { id, status: 'deadletter', output: { reason } }]
      : ['retried', { id, status: 'failed', output: { reason } }];
  }
}
