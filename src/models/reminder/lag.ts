import type { Knex } from 'knex';

/** Seconds by which the earliest reminder that waits is late; 0 when none is due. One look into an index. */
export async function reminderLag(knex: Knex, now: Date): Promise<number> {
  const { rows } = await knex.raw<{ rows: { lag: number }[] }>(
    `select greatest(0, extract(epoch from cast(:now as timestamptz) - min(remind_at)))::float as lag
     from reminders where state = 'pending' and held_at is null`,
    { now },
  );
  return rows[0]?.lag ?? 0;
}
