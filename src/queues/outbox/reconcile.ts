import type { Knex } from 'knex';
import type { Logger } from '../../logger.ts';
import { enqueueMissing } from './enqueue-missing.ts';
import type { OutboxTable } from './outbox.ts';

/** Milliseconds that are looked ahead; until the next run nothing beyond can become due. */
const AHEAD_MS = 60 * 60_000;

/** Gives what is due, or soon will be, a job when it has none. Safe in several processes at once. */
export async function reconcileOutboxes(
  knex: Knex,
  outboxes: readonly OutboxTable[],
  now: Date,
  log: Logger,
): Promise<void> {
  for (const outbox of outboxes) {
    const missing = await enqueueMissing(knex, outbox, new Date(now.getTime() + AHEAD_MS));
    if (missing > 0) log.info({ missing, queue: outbox.queue.name }, 'jobs created for rows without one');
  }
}
