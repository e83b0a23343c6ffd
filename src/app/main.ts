import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { config as loadEnv } from 'dotenv';
import { commands } from '../../commands/index.ts';
import { noticeMessage } from '../../commands/todo/notice.ts';
import { closedReminder, reminderMessage } from '../../commands/todo/reminder.ts';
import { LoginError, startBot } from './bot.ts';
import { createClock } from '../clock.ts';
import { ConfigError, EX_CONFIG, readConfig, type Config } from '../config.ts';
import { listen } from '../database/listen.ts';
import { poolUse } from '../database/pool-use.ts';
import { ProbeError } from '../database/probe-error.ts';
import { ProviderError } from '../database/providers/provider.ts';
import { commandLabels } from '../discord/declare/command-labels.ts';
import { sessionStarts } from '../discord/connection/session-starts.ts';
import { shardStates, type ShardState } from '../discord/connection/shard-state.ts';
import type { UserError } from '../errors.ts';
import { createFileReader } from '../file-reading/file-reader.ts';
import { databaseCheck, gatewayCheck, migrationsCheck } from '../health/checks.ts';
import { createMetrics } from '../health/metrics/metrics.ts';
import { createReadiness } from '../health/readiness.ts';
import { startHealthServer } from '../health/server.ts';
import { travelWithTests } from '../jobs/travel.ts';
import { createLogger, type Logger } from '../logger.ts';
import { refuseForAll } from '../models/base/first-delivery.ts';
import { openDatabase } from './open-database.ts';
import { joinPeers } from '../peers/peers.ts';
import { createProcesses } from '../peers/processes.ts';
import { PROJECT } from '../project.ts';
import { createRateLimiter } from '../rate-limits/rate-limiter.ts';
import { postgresCounts, valkeyCounts } from '../rate-limits/shared-counts.ts';
import { onStopSignal, shutDown, type ShutdownStep } from './shutdown.ts';
import { startJobs } from './start-jobs.ts';

/** Milliseconds for what runs when the process is asked to stop, and for each thing after it. */
const STOP_WITHIN_MS = { running: 10_000, step: 3_000 };

/** The composition root: config → logger → database → migrations → health → Discord → jobs; stopped the other way round. */
async function main(config: Config, log: Logger, steps: ShutdownStep[]): Promise<void> {
  const startedAt = new Date();
  const token = config.DISCORD_TOKEN;
  if (!token) {
    throw new ConfigError(
      'DISCORD_TOKEN is missing; set it in .env, or type `make up`, which brings a local Discord along.',
    );
  }
  const stopping = new AbortController();
  onStopSignal((reason) => {
    stopping.abort();
    log.info({ reason }, 'stopping');
    void shutDown(steps, STOP_WITHIN_MS.step, log).then((clean) => {
      log.info({ clean }, 'stopped');
      process.exit(0);
    });
  });

  const { version } = JSON.parse(await readFile(path.join(PROJECT.root, 'package.json'), 'utf8')) as {
    version: string;
  };
  let shards = (): readonly ShardState[] => [];
  const metrics = createMetrics({
    version,
    commands: commandLabels(commands),
    pool: () => poolUse(opened.database),
    shards: () => shards(),
    readiness: () => readiness.report(),
  });
  const hooks = { onQuery: metrics.queried, onRetry: metrics.retried, onLeak: metrics.leaked };
  const opened = await openDatabase(config, hooks, steps, log);
  const { url, breaker, database, forJobs } = opened;
  breaker.onChange(metrics.breakerChanged);

  const readiness = createReadiness({
    checks: {
      database: databaseCheck(opened),
      migrations: migrationsCheck(opened),
      gateway: gatewayCheck(() => shards()),
    },
    stopping: stopping.signal,
    onFault: (check, err) => log.error({ check, err }, 'readiness check threw'),
  });
  const health = await startHealthServer({
    host: config.HEALTH_HOST,
    port: config.HEALTH_PORT,
    version,
    readiness,
    metrics,
    log,
  });
  // The last to go: until then it tells what is going on.
  steps.push({ name: 'health', stop: () => health.stop() });

  const shared = config.CACHE_URL
    ? valkeyCounts(config.CACHE_URL, (err) => log.warn({ err }, 'cache unavailable'))
    : postgresCounts(database);
  steps.unshift({ name: 'shared counts', stop: () => shared.stop() });
  const limiter = createRateLimiter({
    shared,
    factor: config.RATE_LIMIT_FACTOR,
    onFailure(err) {
      metrics.rateLimiterFailed();
      log.warn({ err }, 'rate limit check failed');
    },
  });

  const files = createFileReader();
  steps.unshift({ name: 'file reading', stop: () => files.stop() });
  const peers = await joinPeers({ processes: createProcesses(forJobs, randomUUID()), log });
  steps.unshift({ name: 'peers', stop: () => peers.leave() });
  const others = { ...peers, refuseForAll: (refusal: UserError) => refuseForAll(forJobs, refusal) };

  const clock = createClock();
  const travel = config.NODE_ENV === 'test' ? await travelWithTests(forJobs, clock, log) : undefined;
  const { client, dispatcher, settings, translations } = await startBot({
    config,
    token,
    version,
    startedAt,
    commands,
    database,
    limiter,
    readFile: files.read,
    others,
    log,
    now: clock.now,
    onHandled: metrics.handled,
    onRateLimited: metrics.rateLimited,
    onSettingsLookup: metrics.settingsLookedUp,
  });
  peers.connected(() => sessionStarts(client.rest));
  shards = () => shardStates(client);
  const listener = listen(
    config.DATABASE_DIRECT_URL ?? url,
    'settings',
    { onMessage: (message) => settings.heard(message), onGap: () => settings.clear() },
    log,
  );
  // It may be asked to stop before its jobs run, and has interactions to answer all the same.
  const jobs = stopping.signal.aborted
    ? undefined
    : startJobs({
        config,
        client,
        opened,
        clock,
        translations,
        reminderMessage,
        noticeMessage,
        closedReminder,
        metrics,
        travel,
        log,
      });
  steps.unshift(
    { name: 'interactions', withinMs: STOP_WITHIN_MS.running, stop: () => dispatcher.drain() },
    // They have to be there to be stopped, and use the gateway's client until then.
    { name: 'jobs', withinMs: STOP_WITHIN_MS.running, stop: async () => (await jobs)?.stop() },
    { name: 'gateway', stop: () => client.destroy() },
    { name: 'late interactions', stop: () => dispatcher.settle() },
    { name: 'listener', stop: () => listener.stop() },
  );
  await jobs;
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
  else if (log) log.fatal({ err: error }, 'startup failed');
  else console.error(error);
  if (log) await shutDown(running, STOP_WITHIN_MS.step, log);
  process.exit(error instanceof ConfigError ? EX_CONFIG : 1);
}
