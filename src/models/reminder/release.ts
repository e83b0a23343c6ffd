import type { Knex } from 'knex';
import { enqueueRows } from '../../queues/enqueue.ts';
import { REMINDERS } from './outbox.ts';
import { HEARS } from './hears.ts';

/**
 * Lets go of the reminders that were held, as far as their people may hear of them again: who is back, where the bot is
 * back, where to-dos are switched on again. They come at once when their time has passed. Safe in several processes.
 * @returns how many were let go
 */
export async function releaseHeld(knex: Pick<Knex, 'raw'>): Promise<number> {
  const { rowCount } = await knex.raw<{ rowCount: number }>(
    `with fresh as (
       update reminders r set held_at = null
       from todos t join todo_lists l on l.id = t.list_id
       where r.held_at is not null and r.state = 'pending' and t.id = r.todo_id and ${HEARS}
       returning r.id, r.remind_at)
     ${enqueueRows(REMINDERS)}`,
  );
  return rowCount;
}
