import type { Knex } from 'knex';
import type { Config } from '../config.ts';
import type { Breaker } from '../database/breaker.ts';
import { createDatabaseBreaker } from '../database/database-breaker.ts';
import { createDatabase, type DatabaseOptions } from '../database/knex.ts';
import { probe } from '../database/probe.ts';
import { chooseProvider } from '../database/providers/choose.ts';
import { readErasures } from '../jobs/erasures-file.ts';
import type { Logger } from '../logger.ts';
import { BaseModel } from '../models/base/base-model.ts';
import { replayErasures } from '../models/personal/erasures.ts';
import { backupFolder, PROJECT } from '../project.ts';
import { migrate } from '../queues/migrate.ts';
import type { ShutdownStep } from './shutdown.ts';

/** Milliseconds that a server of our own has to stop. */
const STOP_SERVER_WITHIN_MS = 10_000;

/** Connections of the job queues, and milliseconds that their statements may take: sweeping takes longer than asking. */
const JOBS = { poolMax: 3, statementMs: 30_000 };

/** PostgreSQL, found or started, up to date and ready to be used. */
export interface OpenDatabase {
  readonly url: string;
  readonly breaker: Breaker;
  /** What interactions use. */
  readonly database: Knex;
  /** What jobs use, so that neither waits for the other's connections. */
  readonly forJobs: Knex;
}

/**
 * Finds or starts the server, waits for it, migrates and opens the pools. What it starts, it adds to `steps`.
 * @throws ProviderError, ProbeError: one sentence each
 */
export async function openDatabase(
  config: Config,
  hooks: Pick<DatabaseOptions, 'onQuery' | 'onRetry' | 'onLeak'>,
  steps: ShutdownStep[],
  log: Logger,
): Promise<OpenDatabase> {
  const { provider, why } = await chooseProvider(config, { directory: PROJECT.database });
  log.info({ why }, 'database chosen');
  const { url, started } = await provider.start();
  if (started) {
    const stop = () => provider.stop();
    steps.unshift({ name: 'database server', withinMs: STOP_SERVER_WITHIN_MS, stop });
  }
  await probe(url, {
    timeoutMs: config.DATABASE_START_TIMEOUT * 1_000,
    onWaiting: (reason) => log.warn({ reason }, 'waiting for the database'),
  });

  const common = {
    url,
    namedStatements: config.DATABASE_NAMED_STATEMENTS,
    slowQueryMs: config.SLOW_QUERY_MS,
    log,
  };
  const forMigrations = createDatabase({
    ...common,
    poolMax: 2,
    applicationName: 'ostinato migrations',
    patient: true,
  });
  try {
    await migrate(forMigrations, log);
    // Whatever it was that brought older data back, such as a copy of the server's disk.
    const again = await replayErasures(forMigrations, await readErasures(backupFolder(config)));
    if (again > 0) log.warn({ people: again }, 'people erased since this data was written were erased again');
  } finally {
    await forMigrations.destroy();
  }

  const breaker = createDatabaseBreaker(url, log);
  const watched = { ...common, ...hooks, breaker, withStacks: config.NODE_ENV === 'development' };
  const database = createDatabase({
    ...watched,
    poolMax: config.DATABASE_POOL_MAX,
    applicationName: 'ostinato',
  });
  const forJobs = createDatabase({
    ...watched,
    ...JOBS,
    leakAfterMs: 2 * JOBS.statementMs,
    applicationName: 'ostinato jobs',
  });
  BaseModel.knex(database);
  steps.unshift(
    { name: 'pools', stop: () => Promise.all([database.destroy(), forJobs.destroy()]) },
    { name: 'breaker', stop: () => breaker.stop() },
  );
  return { url, breaker, database, forJobs };
}
