import type { Knex } from 'knex';
import type { Logger } from '../logger.ts';
import { RESTORABLE_DAYS } from '../domain/ownership/restorable.ts';

/** Rows of one transaction: short enough to keep nobody waiting. */
const BATCH = 500;

/** Discord counts the milliseconds of its snowflakes from the first second of 2015. */
const SNOWFLAKE_A_DAY_AGO = `((extract(epoch from now() - interval '1 day') * 1000)::bigint - 1420070400000) << 22`;

/** What is removed for good, and when: statements that take one batch each. */
const PURGES: Readonly<Record<string, string>> = {
  playlists: `delete from playlists where id in (
    select id from playlists where deleted_at < now() - interval '${RESTORABLE_DAYS} days'
    limit ${BATCH} for update skip locked)`,
  guilds: `delete from guilds where id in (
    select id from guilds where left_at < now() - interval '${RESTORABLE_DAYS} days'
    limit 1 for update skip locked)`,
  tracks: `delete from tracks where id in (
    select id from tracks where removed_at < now() - interval '${RESTORABLE_DAYS} days'
    limit ${BATCH} for update skip locked)`,
  reminders: `delete from reminders where id in (
    select id from reminders where state in ('sent', 'failed', 'cancelled') and remind_at < now() - interval '90 days'
    limit ${BATCH} for update skip locked)`,
  notices: `delete from notices where id in (
    select id from notices where state in ('sent', 'failed', 'cancelled') and created_at < now() - interval '${RESTORABLE_DAYS} days'
    limit ${BATCH} for update skip locked)`,
  todo_lists: `delete from todo_lists where id in (
    select id from todo_lists where deleted_at < now() - interval '${RESTORABLE_DAYS} days'
    limit 20 for update skip locked)`,
  todos: `delete from todos where id in (
    select id from todos where deleted_at < now() - interval '${RESTORABLE_DAYS} days'
    limit ${BATCH} for update skip locked)`,
  todo_assignments: `delete from todo_assignments where act_id in (
    select act_id from todo_assignments where created_at < now() - interval '${RESTORABLE_DAYS} days'
    limit ${BATCH} for update skip locked)`,
  handled_interactions: `delete from handled_interactions where id in (
    select id from handled_interactions where id < ${SNOWFLAKE_A_DAY_AGO} limit ${BATCH} for update skip locked)`,
  processes: `delete from processes where id in (
    select id from processes where seen_at < now() - interval '1 hour' limit ${BATCH} for update skip locked)`,
  // Clocks may differ by a minute.
  rate_limits: `delete from rate_limits where key in (
    select key from rate_limits where expire < (extract(epoch from now()) * 1000)::bigint - 60000
    limit ${BATCH} for update skip locked)`,
};

/** Removes what was deleted so long ago that it can no longer be restored. Safe in several processes at once. */
export async function purge(knex: Knex, log: Logger): Promise<void> {
  for (const [table, statement] of Object.entries(PURGES)) {
    let total = 0;
    for (;;) {
      const { rowCount } = await knex.raw<{ rowCount: number }>(statement);
      total += rowCount;
      if (rowCount === 0) break;
    }
    if (total > 0) log.info({ table, rows: total }, 'expired rows deleted');
  }
}
