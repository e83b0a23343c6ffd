import { BaseModel } from '../base/base-model.ts';
import type { Transaction } from '../base/base-model.ts';
import type { Table } from '../base/columns.ts';
import { goes, holds } from './found.ts';
import { TABLES } from './tables.ts';

/** Rows that are read at once. */
const BATCH = 1_000;

/** Milliseconds that may pass between two batches, while the files are written. */
const PATIENCE_MS = 60_000;

/** What is held about a person in one table. */
export interface ExportedFile {
  /** Without an ending: `todos`, `playlist-shares`, … */
  name: string;
  columns: string[];
  /** In batches; they must be read before the next file is asked for. */
  rows: AsyncIterable<Record<string, unknown>[]>;
}

/**
 * Everything that is held about a person, as of one moment: a statement for each table, read in batches as it is asked
 * for. It keeps one connection until it is read to its end or given up (`return`).
 * @throws StorageUnavailable
 * Source: PostgreSQL documentation, "DECLARE".
 */
export async function* exportPerson(userId: string): AsyncGenerator<ExportedFile, void> {
  const trx = await BaseModel.knex().transaction({ isolationLevel: 'repeatable read', readOnly: true });
  try {
    // All rows of a cursor are read: else PostgreSQL plans for the first tenth, and goes through whole tables in order.
    await trx.raw(
      `set local idle_in_transaction_session_timeout = ${PATIENCE_MS}; set local cursor_tuple_fraction = 1`,
    );
    for (const table of TABLES) {
      const { file } = table.about;
      if (!file) continue;
      const columns = table.names.filter((name) => table.held[name]?.is !== 'internal');
      yield { name: file, columns, rows: rowsOf(trx, table, columns, userId) };
    }
  } finally {
    await trx.rollback();
  }
}

/** SQL for what is held in a table about the person `:userId`, without what is confided to others or hidden from them. */
export function selecting(table: Table, columns: readonly string[] = table.names): string {
  const { by = 'id', readable } = table.about;
  const theirs = table.which('theirs').map((column) => `${column} = :userId`);
  const only = (condition: string, name: string) => `case when ${condition} then ${name} end as ${name}`;
  const exported = columns.map((name) => {
    const held = table.held[name];
    if (held?.confided) return only(theirs.join(' or '), name);
    return held?.is === 'text' && readable ? only(`${goes(table)} or ${readable}`, name) : name;
  });
  return `select ${exported.join(', ')} from ${table.table} where ${holds(table)} order by ${by}`;
}

async function* rowsOf(
  trx: Transaction,
  table: Table,
  columns: readonly string[],
  userId: string,
): AsyncGenerator<Record<string, unknown>[]> {
  await trx.raw(`declare held no scroll cursor for ${selecting(table, columns)}`, { userId });
  for (;;) {
    const { rows } = await trx.raw<{ rows: Record<string, unknown>[] }>(`fetch ${BATCH} from held`);
    if (rows.length > 0) yield rows;
    if (rows.length < BATCH) break;
  }
  await trx.raw('close held');
}
