import type { Knex } from 'knex';
import { DEAD, WORKED } from '../database/job-queues.ts';

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

/** A job that nobody will try again. */
export interface DeadJob {
  queue: string;
  /** Why its last attempt failed. */
  reason: string;
  attempts: number;
  at: Date;
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

/** The jobs that died last. */
export async function deadJobs(
  knex: Knex,
  limit: number,
  queues: readonly string[] = WORKED,
): Promise<DeadJob[]> {
  const { rows } = await knex.raw<{ rows: DeadJob[] }>(
    `select coalesce(source_name, name) as queue, coalesce(output ->> 'reason', output ->> 'message', '') as reason,
            coalesce(source_retry_count, 0) + 1 as attempts, created_on as at
     from pgboss.job where name = any(:names) and state < 'active'
     order by created_on desc limit :limit`,
    { names: queues.map(DEAD), limit },
  );
  return rows;
}

/** Dead jobs that are shown at once. */
const SHOWN = 5;

/** What the bot's owner is shown of the queues. */
export async function ownersView(knex: Knex): Promise<{ queues: QueueOverview[]; dead: DeadJob[] }> {
  return { queues: await queueOverview(knex), dead: await deadJobs(knex, SHOWN) };
}
