import type { Knex } from 'knex';
import type { OutboxTable } from './outbox.ts';

/** Seconds by which the earliest that waits is late; 0 when none is due. One look into an index. */
export async function outboxLag(
  knex: Knex,
  { table, at, waits }: Pick<OutboxTable, 'table' | 'at' | 'waits'>,
  now: Date,
): Promise<number> {
  const { rows } = await knex.raw<{ rows: { lag: number }[] }>(
    `select greatest(0, extract(epoch from cast(:now as timestamptz) - min(r.${at})))::float as lag
     from ${table} r where ${waits}`,
    { now },
  );
  return rows[0]?.lag ?? 0;
}
