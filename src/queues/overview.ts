import type { Knex } from 'knex';
import { DEAD } from './declare.ts';
import { QUEUES } from './queues.ts';

const WORKED: readonly string[] = Object.values(QUEUES).map(({ name }) => name);

/** One queue as it is just now. */
export interface QueueOverview {
  queue: string;
  /** Jobs whose time has come, and those whose time is yet to come. */
  due: number;
  waiting: number;
  active: number;
  /** Of those that are due or wait: how many have failed before. */
  retrying: number;
  /** Seconds by which the earliest that is due is late. */
  lagSeconds: number;
  /** Jobs that nobody will try again. */
  dead: number;
}

/** The queues' depth, lag and dead jobs, of all processes together; in one statement, for metrics and the bot's owner. */
export async function queueOverview(
  knex: Knex,
  queues: readonly string[] = WORKED,
): Promise<QueueOverview[]> {
  const { rows } = await knex.raw<{ rows: QueueOverview[] }>(
    `select q.name as queue, coalesce(j.due, 0)::integer as due, coalesce(j.waiting, 0)::integer as waiting,
            coalesce(j.active, 0)::integer as active, coalesce(j.retrying, 0)::integer as retrying,
            coalesce(j.lag, 0)::float as "lagSeconds", coalesce(d.dead, 0)::integer as dead
     from unnest(cast(:queues as text[])) q (name)
     left join lateral (
       select count(*) filter (where state < 'active' and start_after <= pgboss.job_now()) as due,
              count(*) filter (where state < 'active' and start_after > pgboss.job_now()) as waiting,
              count(*) filter (where state = 'active') as active,
              count(*) filter (where state = 'retry') as retrying,
              greatest(0, extract(epoch from pgboss.job_now() - min(start_after) filter (where state < 'active'))) as lag
       from pgboss.job where name = q.name and state <= 'active') j on true
     left join lateral (select count(*) as dead from pgboss.job where name = q.name || :dead and state < 'active') d on true
     order by q.name`,
    { queues: [...queues], dead: DEAD('') },
  );
  return rows;
}
