import type { Claimed } from './outbox.ts';
import type { Work } from '../queues.ts';
import { sendBatch, type BatchOptions } from './batch.ts';

/** Messages that are taken at once, and that are on their way at once. */
const BATCH = 20;
const CONCURRENCY = 10;

/** How a queue of messages is worked on: a batch at a time, so that memory does not depend on how many are due. */
export function outboxWork<Row extends Claimed>(
  options: Omit<BatchOptions<Row>, 'concurrency'> & { concurrency?: number; batchSize?: number },
): Record<string, Work<Record<string, string>>> {
  const { outbox, batchSize = BATCH, concurrency = CONCURRENCY } = options;
  return {
    [outbox.queue]: { batchSize, run: (jobs) => sendBatch(jobs, { ...options, concurrency }) },
  };
}
