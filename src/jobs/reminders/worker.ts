import { REMINDERS_QUEUE } from '../../models/reminder/enqueue.ts';
import type { Work } from '../queues.ts';
import { sendBatch, type BatchOptions } from './batch.ts';

/** Reminders that are taken at once, and that are on their way at once. */
const BATCH = 20;
const CONCURRENCY = 10;

/** How the queue of reminders is worked on: a batch at a time, so that memory does not depend on how many are due. */
export function remindersWork(
  options: Omit<BatchOptions, 'concurrency'> & { concurrency?: number; batchSize?: number },
): Record<string, Work<{ reminderId: string }>> {
  const { batchSize = BATCH, concurrency = CONCURRENCY } = options;
  return {
    [REMINDERS_QUEUE]: { batchSize, run: (jobs) => sendBatch(jobs, { ...options, concurrency }) },
  };
}
