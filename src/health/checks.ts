import type { Knex } from 'knex';
import { pendingMigrations } from '../database/migrate.ts';
import { explainFailure } from '../database/probe-error.ts';
import type { ShardState } from '../discord/shard-state.ts';
import { StorageUnavailable } from '../errors.ts';
import type { Check } from './readiness.ts';

/** Whether PostgreSQL answers over the pool that commands use. @param url names host, role and database in sentences */
export function databaseCheck(knex: Knex, url: string): Check {
  return explained(url, async () => {
    await knex.raw('select 1');
    return null;
  });
}

/** Whether the schema is at least as new as this version's migrations. */
export function migrationsCheck(knex: Knex, url: string): Check {
  return explained(url, async () => {
    const pending = await pendingMigrations(knex);
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

function explained(url: string, check: Check): Check {
  return async () => {
    try {
      return await check();
    } catch (error) {
      const reason = error instanceof StorageUnavailable ? (error.cause ?? error) : error;
      return explainFailure(reason, url).message;
    }
  };
}
