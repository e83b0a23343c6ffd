/**
 * What statements and what reads their answers rely on, whatever the server's, the database's or the role's defaults are:
 * dates as node-postgres reads them, names where the migrations made them, arrays with nulls, one isolation level.
 */
const RELIED_ON = {
  search_path: 'public',
  datestyle: 'ISO, MDY',
  intervalstyle: 'postgres',
  timezone: 'UTC',
  standard_conforming_strings: 'on',
  bytea_output: 'hex',
  extra_float_digits: '1',
  array_nulls: 'on',
  default_transaction_isolation: 'read committed',
  default_transaction_deferrable: 'off',
} as const;

/** Those that PgBouncer keeps for each client in every mode, since the server reports them. */
const REPORTED = ['datestyle', 'timezone', 'standard_conforming_strings'] as const;

/** Tells whether what a connection asked for at its start is in force: a pooler may leave it out. */
const MARK = 'ostinato.session';

/** Limits of a session by their names in PostgreSQL, in milliseconds. */
export type Limits = Readonly<Record<string, number>>;

/** As the startup parameter `options`: no round trip, and still there after RESET. `theirs`, an address's, may move the schema. */
export function startupOptions(limits: Limits, theirs = ''): string {
  const { search_path, ...fixed } = RELIED_ON;
  const option = ([name, value]: [string, string | number]) =>
    `-c ${name}=${String(value).replace(/[\\\s]/g, '\\$&')}`;
  const ours = Object.entries({ ...fixed, ...limits, [MARK]: 'on' }).map(option);
  return [option(['search_path', search_path]), theirs, ...ours].filter(Boolean).join(' ');
}

/** Whether the startup options are in force; one row, `fixed`. */
export const IS_FIXED = `select coalesce(current_setting('${MARK}', true), '') = 'on' as fixed`;

/** What a connection through a pooler can fix for as long as it lives. */
export const FIX_REPORTED = REPORTED.map((name) => `set ${name} = '${RELIED_ON[name]}'`).join('; ');

/** The same for one transaction, whichever server's connection it gets: to be sent with BEGIN. */
export function fixLocally(limits: Limits): string {
  return Object.entries({ ...RELIED_ON, ...limits })
    .filter(([name]) => !name.startsWith('default_transaction'))
    .map(([name, value]) => `set local ${name} = '${value}'`)
    .join('; ');
}

/** The settings, of those that a pooler loses, which the database's defaults have otherwise; each with what is needed. */
export const WRONG_DEFAULTS = `
  select name, coalesce(current_setting(name, true), '') as found, needed
  from (values ${Object.entries(RELIED_ON)
    .filter(([name]) => name !== 'search_path')
    .map(([name, value]) => `('${name}', '${value}')`)
    .join(', ')}) as wanted (name, needed)
  where current_setting(name, true) is distinct from needed
  union all
  select 'search_path', current_setting('search_path'), '${RELIED_ON.search_path}'
  where current_schema() is distinct from '${RELIED_ON.search_path}'
    and has_schema_privilege(to_regnamespace('${RELIED_ON.search_path}'), 'usage')`;
