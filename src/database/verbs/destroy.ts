import type { Knex } from 'knex';
import { emptySchema } from '../empty-schema.ts';
import { dropQueues } from '../job-queues.ts';
import { migrate } from '../migrate.ts';
import { seed } from '../seed.ts';
import { withDatabase } from './connection.ts';
import { type Context, VerbError } from './context.ts';

/** `db:reset`: an empty schema, migrated and seeded. Whoever is connected may stay connected. */
export async function reset(context: Context): Promise<void> {
  const { config, provider, log, say, iKnow } = context;
  await withDatabase(context, async (knex, url) => {
    await refuse(context, url, () => contents(knex));
    await dropQueues(knex);
    await emptySchema(knex);
    const migrations = await migrate(knex, log);
    const examples = config.NODE_ENV === 'production' ? [] : await seed(knex, log, config);
    say(
      `The ${provider.name} database${iKnow ? ` ${iKnow}` : ''} is as new: ${migrations.length} migrations, ${examples.length} seeds.`,
    );
  });
}

/** `db:wipe`: stops the server and removes its data folder or volume. */
export async function wipe(context: Context): Promise<void> {
  const { provider, say } = context;
  const { running, url, where, dataDirectory, volume } = await provider.status();
  await refuse(context, url, () =>
    running && provider.name !== 'external'
      ? withDatabase(context, contents)
      : Promise.resolve(`all data of ${where}`),
  );
  await provider.wipe();
  say(`Removed ${dataDirectory ?? volume ?? where}. \`./dev-env.sh db:up\` makes an empty one.`);
}

/**
 * Refuses to destroy what is in production or on somebody else's server, unless its name is given by I_KNOW.
 * @throws VerbError that says what would have been destroyed.
 */
export async function refuse(
  { config, provider, iKnow }: Context,
  url: string | undefined,
  describe: () => Promise<string>,
): Promise<void> {
  const production = config.NODE_ENV === 'production';
  if (!production && provider.name !== 'external') return;
  const name = url ? decodeURIComponent(new URL(url).pathname.slice(1)) : 'ostinato';
  if (iKnow === name) return;
  throw new VerbError(
    `Refused, because ${production ? 'NODE_ENV is production' : 'DATABASE_URL names an external database'}. ` +
      `It would have destroyed ${await describe()}. If that is what you want, set I_KNOW=${name}.`,
  );
}

/** What a database holds, as a phrase for people. */
export async function contents(knex: Knex): Promise<string> {
  const { rows } = await knex.raw<{ rows: { name: string; tables: string; rows: string; size: string }[] }>(`
    select current_database() as name, count(*) as tables,
           coalesce(sum(n_live_tup), 0) as rows, pg_size_pretty(pg_database_size(current_database())) as size
    from pg_stat_user_tables where schemaname = current_schema()`);
  const [row] = rows;
  return `${row?.tables} tables with about ${row?.rows} rows (${row?.size}) of database ${row?.name}`;
}
