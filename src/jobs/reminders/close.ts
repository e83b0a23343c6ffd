import type { Knex } from 'knex';
import type { Logger } from '../../logger.ts';
import { markClosed, untrueReminder, type UntrueReminder } from '../../models/reminder/close.ts';
import { QUEUES } from '../../queues/queues.ts';
import { eachJob, type Work } from '../../queues/work.ts';

/** Changes the message of a reminder that is no longer true; one that is gone is no mistake. */
export type CloseReminder = (reminder: UntrueReminder) => Promise<void>;

const BATCH = 10;

/** How the messages of reminders follow what was done to their to-dos elsewhere. To change one twice would change nothing. */
export function closingsWork(options: {
  knex: Knex;
  close: CloseReminder;
  now: () => Date;
  log: Logger;
}): Work<{ reminderId: string }> {
  const { knex, close, now, log } = options;
  return eachJob(QUEUES.remindersClosed, {
    batchSize: BATCH,
    log,
    async run({ reminderId }) {
      const reminder = await untrueReminder(knex, reminderId);
      if (!reminder) return 'idle';
      await close(reminder);
      await markClosed(knex, reminderId, now());
      return 'done';
    },
  });
}
