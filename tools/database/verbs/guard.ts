import type { Knex } from 'knex';
import { type Context, VerbError } from './context.ts';

/** The name of a database that does not run, and therefore cannot be asked: local ones are all called so. */
const LOCAL_NAME = 'ostinato';

/**
 * The one guard of everything that could take away, overwrite or fill what people rely on: it refuses in production and
 * on an external server, unless I_KNOW gives the database's name. Naming it is also how an external database is known
 * to be for development.
 * @param knex the database, asked for its name and contents; undefined when it does not run
 * @param would what the verb would have done, from a phrase that says what the database holds
 * @throws VerbError that says what would have happened
 */
export async function guard(
  { config, provider, iKnow }: Pick<Context, 'config' | 'provider' | 'iKnow'>,
  knex: Knex | undefined,
  would: (contents: string) => string,
): Promise<void> {
  const production = config.NODE_ENV === 'production';
  if (!production && provider.name !== 'external') return;
  const { name, phrase } = knex
    ? await contents(knex)
    : { name: LOCAL_NAME, phrase: `all data of ${(await provider.status()).where}` };
  if (iKnow === name) return;
  throw new VerbError(
    `Refused, because ${production ? 'NODE_ENV is production' : 'DATABASE_URL names an external database'}. ` +
      `It would have ${would(phrase)}. If that is what you want, set I_KNOW=${name}.`,
  );
}

/** What a verb that needs a scratch database would have done. */
export const beside = (contents: string) =>
  `made and dropped a scratch database on the server that has ${contents}`;

/** What a database is called and holds; `phrase` is for people. */
async function contents(knex: Knex): Promise<{ name: string; phrase: string }> {
  // Counters of the statistics start at 0 after a crash; what the planner was last told survives one.
  const { rows } = await knex.raw<{ rows: { name: string; tables: string; rows: string; size: string }[] }>(`
    select current_database() as name, count(t.relid) as tables,
           coalesce(sum(greatest(t.n_live_tup, c.reltuples::bigint, 0)), 0) as rows,
           pg_size_pretty(pg_database_size(current_database())) as size
    from pg_stat_user_tables t join pg_class c on c.oid = t.relid
    where t.schemaname = current_schema()`);
  const [row] = rows;
  return {
    name: row?.name ?? LOCAL_NAME,
    phrase: `${row?.tables} tables with about ${row?.rows} rows (${row?.size}) of database ${row?.name}`,
  };
}
