import type { Knex } from 'knex';
import type { Logger } from '../../logger.ts';
import { enqueueMissing } from '../../models/reminder/enqueue.ts';
import { releaseHeld } from '../../models/reminder/release.ts';

/** Milliseconds that are looked ahead; until the next run nothing beyond can become due. */
const AHEAD_MS = 60 * 60_000;

/** Lets go of reminders that no longer need to be held, and gives those that are due, or soon will be, a job when they have none. */
export async function reconcileReminders(knex: Knex, now: Date, log: Logger): Promise<void> {
  const released = await releaseHeld(knex);
  if (released > 0) log.info({ released }, 'held reminders released');
  const missing = await enqueueMissing(knex, new Date(now.getTime() + AHEAD_MS));
  if (missing > 0) log.info({ missing }, 'jobs created for reminders without one');
}
