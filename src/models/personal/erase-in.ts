import { Busy } from '../../errors.ts';
import type { Transaction } from '../base/base-model.ts';
import type { Table } from '../base/columns.ts';
import { goes, holds, names } from './found.ts';
import { erasureOf, type Erasure } from './outcome.ts';
import { TABLES, tableOf } from './tables.ts';

/** How often what appeared while others were waited for is looked for. */
const ATTEMPTS = 5;

/** What is locked, in the order of docs/decisions/0014: whoever changes what is on these holds them. */
export const HOLDERS = ['playlists', 'todo_lists', 'guilds'].map(tableOf);

/** SQL for the ids of those of a holder that are the person's, or have something on them that names them. */
export const idsOf = (holder: Table) =>
  [
    `select id from ${holder.table} where ${names(holder)}`,
    ...TABLES.filter(({ about }) => about.on?.[1] === holder.table).map(
      (table) => `select ${table.about.on?.[0]} from ${table.table} where ${names(table)}`,
    ),
  ].join(' union ');

// Who comes back to a server, or is seen to be in it still, holds the membership before the person.
const MEMBERSHIPS = 'select guild_id as id from guild_members where user_id = :userId';

/** What is locked before the person: SQL for their ids, and for the rows. */
const LOCKED_FIRST = [
  ...HOLDERS.map((holder) => {
    const ids = idsOf(holder);
    return { ids, rows: `select id from ${holder.table} where id in (${ids})` };
  }),
  { ids: MEMBERSHIPS, rows: MEMBERSHIPS },
];

const UNLOCKED = LOCKED_FIRST.map(
  ({ ids }, n) => `select from (${ids}) ids where id::text <> all(:locked${n})`,
).join(' union all ');

/** Those in which a person can be. */
export const HOLDING = TABLES.filter((table) => holds(table) !== 'false');

/** SQL that erases from a table what goes with the person `:userId`, and forgets them in the rest. */
export function erasing(table: Table): string {
  const by = table.about.by ?? 'id';
  const forgotten = [
    ...table.which('owner', 'named').map((column) => `${column} = nullif(t.${column}, :userId)`),
    ...table.names.filter((name) => table.held[name]?.clears).map((column) => `${column} = null`),
  ];
  const same = by
    .split(', ')
    .map((column) => `t.${column} = held.${column}`)
    .join(' and ');
  const unnamed =
    forgotten.length === 0
      ? 'select 1 where false'
      : `update ${table.table} t set ${forgotten.join(', ')}
         from held where ${same} and not held.goes returning 1`;
  return `
    with held as materialized (
      select ${by}, (${goes(table)}) is true as goes from ${table.table} where ${holds(table)} order by ${by} for update),
    gone as (delete from ${table.table} t using held where ${same} and held.goes returning 1),
    unnamed as (${unnamed})
    select (select count(*)::integer from gone) as erased, (select count(*)::integer from unnamed) as kept`;
}

/**
 * Takes away everything that goes with a person, and their name from what stays, as a part of a transaction: a statement
 * for each table. What they do from then on is a new person's.
 * @throws Busy when they went on adding to ever more lists meanwhile
 */
export async function eraseIn(trx: Transaction, userId: string): Promise<Erasure> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    // What is rolled back gives its locks back, and they can be taken in order anew.
    const savepoint = await trx.transaction();
    try {
      if (await lock(savepoint, userId)) {
        const counts = [];
        for (const table of HOLDING) {
          const { rows } = await savepoint.raw<{ rows: { erased: number; kept: number }[] }>(erasing(table), {
            userId,
          });
          for (const row of rows) if (table.about.file) counts.push({ kind: table.about.file, ...row });
        }
        await savepoint.commit();
        return erasureOf(counts);
      }
    } catch (error) {
      await savepoint.rollback();
      throw error;
    }
    await savepoint.rollback();
  }
  throw new Busy('the person went on adding to other lists');
}

/**
 * Locks what holds anything about a person, then the person: from then on nothing that names them can be added.
 * @returns whether nothing was added while others were waited for
 */
async function lock(trx: Transaction, userId: string): Promise<boolean> {
  const locked: Record<string, string[]> = {};
  for (const [n, { rows: wanted }] of LOCKED_FIRST.entries()) {
    const { rows } = await trx.raw<{ rows: { id: string }[] }>(`${wanted} order by id for no key update`, {
      userId,
    });
    locked[`locked${n}`] = rows.map(({ id }) => id);
  }
  await trx.raw('select from users where id = :userId for update', { userId });
  const { rows } = await trx.raw<{ rows: object[] }>(`${UNLOCKED} limit 1`, { userId, ...locked });
  return rows.length === 0;
}
