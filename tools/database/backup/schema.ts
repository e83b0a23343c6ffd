import type { Knex } from 'knex';
import { migrationSource, showTrigrams } from '../../../src/database/migrate.ts';
import { fileNames, loadModule } from '../../../src/database/module-files.ts';
import { BackupError, type Manifest } from './format.ts';

const CONCURRENTLY =
  /\b(create\s+(?:unique\s+)?index|drop\s+index|refresh\s+materialized\s+view)\s+concurrently\b/gi;

/**
 * Makes the schema of a version in an empty one, within the caller's transaction.
 * @param migrations the names, in the order in which they ran.
 */
export async function createSchema(
  trx: Knex.Transaction,
  migrations: readonly string[],
  directory: string,
): Promise<void> {
  for (const name of migrations) {
    await showTrigrams(trx);
    const { up } = await loadModule<Knex.Migration>(directory, name);
    await up(inOneTransaction(trx));
  }
  // Makes Knex's own tables, which are filled like the others.
  if (migrations.length > 0)
    await trx.migrate.currentVersion({ migrationSource: migrationSource(directory) });
}

/** @throws BackupError when a backup knows migrations that this version of the source does not. */
export async function refuseNewer({ migrations }: Manifest, file: string, directory: string): Promise<void> {
  const known = new Set(await fileNames(directory));
  const unknown = migrations.filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new BackupError(
    `${file} was made by a newer version of Ostinato (it has ${unknown.join(', ')}); check that version out, then restore it.`,
  );
}

/** CONCURRENTLY cannot be within a transaction, and of an empty table that nobody sees it saves nothing. */
function inOneTransaction(trx: Knex.Transaction): Knex {
  return new Proxy(trx, {
    get(target, key) {
      if (key !== 'raw') return Reflect.get(target, key) as unknown;
      return (sql: string, ...bindings: [readonly Knex.RawBinding[]]) =>
        target.raw(sql.replace(CONCURRENTLY, '$1'), ...bindings);
    },
  });
}
