import type { Knex } from 'knex';
import type { Table } from '../../src/models/base/columns.ts';
import { goes, holds } from '../../src/models/personal/found.ts';
import { catalogued, type Catalogued } from './held-columns.ts';

/** A text that is nowhere else, in a column of one row. */
export interface Mark {
  mark: string;
  table: Table;
  column: string;
  /** The row goes with the person. */
  goes: boolean;
  /** The row is about the person. */
  isTheirs: boolean;
}

/** A constraint that allows certain values alone: no place for what somebody wrote. */
const ENUMERATES = /= ANY \(+ARRAY\[/;

/** What has ids of our own alone in it, such as those of to-dos, names no person and holds no words. */
const canBeMarked = ({ isText, type }: Catalogued) => isText && type !== 'uuid[]';

/** Whether PostgreSQL takes a statement, as it does then; what it refuses is as if it were not there. */
async function takes(trx: Knex.Transaction, sql: string, bindings: Record<string, string>): Promise<boolean> {
  const savepoint = await trx.transaction();
  try {
    const { rowCount } = await savepoint.raw<{ rowCount: number }>(sql, bindings);
    await savepoint.commit();
    return rowCount > 0;
  } catch {
    await savepoint.rollback();
    return false;
  }
}

/**
 * Puts a person into each column of each table that says it names somebody, where they are not yet.
 * @returns the columns into which they could not be put: rows for that are wanting in test/fixtures/rows
 */
export async function putIn(knex: Knex, tables: readonly Table[], userId: string): Promise<string[]> {
  return knex.transaction(async (trx) => {
    const wanting = [];
    for (const table of tables)
      for (const column of table.which('theirs', 'owner', 'named')) {
        const { rows } = await trx.raw<{ rows: { place: string }[] }>(
          `select ctid::text as place from ${table.table} where ${column} is distinct from :userId order by ${column}`,
          { userId },
        );
        let isIn = await isThere(trx, table, `${column} = :userId`, userId);
        for (const { place } of isIn ? [] : rows) {
          const update = `update ${table.table} set ${column} = :userId where ctid = cast(:place as tid)`;
          isIn = await takes(trx, update, { userId, place });
          if (isIn) break;
        }
        if (!isIn) wanting.push(`${table.table}.${column}`);
      }
    return wanting;
  });
}

async function isThere(trx: Knex, table: Table, where: string, userId: string): Promise<boolean> {
  const { rows } = await trx.raw<{ rows: object[] }>(`select from ${table.table} where ${where} limit 1`, {
    userId,
  });
  return rows.length > 0;
}

/**
 * Writes a mark of its own into every column that can hold a text, by the catalogue, of every row that is a person's or
 * names them.
 * @throws Error for a column that takes none of the forms of a mark, and is no choice between certain values
 */
export async function mark(knex: Knex, tables: readonly Table[], userId: string): Promise<Mark[]> {
  const columns = await catalogued(knex);
  return knex.transaction(async (trx) => {
    const marks: Mark[] = [];
    for (const table of tables) {
      const { by = 'id' } = table.about;
      const theirs = table.which('theirs').map((column) => `${column} = :userId`);
      const { rows } = await trx.raw<{
        rows: (Record<string, string> & { goes: boolean; isTheirs: boolean })[];
      }>(
        `select ${by}, (${goes(table)}) is true as goes, (${theirs.join(' or ') || 'false'}) as "isTheirs" from ${table.table} where ${holds(table)} order by ${by}`,
        { userId },
      );
      for (const { goes: isGoing, isTheirs, ...keys } of rows)
        for (const column of columns.filter((one) => one.table === table.table && canBeMarked(one))) {
          const own = `mk${String(marks.length + 1).padStart(5, '0')}`;
          const where = Object.keys(keys)
            .map((key) => `${key} = :${key}`)
            .join(' and ');
          const isMarked = await markOne(trx, column, own, where, keys);
          if (isMarked) marks.push({ mark: own, table, column: column.name, goes: isGoing, isTheirs });
        }
      // One that is null may have to be, in that row.
      for (const column of columns.filter((one) => one.table === table.table && canBeMarked(one))) {
        const isMarked = marks.some((one) => one.table === table && one.column === column.name);
        if (isMarked || (await isChoice(trx, column))) continue;
        throw new Error(
          `${table.table}.${column.name} takes no mark; let mark() know of a form that it takes`,
        );
      }
    }
    return marks;
  });
}

async function markOne(
  trx: Knex.Transaction,
  { table, name, type }: Catalogued,
  own: string,
  where: string,
  keys: Record<string, string>,
): Promise<boolean> {
  for (const form of [own, `https://${own}.example/`, JSON.stringify({ mark: own }), `{${own}}`]) {
    const sql = `update ${table} set ${name} = cast(:form as ${type}) where ${where}`;
    if (await takes(trx, sql, { ...keys, form })) return true;
  }
  return false;
}

/** Whether a column allows certain values alone. */
async function isChoice(trx: Knex.Transaction, { table, name }: Catalogued): Promise<boolean> {
  const { rows } = await trx.raw<{ rows: { definition: string }[] }>(
    `select pg_get_constraintdef(c.oid) as definition from pg_constraint c
     join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
     where c.conrelid = to_regclass(:table) and c.contype = 'c' and a.attname = :name`,
    { table, name },
  );
  return rows.some(({ definition }) => ENUMERATES.test(definition));
}
