import type { Knex } from 'knex';
import type { JobResult } from 'pg-boss';
import { reasonOf } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import { markClosed, untrueReminders, type UntrueReminder } from '../../models/reminder/close.ts';
import { CLOSINGS_QUEUE } from '../../queues/outbox/enqueue.ts';
import type { Work } from '../../queues/queues.ts';

/** Changes the message of a reminder that is no longer true; one that is gone is no mistake. */
export type CloseReminder = (reminder: UntrueReminder) => Promise<void>;

const BATCH = 10;

/** How the messages of reminders follow what was done to their to-dos elsewhere: each once. */
export function closingsWork(options: {
  knex: Knex;
  close: CloseReminder;
  now: () => Date;
  log: Logger;
}): Record<string, Work<Record<string, string>>> {
  const { knex, close, now, log } = options;
  return {
    [CLOSINGS_QUEUE]: {
      batchSize: BATCH,
      async run(jobs) {
        const ids = jobs.flatMap(({ data }) => data['reminderId'] ?? []);
        const untrue = new Map((await untrueReminders(knex, ids)).map((one) => [one.id, one]));
        const results: JobResult[] = [];
        for (const { id, data } of jobs) {
          const reminder = untrue.get(data['reminderId'] ?? '');
          try {
            if (reminder) {
              await close(reminder);
              await markClosed(knex, reminder.id, now());
            }
            results.push({ id, status: 'completed' });
          } catch (err) {
            log.warn({ reminderId: data['reminderId'], err }, 'editing a reminder message failed');
            results.push({ id, status: 'failed', output: { reason: reasonOf(err) } });
          }
        }
        return results;
      },
    },
  };
}
