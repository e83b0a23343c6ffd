import type { Knex } from 'knex';
import { Conflict } from '../errors.ts';
import { DEAD, type Queue } from './declare.ts';
import type { OutboxTable } from './outbox/outbox.ts';
import { QUEUES } from './queues.ts';

/** A job that nobody will try again. */
export interface DeadJob {
  id: string;
  queue: string;
  /** Why its last attempt failed. */
  reason: string;
  attempts: number;
  at: Date;
}

/** Jobs that are retried by one call: each is a statement of its own. */
const BATCH = 200;

const EVERY = Object.values(QUEUES).map(({ name }) => name);
const SHOWN = `
  id, coalesce(source_name, name) as queue, coalesce(output ->> 'reason', output ->> 'message', '') as reason,
  coalesce(source_retry_count, 0) + 1 as attempts, created_on as at`;

/** The jobs that died last. */
export async function deadJobs(
  knex: Knex,
  limit: number,
  queues: readonly string[] = EVERY,
): Promise<DeadJob[]> {
  const { rows } = await knex.raw<{ rows: DeadJob[] }>(
    `select ${SHOWN} from pgboss.job where name = any(:names) and state < 'active'
     order by created_on desc, id limit :limit`,
    { names: queues.map(DEAD), limit },
  );
  return rows;
}

/** One of them; undefined when somebody has retried or dropped it by now. */
export async function deadJob(knex: Knex, id: string): Promise<DeadJob | undefined> {
  const { rows } = await knex.raw<{ rows: DeadJob[] }>(
    `select ${SHOWN} from pgboss.job where name = any(:names) and id = :id and state < 'active'`,
    { names: EVERY.map(DEAD), id },
  );
  return rows[0];
}

/**
 * Gives a dead job all its attempts again, from now on, and what it is about back to those that wait. Of several who ask
 * at once, one is heard.
 * @returns false when somebody else has retried or dropped it by now
 */
export async function retryDead(
  knex: Knex,
  outboxes: readonly OutboxTable[],
  job: Pick<DeadJob, 'id' | 'queue'>,
): Promise<boolean> {
  const queue = Object.values<Queue>(QUEUES).find(({ name }) => name === job.queue);
  if (!queue) return false;
  const statement = retryStatement(
    queue,
    outboxes.find((one) => one.queue.name === queue.name),
  );
  const retry = async () => {
    const { rows } = await knex.raw<{ rows: { found: boolean }[] }>(statement, {
      id: job.id,
      dead: DEAD(queue.name),
      queue: queue.name,
    });
    return rows[0]?.found === true;
  };
  try {
    return await retry();
  } catch (error) {
    // Another of its kind was written at that moment: there is enough now.
    if (error instanceof Conflict) return retry();
    throw error;
  }
}

/** What failed waits again; what was settled otherwise since stays so, and its job finds nothing to do. */
function retryStatement({ once }: Queue, outbox: OutboxTable | undefined): string {
  const revived =
    outbox === undefined
      ? ''
      : `, revived as (
       update ${outbox.table} r set state = 'pending', failure = null from dead d
       where r.id = case when d.data ->> '${once}' ~ '^[0-9a-f-]{36}$' then cast(d.data ->> '${once}' as uuid) end and r.state = 'failed' and not (${outbox.enough}))`;
  return `with dead as (
       delete from pgboss.job where name = :dead and id = :id and state < 'active' returning data)${revived}
     select count(*) > 0 as found from (
       select enqueue(:queue, d.data, null, ${once === null ? 'null' : `d.data ->> '${once}'`}) as made from dead d offset 0) made
     where made is not null`;
}

/** Retries the oldest dead jobs of a queue, or of all. @returns how many were retried, and how many are dead still */
export async function retryAllDead(
  knex: Knex,
  outboxes: readonly OutboxTable[],
  queues: readonly string[] = EVERY,
): Promise<{ retried: number; left: number }> {
  const { rows } = await knex.raw<{ rows: { id: string; queue: string; total: number }[] }>(
    `select id, coalesce(source_name, name) as queue, (count(*) over ())::integer as total
     from pgboss.job where name = any(:names) and state < 'active' order by created_on, id limit ${BATCH}`,
    { names: queues.map(DEAD) },
  );
  let retried = 0;
  for (const job of rows) if (await retryDead(knex, outboxes, job)) retried += 1;
  return { retried, left: (rows[0]?.total ?? 0) - rows.length };
}

/** Forgets a dead job: nobody will try it again. @returns false when somebody else has retried or dropped it by now */
export async function dropDead(knex: Knex, id: string): Promise<boolean> {
  const { rowCount } = await knex.raw<{ rowCount: number }>(
    `delete from pgboss.job where name = any(:names) and id = :id and state < 'active'`,
    { names: EVERY.map(DEAD), id },
  );
  return rowCount > 0;
}
