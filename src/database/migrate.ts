import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import type { Logger } from '../logger.ts';
import { PROJECT } from '../project.ts';
import { sqlState } from './database-error.ts';
import { fileNames, loadModule } from './module-files.ts';
import { ProbeError } from './probe-error.ts';
import { checkRights, OWNER_MIGRATES } from './rights.ts';
import { withAdvisoryLock } from './advisory-lock.ts';

/** Any number that nothing else in the database uses as an advisory lock: "ostinato" on a telephone's keys. */
const MIGRATION_LOCK = 67_846_286;
const LOCK_NOT_AVAILABLE = '55P03';
const UNDEFINED_TABLE = '42P01';
const INSUFFICIENT_PRIVILEGE = '42501';
const ATTEMPTS = 5;

/**
 * Brings the tables up to date. Ten processes may call this at once: one migrates, the rest wait for it. A statement
 * inside that waits longer than lock_timeout for a table is tried again a few times.
 * @param after what else the schema needs, under the same lock
 * @returns the names of the migrations that this call ran.
 * @throws ProbeError when the role may not; else whatever the failing migration threw. Those before it stay.
 */
export function migrateTables(
  knex: Knex,
  log: Logger,
  { directory = PROJECT.migrations, after }: { directory?: string; after?: () => Promise<void> } = {},
): Promise<string[]> {
  let before: ReadonlySet<string> | undefined;
  return exclusively(
    knex,
    log,
    async (config) => {
      await warnOfUnknown(knex, log, directory);
      // An attempt that waited too long for a table may have run some.
      before ??= new Set(await doneMigrations(knex));
      await knex.migrate.latest(config);
      const done = (await doneMigrations(knex)).filter((name) => !before?.has(name));
      if (done.length > 0) log.info({ migrations: done }, 'migrated');
      await after?.();
      return done;
    },
    directory,
  );
}

/**
 * Takes the last batch back.
 * @returns the names of the migrations that were undone, newest first.
 */
export function rollback(
  knex: Knex,
  log: Logger,
  { all = false, directory = PROJECT.migrations }: { all?: boolean; directory?: string } = {},
): Promise<string[]> {
  return exclusively(
    knex,
    log,
    async (config) => {
      const [, undone] = (await knex.migrate.rollback(config, all)) as [number, string[]];
      if (undone.length > 0) log.info({ migrations: undone }, 'rolled back');
      return undone;
    },
    directory,
  );
}

/** The names of the migrations that `rollback` would take back, newest first. Reads only. */
export async function toRollBack(knex: Knex, all: boolean): Promise<string[]> {
  try {
    const done = knex<{ id: number; name: string; batch: number }>('knex_migrations').orderBy('id', 'desc');
    if (!all) void done.where('batch', knex.max('batch').from('knex_migrations'));
    return await done.pluck('name');
  } catch (error) {
    if (sqlState(error) === UNDEFINED_TABLE) return [];
    throw error;
  }
}

/** Lets a migration's transaction see pg_trgm in whatever schema an administrator installed it. */
export async function showTrigrams(knex: Knex): Promise<void> {
  await knex.raw(`
    select set_config('search_path', concat_ws(', ', quote_ident(current_schema()), extnamespace::regnamespace::text), true)
    from pg_extension where extname = 'pg_trgm' and extnamespace <> current_schema()::regnamespace`);
}

/** The migrations of a folder for Knex, under names that leave .ts or .js out. */
export function migrationSource(directory: string): Knex.MigrationSource<string> {
  return {
    getMigrations: () => fileNames(directory),
    getMigrationName: (name) => name,
    getMigration: async (name) => {
      const migration = await loadModule<Knex.Migration>(directory, name);
      const { up, down } = migration;
      const shown = (step: Knex.Migration['up']) => async (knex: Knex) => {
        await showTrigrams(knex);
        await step(knex);
      };
      return { ...migration, up: shown(up), ...(down && { down: shown(down) }) };
    },
  };
}

/** The names of migrations that the database has not seen, oldest first. Reads only. */
export async function pendingMigrations(
  knex: Knex,
  directory: string = PROJECT.migrations,
): Promise<string[]> {
  const done = new Set(await doneMigrations(knex));
  return (await fileNames(directory)).filter((name) => !done.has(name));
}

async function doneMigrations(knex: Knex): Promise<string[]> {
  try {
    return await knex<{ id: number; name: string }>('knex_migrations').orderBy('id').pluck('name');
  } catch (error) {
    if (sqlState(error) === UNDEFINED_TABLE) return [];
    throw error;
  }
}

// A newer version was here: fine, since its migrations keep to "expand first, contract later".
async function warnOfUnknown(knex: Knex, log: Logger, directory: string): Promise<void> {
  const known = new Set(await fileNames(directory));
  const unknown = (await doneMigrations(knex)).filter((name) => !known.has(name));
  if (unknown.length > 0)
    log.warn({ migrations: unknown }, 'the database has migrations that this version lacks');
}

/** Keeps every other process from migrating for the time of `work`. */
export function withMigrationLock<T>(knex: Knex, work: () => Promise<T>): Promise<T> {
  return withAdvisoryLock(knex, MIGRATION_LOCK, work);
}

async function exclusively(
  knex: Knex,
  log: Logger,
  work: (config: Knex.MigratorConfig) => Promise<string[]>,
  directory: string,
): Promise<string[]> {
  const config: Knex.MigratorConfig = {
    migrationSource: migrationSource(directory),
    disableMigrationsListValidation: true,
  };
  return withMigrationLock(knex, async () => {
    if (directory === PROJECT.migrations && (await pendingMigrations(knex)).length > 0)
      await checkRights(knex);
    // Whoever held Knex's own lock is gone, or would hold ours: it is a row that a crash leaves behind.
    await knex.migrate.forceFreeMigrationsLock(config);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await work(config);
      } catch (error) {
        if (sqlState(error) === INSUFFICIENT_PRIVILEGE)
          throw new ProbeError(OWNER_MIGRATES, { cause: error });
        if (sqlState(error) !== LOCK_NOT_AVAILABLE || attempt >= ATTEMPTS) throw error;
        log.warn({ err: error, attempt }, 'table locked; retrying the migration');
        await sleep(200 * 2 ** attempt);
      }
    }
  });
}
