import type { Knex } from 'knex';
import type { Logger } from '../../logger.ts';
import { enqueueMissing } from '../../queues/outbox/enqueue.ts';
import { NOTICES, REMINDERS } from '../../queues/outbox/outbox.ts';
import { releaseHeld } from '../../models/reminder/release.ts';

/** Milliseconds that are looked ahead; until the next run nothing beyond can become due. */
const AHEAD_MS = 60 * 60_000;

/** Lets go of reminders that no longer need to be held, and gives what is due, or soon will be, a job when it has none; notices as well. */
export async function reconcileReminders(knex: Knex, now: Date, log: Logger): Promise<void> {
  const released = await releaseHeld(knex);
  if (released > 0) log.info({ released }, 'held reminders released');
  for (const outbox of [REMINDERS, NOTICES]) {
    const missing = await enqueueMissing(knex, outbox, new Date(now.getTime() + AHEAD_MS));
    if (missing > 0) log.info({ missing, queue: outbox.queue }, 'jobs created for messages without one');
  }
}
