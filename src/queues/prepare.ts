import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import { PgBoss, type Queue as BossQueue, type QueuePolicy } from 'pg-boss';
import { DEAD, type Queue } from './declare.ts';
import { jobStore } from './job-store.ts';
import { QUEUES } from './queues.ts';

/** Whoever took a job and says nothing for so many seconds is dead; another one takes it then. */
const HEARTBEAT_S = 30;
/** Seconds that a job which is done is kept, and one that was given up. */
const KEEP_DONE_S = 3600;
const KEEP_DEAD_S = 30 * 24 * 3600;

/** A queue and the one that keeps what it gives up, as pg-boss wants them. */
function asDeclared({ name, once, policy }: Queue): (BossQueue & { policy: QueuePolicy })[] {
  return [
    { name: DEAD(name), policy: 'standard', retentionSeconds: KEEP_DEAD_S },
    {
      name,
      policy: once === null ? 'standard' : 'exclusive',
      ...policy,
      retryBackoff: true,
      heartbeatSeconds: HEARTBEAT_S,
      deleteAfterSeconds: KEEP_DONE_S,
      deadLetter: DEAD(name),
    },
  ];
}

const POLL_MS = 50;

/**
 * Makes pg-boss's own schema, or brings it up to date, and the queues; nothing is written when all is as it should be.
 * Whoever may write reminders may then write jobs. Call it while no other process migrates.
 * @param knex with a connection to spare, of the role that owns the database when anything has to be made
 */
export async function prepareQueues(
  knex: Knex,
  queues: readonly Queue[] = Object.values(QUEUES),
): Promise<void> {
  const boss = new PgBoss({ db: jobStore(knex), supervise: false, schedule: false });
  const failures: Error[] = [];
  boss.on('error', (error) => failures.push(error));
  await boss.start();
  try {
    // Indexes of a new version of pg-boss, which it builds one after the other without keeping anybody out.
    while (
      (await boss.getBamStatus()).some(({ status }) => status === 'pending' || status === 'in_progress')
    ) {
      if (failures[0]) throw failures[0];
      await sleep(POLL_MS);
    }
    for (const { name, policy, ...options } of queues.flatMap(asDeclared)) {
      const present = await boss.getQueue(name);
      if (!present) await boss.createQueue(name, { policy, ...options });
      else if (differs(present, options)) await boss.updateQueue(name, options);
    }
  } finally {
    await boss.stop({ graceful: false });
  }
  // A role that may only write rows may not even ask for an index that is there.
  const { rows } = await knex.raw<{ rows: { there: boolean }[] }>(
    `select to_regclass('pgboss.job_common_due') is not null as there`,
  );
  if (!rows[0]?.there) await knex.raw(DUE);
  await knex.raw(GRANT);
}

/** Drops pg-boss's schema with every job; whoever migrates next makes it anew. */
export async function dropQueues(knex: Knex): Promise<void> {
  await knex.raw('drop schema if exists pgboss cascade');
}

/**
 * Forgets every job, within a transaction that replaces what they are about: a backup has none, and the bot makes those
 * that what is there then needs.
 */
export async function forgetJobs(trx: Knex.Transaction): Promise<void> {
  const { rows } = await trx.raw<{ rows: { there: boolean }[] }>(
    `select to_regclass('pgboss.job') is not null as there`,
  );
  if (rows[0]?.there) await trx.raw('delete from pgboss.job');
}

function differs(present: object, wanted: object): boolean {
  const found = new Map(Object.entries(present));
  return Object.entries(wanted).some(([option, value]) => found.get(option) !== value);
}

/**
 * pg-boss looks for work in the order of priority, and where less is due than it would take, through every job that lies
 * ahead: a year of reminders, once a second. This leads to what is due.
 */
const DUE = `
  create index if not exists job_common_due on pgboss.job_common (name, start_after)
  where state < 'active' and not blocked`;

/** Roles are the operator's: the bot's is known by what it may do with the tables of our own. */
const GRANT = `
  do $$
  declare
    bot name;
  begin
    for bot in
      select distinct grantee.rolname
      from pg_class c, aclexplode(c.relacl) a join pg_roles grantee on grantee.oid = a.grantee
      where c.oid = to_regclass('reminders') and a.privilege_type = 'INSERT' and a.grantee <> c.relowner
        and exists (select from pg_namespace where nspname = 'pgboss' and pg_has_role(nspowner, 'usage'))
        and not (has_schema_privilege(a.grantee, 'pgboss', 'usage')
                 and has_table_privilege(a.grantee, 'pgboss.job', 'insert, update, delete'))
    loop
      execute format('grant usage on schema pgboss to %I', bot);
      execute format('grant select, insert, update, delete on all tables in schema pgboss to %I', bot);
      execute format('grant usage on all sequences in schema pgboss to %I', bot);
      execute format('alter default privileges in schema pgboss grant select, insert, update, delete on tables to %I', bot);
      execute format('alter default privileges in schema pgboss grant usage on sequences to %I', bot);
    end loop;
  end $$`;
