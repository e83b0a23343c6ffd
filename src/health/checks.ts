import type { Knex } from 'knex';
import type { Breaker } from '../database/breaker.ts';
import { pendingMigrations } from '../database/migrate.ts';
import { explainFailure } from '../database/probe-error.ts';
import type { ShardState } from '../discord/connection/shard-state.ts';
import { StorageUnavailable } from '../errors.ts';
import type { Check } from './readiness.ts';

/** What the checks of the database need: its pool, its address for sentences, and why it was away last. */
export interface CheckedDatabase {
  readonly database: Knex;
  readonly url: string;
  readonly breaker: Pick<Breaker, 'failure'>;
}

/** Whether PostgreSQL answers over the pool that commands use. */
export function databaseCheck(checked: CheckedDatabase): Check {
  return explained(checked, async () => {
    await checked.database.raw('select 1');
    return null;
  });
}

/** Whether the schema is at least as new as this version's migrations. */
export function migrationsCheck(checked: CheckedDatabase): Check {
  return explained(checked, async () => {
    const pending = await pendingMigrations(checked.database);
    if (pending.length === 0) return null;
    return `Pending: ${pending.join(', ')}; run \`./dev-env.sh db:migrate\` (in Compose: \`docker compose run --rm migrate\`).`;
  });
}

/** Whether every shard of this process is connected to the gateway. */
export function gatewayCheck(shards: () => readonly ShardState[]): Check {
  return () => {
    const states = shards();
    if (states.length === 0) return Promise.resolve('The bot has not logged in to Discord yet.');
    const away = states.filter(({ ready }) => !ready).map(({ shard, status }) => `${shard} (${status})`);
    const said = `Not connected to Discord's gateway: shard ${away.join(', ')}; it reconnects by itself.`;
    return Promise.resolve(away.length === 0 ? null : said);
  };
}

function explained({ url, breaker }: CheckedDatabase, check: Check): Check {
  return async () => {
    try {
      return await check();
    } catch (error) {
      // Nobody waits for a database that is known to be away, so the reason is what was found out then.
      const reason = error instanceof StorageUnavailable ? (error.cause ?? breaker.failure ?? error) : error;
      return explainFailure(reason, url).message;
    }
  };
}
