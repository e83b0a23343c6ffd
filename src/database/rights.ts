import type { Knex } from 'knex';
import { ProbeError } from './probe-error.ts';

interface Rights {
  role: string;
  database: string;
  schema: string;
  belongs_to_another: boolean;
  may_make_tables: boolean;
  may_make_schemas: boolean;
  has_queues: boolean;
  trigrams: string | null;
  may_use_trigrams: boolean | null;
  knows_trigrams: boolean;
}

const RIGHTS = `
  select quote_ident(current_user) as role, quote_ident(current_database()) as database,
         quote_ident(current_schema()) as schema,
         exists (select from pg_class where oid = to_regclass('knex_migrations') and not pg_has_role(relowner, 'usage')) as belongs_to_another,
         has_schema_privilege(current_schema(), 'create') as may_make_tables,
         has_database_privilege(current_database(), 'create') as may_make_schemas,
         exists (select from pg_namespace where nspname = 'pgboss' and has_schema_privilege(oid, 'create')) as has_queues,
         (select extnamespace::regnamespace::text from pg_extension where extname = 'pg_trgm') as trigrams,
         (select has_schema_privilege(extnamespace, 'usage') from pg_extension where extname = 'pg_trgm') as may_use_trigrams,
         exists (select from pg_available_extensions where name = 'pg_trgm') as knows_trigrams`;

/** What a role is told that may not change the schema, since another role owns it. */
export const OWNER_MIGRATES =
  'The schema must change, and the role of DATABASE_URL may not change it; run `./dev-env.sh db:migrate` with the role that owns the database in DATABASE_URL (in Compose: `docker compose run --rm migrate`).';

/**
 * Looks whether the role may make what the migrations make, before anything is made.
 * @throws ProbeError that names what is missing, with the SQL that gives it; where another role has migrated before, that
 * it is that role's to do again: who keeps the two apart does not want these grants
 */
export async function checkRights(knex: Knex): Promise<void> {
  const { rows } = await knex.raw<{ rows: Rights[] }>(RIGHTS);
  const [rights] = rows;
  if (!rights) throw new Error('a select without from has a row');
  const { role, database, schema, trigrams } = rights;
  if (trigrams === null && !rights.knows_trigrams) {
    throw new ProbeError(
      `The server of database ${database} lacks the extension pg_trgm; install PostgreSQL's contrib modules there (Debian: postgresql-contrib), then try again.`,
    );
  }
  const missing: [what: string, sql: string][] = [];
  if (!rights.may_make_tables)
    missing.push([`make tables in schema ${schema}`, `grant usage, create on schema ${schema} to ${role};`]);
  if (!rights.may_make_schemas && (!rights.has_queues || trigrams === null))
    missing.push([
      rights.has_queues ? 'create the extension pg_trgm' : 'make the schema of the job queues, pgboss',
      `grant create on database ${database} to ${role};`,
    ]);
  if (trigrams !== null && !rights.may_use_trigrams)
    missing.push([
      `use the extension pg_trgm in schema ${trigrams}`,
      `grant usage on schema ${trigrams} to ${role};`,
    ]);
  if (missing.length === 0) return;
  if (rights.belongs_to_another) throw new ProbeError(OWNER_MIGRATES);
  throw new ProbeError(
    `Role ${role} may not ${missing.map(([what]) => what).join(', nor ')}; run \`${missing.map(([, sql]) => sql).join(' ')}\` as the owner of database ${database}, or migrate with the owner's role (\`./dev-env.sh db:migrate\`).`,
  );
}
