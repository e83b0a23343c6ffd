import type { Work } from '../work.ts';
import { sendBatch, type BatchOptions } from './batch.ts';
import type { Claimed } from './outbox.ts';

/** Messages that are taken at once, and that are on their way at once. */
const BATCH = 20;
const CONCURRENCY = 10;

/** How an outbox is worked on: a batch at a time, so that memory does not depend on how many are due. */
export function outboxWork<Row extends Claimed, Kept extends string>(
  options: Omit<BatchOptions<Row, Kept>, 'concurrency' | 'onFinished'> & {
    concurrency?: number;
    batchSize?: number;
  },
): Work<Record<string, string>> {
  const { outbox, batchSize = BATCH, concurrency = CONCURRENCY } = options;
  return {
    queue: outbox.queue,
    batchSize,
    run: (jobs, onFinished) =>
      sendBatch(jobs, { ...options, concurrency, ...(onFinished && { onFinished }) }),
  };
}
