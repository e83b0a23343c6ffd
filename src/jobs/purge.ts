import type { Knex } from 'knex';
import type { Logger } from '../logger.ts';
import { TABLES } from '../models/personal/tables.ts';

/** Rows of one transaction: short enough to keep nobody waiting. */
const BATCH = 500;

/** What is removed for good, by what each table declares: a statement that takes one batch. */
const PURGES = TABLES.flatMap(({ table, about: { by = 'id', stay } }) => {
  if (!stay) return [];
  const { since, as = String, only, batch = BATCH } = stay;
  const over = [`${since} < ${as(`now() - interval '${stay.for}'`)}`, ...(only ? [only] : [])].join(' and ');
  const statement = `delete from ${table} where (${by}) in (
    select ${by} from ${table} where ${over} limit ${batch} for update skip locked)`;
  return [{ table, statement }];
});

/** Removes what was deleted so long ago that it can no longer be restored. Safe in several processes at once. */
export async function purge(knex: Knex, log: Logger): Promise<void> {
  for (const { table, statement } of PURGES) {
    let total = 0;
    for (;;) {
      const { rowCount } = await knex.raw<{ rowCount: number }>(statement);
      total += rowCount;
      if (rowCount === 0) break;
    }
    if (total > 0) log.info({ table, rows: total }, 'expired rows deleted');
  }
}
