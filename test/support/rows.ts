import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Knex } from 'knex';
import { connectionOf } from '../../tools/database/backup/load.ts';
import { tablesInOrder } from '../../tools/database/backup/tables.ts';
import { PROJECT } from '../../src/project.ts';

/** Fills the tables of an empty schema with the rows of test/fixtures/rows. @returns the tables that have none there. */
export async function fillTables(knex: Knex): Promise<string[]> {
  return knex.transaction(async (trx) => {
    const without: string[] = [];
    for (const { name } of await tablesInOrder(await connectionOf(trx))) {
      if (name === 'knex_migrations') continue;
      const file = path.join(PROJECT.root, 'test', 'fixtures', 'rows', `${name}.sql`);
      const sql = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      });
      // Escaped, since a question mark in it is none of Knex's.
      if (sql) await trx.raw(sql.replaceAll('?', '\\?'));
      else without.push(name);
    }
    return without;
  });
}
