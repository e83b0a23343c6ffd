import { columns } from '../base/columns.ts';
import { fact, internal, keeping, text } from '../base/held.ts';

const TO_WORK = 'it is about the bot, not about a person';

/** Those of `rate_limits`, of which src/rate-limits writes the rows. */
export const RATE_LIMITS = columns(
  'rate_limits',
  {
    key: keeping(
      text('which command you used'),
      'for minutes, how often you used a command, so that the limit goes on holding',
    ),
    points: fact('how often'),
    expire: fact('when the limit ends'),
    uses: internal,
  },
  {
    unexported: 'it is gone after minutes',
    by: 'key',
    // Clocks may differ by a minute.
    stay: { for: '1 minute', since: 'expire', as: (time) => `(extract(epoch from ${time}) * 1000)::bigint` },
  },
);

/** Those of `processes`, of which src/peers writes the rows. */
export const PROCESSES = columns(
  'processes',
  { id: internal, seen_at: internal },
  { unexported: TO_WORK, stay: { for: '1 hour', since: 'seen_at' } },
);

/** Those of `erasures`: who was erased, which nobody can read off it, for the restore of a backup from before. */
export const ERASURES = columns(
  'erasures',
  { id: internal, salt: internal, digest: internal, erased_at: internal },
  { unexported: 'it names nobody' },
);

/** Knex's own. */
export const MIGRATIONS = [
  columns(
    'knex_migrations',
    { id: internal, name: internal, batch: internal, migration_time: internal },
    { unexported: TO_WORK },
  ),
  columns(
    'knex_migrations_lock',
    { index: internal, is_locked: internal },
    { unexported: TO_WORK, by: 'index' },
  ),
];

/** Of pg-boss's own tables, what has a text in it: names of queues, and ids of rows that say what is to be done. */
export const JOBS = [
  columns(
    'pgboss.job',
    {
      name: internal,
      data: internal,
      singleton_key: internal,
      group_id: internal,
      group_tier: internal,
      output: internal,
      dead_letter: internal,
      policy: internal,
      source_name: internal,
    },
    { unexported: TO_WORK },
  ),
  columns('pgboss.job_dependency', { child_name: internal, parent_name: internal }, { unexported: TO_WORK }),
  columns(
    'pgboss.queue',
    {
      name: internal,
      policy: internal,
      dead_letter: internal,
      table_name: internal,
      ready_history: internal,
      singletons_active: internal,
    },
    { unexported: TO_WORK, by: 'name' },
  ),
  columns('pgboss.queue_stats', { name: internal }, { unexported: TO_WORK }),
  columns(
    'pgboss.schedule',
    {
      name: internal,
      key: internal,
      kind: internal,
      cron: internal,
      timezone: internal,
      data: internal,
      options: internal,
    },
    { unexported: TO_WORK, by: 'name, key' },
  ),
  columns(
    'pgboss.subscription',
    { event: internal, name: internal },
    { unexported: TO_WORK, by: 'event, name' },
  ),
  columns('pgboss.warning', { type: internal, message: internal, data: internal }, { unexported: TO_WORK }),
  columns(
    'pgboss.bam',
    {
      name: internal,
      status: internal,
      queue: internal,
      table_name: internal,
      command: internal,
      error: internal,
    },
    { unexported: TO_WORK },
  ),
];
