import type { Knex } from 'knex';
import { NOTICES, REMINDERS, type Outbox } from './outbox.ts';

/** The queue whose jobs change the messages of reminders that are no longer true. */
export const CLOSINGS_QUEUE = 'reminders_closed';

/**
 * The end of a statement whose common table expression `fresh` has rows: a job for each that has none, in the same
 * transaction. The queue's policy allows one living job for a singleton_key, however many ask.
 * Source: pg-boss documentation, "Direct database interactions".
 */
const enqueue = (queue: string, idKey: string, priority: string, at: string) => `
  insert into pgboss.job (name, data, priority, start_after, singleton_key, keep_until, policy, retry_limit, retry_delay,
                          retry_backoff, retry_delay_max, expire_seconds, deletion_seconds, dead_letter,
                          heartbeat_seconds)
  select q.name, jsonb_build_object('${idKey}', f.id), ${priority},
         ${at}, f.id::text, ${at} + q.retention_seconds * interval '1 second', q.policy, q.retry_limit,
         q.retry_delay, q.retry_backoff, q.retry_delay_max, q.expire_seconds, q.deletion_seconds, q.dead_letter,
         q.heartbeat_seconds
  from fresh f join pgboss.queue q on q.name = '${queue}'
  on conflict do nothing`;

/** pg-boss hands out jobs by priority first, so that of what is due the earliest leaves first. */
const earliestFirst = ({ queue, idKey, at }: Outbox) =>
  enqueue(
    queue,
    idKey,
    `-least(extract(epoch from f.${at} - timestamptz '2020-01-01 00:00Z'), 2000000000)::integer`,
    `f.${at}`,
  );

/** For reminders with `id` and `remind_at`. */
export const ENQUEUE = earliestFirst(REMINDERS);

/** For notices with `id` and `created_at`. */
export const ENQUEUE_NOTICE = earliestFirst(NOTICES);

/** For reminders with `id` whose messages are to be changed. */
export const ENQUEUE_CLOSING = enqueue(CLOSINGS_QUEUE, 'reminderId', '0', 'now()');

/** Rows of one statement: short enough to keep nobody waiting. */
const BATCH = 1_000;

/**
 * Gives every row that is to leave before a time, and each that was being sent, a job when it has none: after a restore,
 * which brings back rows and no jobs, or when a job was lost. Safe in several processes at once.
 * @returns how many were missing
 */
export async function enqueueMissing(knex: Knex, outbox: Outbox, until: Date): Promise<number> {
  const { table, queue, at, waits } = outbox;
  for (let total = 0; ;) {
    // Few are due of all that lie ahead, which PostgreSQL does not expect. With an offset it looks the job of each up;
    // else it reads all jobs there are.
    const { rowCount } = await knex.raw<{ rowCount: number }>(
      `
      with fresh as (
        select r.id, r.${at} from ${table} r
        where (${waits} and r.${at} < ? or r.state = 'sending')
          and not exists (select from pgboss.job j where j.name = '${queue}' and j.policy = 'exclusive'
                            and coalesce(j.singleton_key, '') = r.id::text and j.state <= 'active' offset 0)
        order by r.${at}, r.id
        limit ${BATCH})
      ${earliestFirst(outbox)}`,
      [until],
    );
    total += rowCount;
    if (rowCount === 0) return total;
  }
}
