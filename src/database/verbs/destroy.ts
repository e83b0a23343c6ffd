import type { Knex } from 'knex';
import { migrate } from '../migrate.ts';
import { seed } from '../seed.ts';
import { withDatabase } from './connection.ts';
import { type Context, VerbError } from './context.ts';

/** `db:reset`: an empty schema, migrated and seeded. Whoever is connected may stay connected. */
export async function reset(context: Context): Promise<void> {
  const { config, provider, log, say, iKnow } = context;
  await withDatabase(context, async (knex, url) => {
    await refuse(context, url, () => contents(knex));
    await emptySchema(knex);
    const migrations = await migrate(knex, log);
    const examples = config.NODE_ENV === 'production' ? [] : await seed(knex, log, config);
    say(
      `The ${provider.name} database${iKnow ? ` ${iKnow}` : ''} is as new: ${migrations.length} migrations, ${examples.length} seeds.`,
    );
  });
}

/** `db:wipe`: stops the server and removes its data folder. */
export async function wipe(context: Context): Promise<void> {
  const { provider, say } = context;
  const { running, url, where, dataDirectory } = await provider.status();
  await refuse(context, url, () =>
    running && provider.name !== 'external'
      ? withDatabase(context, contents)
      : Promise.resolve(`all data of ${where}`),
  );
  await provider.wipe();
  say(`Removed ${dataDirectory ?? where}. \`./dev-env.sh db:up\` makes an empty one.`);
}

async function refuse(
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

async function contents(knex: Knex): Promise<string> {
  const { rows } = await knex.raw<{ rows: { name: string; tables: string; rows: string; size: string }[] }>(`
    select current_database() as name, count(*) as tables,
           coalesce(sum(n_live_tup), 0) as rows, pg_size_pretty(pg_database_size(current_database())) as size
    from pg_stat_user_tables where schemaname = current_schema()`);
  const [row] = rows;
  return `${row?.tables} tables with about ${row?.rows} rows (${row?.size}) of database ${row?.name}`;
}

/** Drops what the schema holds and keeps the schema: its grants and extensions stay, and nobody is thrown out. */
async function emptySchema(knex: Knex): Promise<void> {
  await knex.transaction(async (trx) => {
    // A bot that is connected holds its locks for moments only; wait for them longer than a request would.
    await trx.raw(`set local lock_timeout = '10s'`);
    const { rows } = await trx.raw<{ rows: { statement: string }[] }>(`
      with ours as (select current_schema()::regnamespace::oid as schema),
      extension_objects as (select classid, objid from pg_depend where deptype = 'e')
      select case relkind when 'S' then 2 else 1 end as step, format('drop %s if exists %s cascade',
               case relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence'
                            when 'f' then 'foreign table' else 'table' end, c.oid::regclass) as statement
      from pg_class c, ours
      where relnamespace = schema and relkind in ('r', 'p', 'v', 'm', 'S', 'f')
        and ('pg_class'::regclass::oid, c.oid) not in (select classid, objid from extension_objects)
      union all
      select 3, format('drop routine if exists %s cascade', p.oid::regprocedure)
      from pg_proc p, ours
      where pronamespace = schema
        and ('pg_proc'::regclass::oid, p.oid) not in (select classid, objid from extension_objects)
      union all
      select 4, format('drop type if exists %s cascade', t.oid::regtype)
      from pg_type t, ours
      where typnamespace = schema and typtype in ('e', 'd', 'r')
        and ('pg_type'::regclass::oid, t.oid) not in (select classid, objid from extension_objects)
      order by step`);
    for (const { statement } of rows) await trx.raw(statement);
  });
}
