import type { Knex } from 'knex';
import type { Claimed, Outbox } from './outbox.ts';

/**
 * Claims rows for sending, in one statement; the earliest first. What another process holds a lock on, and what is
 * settled, is left out.
 * What is `sending` already was claimed by a process that died: pg-boss hands out a job a second time only when the
 * first one to take it is silent, which is why the caller must find out whether it was sent (`attempts` > 1).
 */
export async function claim<Row extends Claimed, Kept extends string>(
  knex: Knex,
  { table, at, held, judged, shown }: Outbox<Row, Kept>,
  ids: readonly string[],
  now: Date,
): Promise<Row[]> {
  const columns = Object.entries<string>(shown).map(([name, column]) => `, j.${column} as "${name}"`);
  const { rows } = await knex.raw<{ rows: Row[] }>(
    `with ${judged},
     claimed as (
       update ${table} r
       set state = j.next,
           claimed_at = case j.next when 'sending' then cast(:now as timestamptz) end,
           first_claimed_at = coalesce(r.first_claimed_at, case j.next when 'sending' then now() end),
           ${held === null ? '' : `${held} = case j.next when 'pending' then cast(:now as timestamptz) end,`}
           attempts = r.attempts + case j.next when 'pending' then 0 else 1 end
       from judged j where j.id = r.id
       returning r.id, r.state, r.attempts, r.first_claimed_at, r.${at} as at)
     select c.id, c.attempts, c.first_claimed_at as "since"${columns.join('')}
     from claimed c join judged j on j.id = c.id
     where c.state = 'sending' order by c.at, c.id`,
    { ids: [...ids], now },
  );
  return rows;
}
