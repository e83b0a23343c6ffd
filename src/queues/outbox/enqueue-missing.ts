import type { Knex } from 'knex';
import { enqueueRows } from '../enqueue.ts';
import type { OutboxTable } from './outbox.ts';

/** Rows of one statement: short enough to keep nobody waiting. */
const BATCH = 1_000;

/**
 * Gives every row that is to leave before a time, and each that was being sent, a job when it has none: after a restore,
 * which brings back rows and no jobs, or when a job was lost. Safe in several processes at once.
 * @returns how many were missing
 */
export async function enqueueMissing(knex: Knex, outbox: OutboxTable, until: Date): Promise<number> {
  const { table, queue, at, waits } = outbox;
  for (let total = 0; ;) {
    // Few are due of all that lie ahead, which PostgreSQL does not expect. With an offset it looks the job of each up;
    // else it reads all jobs there are.
    const { rowCount } = await knex.raw<{ rowCount: number }>(
      `
      with fresh as (
        select r.id, r.${at} from ${table} r
        where (${waits} and r.${at} < ? or r.state = 'sending')
          and not exists (select from pgboss.job j where j.name = '${queue.name}' and j.policy = 'exclusive'
                            and coalesce(j.singleton_key, '') = r.id::text and j.state <= 'active' offset 0)
        order by r.${at}, r.id
        limit ${BATCH})
      ${enqueueRows(outbox)}`,
      [until],
    );
    total += rowCount;
    if (rowCount === 0) return total;
  }
}
