import { columns } from '../base/columns.ts';
import { fact, internal, keeping, text } from '../base/held.ts';

const TO_WORK = 'it is about the bot, not about a person';

/** Those of `rate_limits`, of which src/rate-limits writes the rows. */
export const RATE_LIMITS = columns(
  'rate_limits',
  {
    key: keeping(
      text('which command you used'),
      'whoever erases themselves stays held to the limit, for minutes',
    ),
    points: fact('how often'),
    expire: internal,
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
