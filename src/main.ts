import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { config as loadEnv } from 'dotenv';
import { commands } from '../commands/index.ts';
import { LoginError, startBot } from './bot.ts';
import { ConfigError, EX_CONFIG, readConfig, type Config } from './config.ts';
import { createDatabase } from './database/knex.ts';
import { listen } from './database/listen.ts';
import { migrate } from './database/migrate.ts';
import { probe } from './database/probe.ts';
import { ProbeError } from './database/probe-error.ts';
import { chooseProvider } from './database/providers/choose.ts';
import { ProviderError } from './database/providers/provider.ts';
import { listGuilds } from './discord/guild-list.ts';
import { every } from './jobs/every.ts';
import { purge } from './jobs/purge.ts';
import { reconcileGuilds } from './jobs/reconcile-guilds.ts';
import { createLogger, type Logger } from './logger.ts';
import { BaseModel } from './models/base-model.ts';
import { PROJECT } from './project.ts';
import { onStopSignal, shutDown, type ShutdownStep } from './shutdown.ts';

/** Milliseconds for the interactions that run when the process is asked to stop, and everything after them. */
const STOP_WITHIN_MS = 10_000;

/** Milliseconds between two runs of a job that is in no hurry. */
const HOUR_MS = 60 * 60_000;

/** The composition root: config → logger → database → migrations → Discord; each is stopped in the opposite order. */
async function main(config: Config, log: Logger, steps: ShutdownStep[]): Promise<void> {
  const startedAt = new Date();
  const token = config.DISCORD_TOKEN;
  if (!token) {
    throw new ConfigError(
      'DISCORD_TOKEN is missing; set it in .env, or type `make up`, which brings a local Discord along.',
    );
  }
  onStopSignal((reason) => {
    log.info({ reason }, 'stopping');
    void shutDown(steps, STOP_WITHIN_MS, log).then((clean) => {
      log.info({ clean }, 'stopped');
      process.exit(0);
    });
  });

  const { provider, why } = await chooseProvider(config, { directory: PROJECT.database });
  log.info({ why }, 'database');
  const server = await provider.start();
  if (server.started) steps.unshift({ name: 'database server', stop: () => provider.stop() });
  await probe(server.url, {
    timeoutMs: config.DATABASE_START_TIMEOUT * 1_000,
    onWaiting: (sentence) => log.warn(`waiting for the database: ${sentence}`),
  });
  const pool = {
    url: server.url,
    namedStatements: config.DATABASE_NAMED_STATEMENTS,
    slowQueryMs: config.SLOW_QUERY_MS,
    log,
  };

  const forMigrations = createDatabase({
    ...pool,
    poolMax: 2,
    applicationName: 'ostinato migrations',
    patient: true,
  });
  try {
    await migrate(forMigrations, log);
  } finally {
    await forMigrations.destroy();
  }

  const database = createDatabase({
    ...pool,
    poolMax: config.DATABASE_POOL_MAX,
    applicationName: 'ostinato',
  });
  steps.unshift({ name: 'pool', stop: () => database.destroy() });
  BaseModel.knex(database);

  const purging = every(HOUR_MS, 'purge', () => purge(database, log), log);
  steps.unshift({ name: 'purge', stop: () => purging.stop() });

  const { version } = JSON.parse(await readFile(path.join(PROJECT.root, 'package.json'), 'utf8')) as {
    version: string;
  };
  const { client, dispatcher, settings } = await startBot({
    config,
    token,
    version,
    startedAt,
    commands,
    database,
    log,
  });
  const reconciling = every(
    HOUR_MS,
    'reconcile guilds',
    () => reconcileGuilds(database, () => listGuilds(client.rest), log),
    log,
  );
  const listener = listen(
    config.DATABASE_DIRECT_URL ?? server.url,
    'settings',
    { onMessage: (message) => settings.heard(message), onGap: () => settings.clear() },
    log,
  );
  steps.unshift(
    { name: 'reconciling', stop: () => reconciling.stop() },
    // Before what runs is finished: another process may carry out what comes meanwhile, and we would deny it.
    { name: 'gateway', stop: () => client.destroy() },
    { name: 'interactions', stop: () => dispatcher.drain() },
    { name: 'listener', stop: () => listener.stop() },
  );
  process.send?.({ ready: true });
}

loadEnv({ quiet: true });
let log: Logger | undefined;
/** What runs, in the order in which it must stop. */
const running: ShutdownStep[] = [];
try {
  const config = readConfig(process.env);
  log = createLogger(config.LOG_LEVEL);
  await main(config, log, running);
} catch (error) {
  // What a person can mend is one sentence; anything else needs its stack.
  const known = [ConfigError, ProviderError, ProbeError, LoginError].some((kind) => error instanceof kind);
  if (known && error instanceof Error) process.stderr.write(`${error.message}\n`);
  else if (log) log.fatal({ err: error }, 'could not start');
  else console.error(error);
  if (log) await shutDown(running, STOP_WITHIN_MS, log);
  process.exit(error instanceof ConfigError ? EX_CONFIG : 1);
}
