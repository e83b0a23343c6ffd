import type { Table } from '../base/columns.ts';
import { tableOf } from './tables.ts';

/** SQL that is true when any of several is. */
const any = (conditions: readonly string[]) => (conditions.length > 0 ? conditions.join(' or ') : 'false');

/** SQL for what a row is on being found by `condition`. The array is read first, so that an index finds the rows. */
function onWhat({ about: { on } }: Table, condition: (table: Table) => string): string[] {
  if (!on) return [];
  const [column, table] = on;
  const found = condition(tableOf(table));
  return found === 'false' ? [] : [`${column} = any(array(select id from ${table} where ${found}))`];
}

/** SQL for whether a row of a table goes with the person `:userId`. */
export function goes(table: Table): string {
  return any([
    ...table.which('theirs').map((column) => `${column} = :userId`),
    ...table.which('owner').map((column) => `(${column} = :userId and guild_id is null)`),
    ...onWhat(table, goes),
  ]);
}

/** SQL for whether a row of a table names the person `:userId`, whatever it is on. */
export function names(table: Table): string {
  return any(table.which('theirs', 'owner', 'named').map((column) => `${column} = :userId`));
}

/** SQL for whether a row of a table is theirs, or names them. */
export function holds(table: Table): string {
  return any([...[names(table)].filter((condition) => condition !== 'false'), ...onWhat(table, goes)]);
}
