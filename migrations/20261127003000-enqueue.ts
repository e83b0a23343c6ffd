import type { Knex } from 'knex';

/**
 * The one way to write a job down: what pg-boss's own `send` would write, in the transaction of whoever calls. pg-boss's
 * schema is made after the migrations, so what is between the quotes is looked up when it is called.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create function enqueue(queue text, data jsonb, start_after timestamptz default null, singleton_key text default null)
    returns boolean language plpgsql as $$
    declare
      due timestamptz := coalesce(start_after, pgboss.job_now());
      made boolean;
    begin
      -- By priority first: of what is due, the earliest leaves first.
      insert into pgboss.job (name, data, priority, start_after, created_on, singleton_key, keep_until, policy,
                              retry_limit, retry_delay, retry_backoff, retry_delay_max, expire_seconds,
                              deletion_seconds, dead_letter, heartbeat_seconds)
      select q.name, enqueue.data,
             -least(extract(epoch from due - timestamptz '2020-01-01 00:00Z'), 2000000000)::integer,
             due, pgboss.job_now(), enqueue.singleton_key, due + q.retention_seconds * interval '1 second', q.policy,
             q.retry_limit, q.retry_delay, q.retry_backoff, q.retry_delay_max, q.expire_seconds,
             q.deletion_seconds, q.dead_letter, q.heartbeat_seconds
      from pgboss.queue q where q.name = enqueue.queue
      on conflict do nothing
      returning true into made;
      if made is null and not exists (select from pgboss.queue q where q.name = enqueue.queue) then
        raise exception 'there is no queue %', queue using errcode = 'undefined_object';
      end if;
      return made is true;
    end $$;
    comment on function enqueue is 'Writes a job down; false when one that is alive is enough.';
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop function enqueue');
}
