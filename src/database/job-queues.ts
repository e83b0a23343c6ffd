import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import { PgBoss, type Queue } from 'pg-boss';
import { jobStore } from './job-store.ts';

const DAY_S = 24 * 3600;

/** Where the jobs of a queue go that will not be tried again. */
export const DEAD = (queue: string) => `${queue}_dead`;

/** The queue of an outbox, and where what it gives up goes. */
function messages(name: string): Queue[] {
  return [
    { name: DEAD(name), retentionSeconds: 30 * DAY_S },
    {
      name,
      policy: 'exclusive',
      retryLimit: 24,
      retryDelay: 5,
      retryBackoff: true,
      retryDelayMax: 900,
      // Whoever took it and says nothing for so long is dead; another one takes it then.
      heartbeatSeconds: 30,
      expireInSeconds: 900,
      retentionSeconds: 30 * DAY_S,
      deleteAfterSeconds: 3600,
      deadLetter: DEAD(name),
    },
  ];
}

/** The queues. Times in seconds; a job that Discord refuses for a while is tried for five hours. */
export const QUEUES: readonly Queue[] = [
  ...['reminders', 'notices'].flatMap(messages),
  { name: DEAD('reminders_closed'), retentionSeconds: 30 * DAY_S },
  {
    name: 'reminders_closed',
    policy: 'exclusive',
    retryLimit: 5,
    retryDelay: 5,
    retryBackoff: true,
    retryDelayMax: 300,
    heartbeatSeconds: 30,
    expireInSeconds: 300,
    retentionSeconds: DAY_S,
    deleteAfterSeconds: 3600,
    deadLetter: DEAD('reminders_closed'),
  },
];

/** Those of them that somebody works on. */
export const WORKED: readonly string[] = QUEUES.flatMap(({ name, deadLetter }) => (deadLetter ? [name] : []));

const POLL_MS = 50;

/**
 * Makes pg-boss's own schema, or brings it up to date, and the queues; nothing is written when all is as it should be.
 * Whoever may write reminders may then write jobs. Call it while no other process migrates.
 * @param knex with a connection to spare, of the role that owns the database when anything has to be made
 */
export async function prepareQueues(knex: Knex): Promise<void> {
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
    for (const { name, policy = 'standard', ...options } of QUEUES) {
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
