import type { Knex } from 'knex';
import { type ClientBase, escapeIdentifier } from 'pg';
import type { Logger } from '../../../src/logger.ts';
import { StorageUnavailable } from '../../../src/errors.ts';
import { PROJECT } from '../../../src/project.ts';
import { fromDatabase, sqlState } from '../../../src/database/database-error.ts';
import { emptySchema } from '../empty-schema.ts';
import { fileNames } from '../../../src/database/module-files.ts';
import { writeErasures } from '../../../src/jobs/erasures-file.ts';
import { replayErasures, type Erased } from '../../../src/models/personal/erasures.ts';
import { withMigrationLock } from '../../../src/database/migrate.ts';
import { forgetJobs } from '../../../src/queues/prepare.ts';
import { BackupError, type Manifest } from './format.ts';
import { grantAgain, grantsNow } from './grants.ts';
import { inspect } from './inspect.ts';
import { connectionOf, load } from './load.ts';
import { refuseNewer } from './schema.ts';
import { tablesInOrder } from './tables.ts';
import { writeDump } from './take.ts';

export interface RestoreOptions {
  /** Where the backup of what is there now goes. */
  folder: string;
  now: Date;
  log: Logger;
  directory?: string;
}

export interface Restored {
  manifest: Manifest;
  /** The backup of what was there before; undefined when there was nothing. */
  safety: string | undefined;
  /** Whoever was erased, as the database that was replaced and the folder of backups know it. */
  erasures: Erased[];
  /** How many of them were in the backup and are erased again; the rest follows when the schema is today's. */
  erasedAgain: number;
}

/** Deadlock, lock not available: whoever else works on the tables is done in a moment. */
const BUSY = new Set(['40P01', '55P03']);
const ATTEMPTS = 5;

/**
 * Replaces what the database holds by a backup, at the backup's schema version; migrate afterwards. All of it is one
 * transaction: until it commits, everybody else waits and nothing is changed, however it ends. The safety backup is
 * made when the tables are locked, so it has whatever was ever acknowledged. Whoever was erased since the backup is erased
 * again: in the same transaction, or, of an older schema, by `replayErasures` after the migrations.
 * @param knex a patient pool of two connections: a query timeout of the client's would break off a long COPY.
 * Source: PostgreSQL documentation, 13.3.1 "Table-Level Locks".
 * @throws BackupError
 */
export async function restore(knex: Knex, file: string, options: RestoreOptions): Promise<Restored> {
  const directory = options.directory ?? PROJECT.migrations;
  const manifest = await inspect(file);
  await refuseNewer(manifest, file, directory);
  return withMigrationLock(knex, async () => {
    const trx = await locked(knex, options.log);
    const client = await connectionOf(trx);
    try {
      const grants = await grantsNow(client);
      const empty = (await tablesInOrder(client)).length === 0;
      // Before anything is replaced: from then on the file alone knows.
      const erasures = await writeErasures(trx, options.folder);
      const safety = empty
        ? undefined
        : (await writeDump(client, options.folder, options.now, 'before-restore')).file;
      await forgetJobs(trx);
      await emptySchema(trx);
      await load(trx, file, manifest, directory);
      const isToday = (await fileNames(directory)).every((name) => manifest.migrations.includes(name));
      const erasedAgain = isToday ? await replayErasures(trx, erasures) : 0;
      await grantAgain(client, grants);
      // Every process that keeps settings forgets them, when this commits.
      await client.query(`notify settings, 'all'`);
      await trx.commit();
      return { manifest, safety, erasures, erasedAgain };
    } catch (error) {
      await abandon(trx, client);
      throw explained(error);
    }
  });
}

/** A transaction that has every table to itself. */
async function locked(knex: Knex, log: Logger): Promise<Knex.Transaction> {
  for (let attempt = 1; ; attempt += 1) {
    const trx = await knex.transaction();
    const client = await connectionOf(trx);
    try {
      await client.query(`set local lock_timeout = '10s'; set local idle_in_transaction_session_timeout = 0`);
      const names = (await tablesInOrder(client)).map(({ name }) => escapeIdentifier(name));
      if (names.length > 0) await client.query(`lock table ${names.join(', ')} in access exclusive mode`);
      return trx;
    } catch (error) {
      await trx.rollback();
      if (!BUSY.has(sqlState(error) ?? '') || attempt >= ATTEMPTS) throw explained(error);
      log.warn({ err: error, attempt }, 'table locked; retrying the restore');
    }
  }
}

async function abandon(trx: Knex.Transaction, client: ClientBase): Promise<void> {
  // A connection in the middle of an answer can only be cut; the server then rolls back by itself.
  const ready = 'readyForQuery' in client && client.readyForQuery === true;
  if (!ready && 'end' in client && typeof client.end === 'function') await client.end();
  await trx.rollback().catch(() => undefined);
}

function explained(error: unknown): unknown {
  const state = sqlState(error);
  if (error instanceof BackupError || state === undefined || !(error instanceof Error)) return error;
  // That the server cannot just now is no fault of the backup's.
  if (fromDatabase(error) instanceof StorageUnavailable) return error;
  return new BackupError(
    `PostgreSQL did not let the backup be restored (${error.message}, SQLSTATE ${state}); nothing was changed. Mend that, then try again.`,
    { cause: error },
  );
}
