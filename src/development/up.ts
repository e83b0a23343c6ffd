import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { Config } from '../config.ts';
import { createDatabase } from '../database/knex.ts';
import { migrate } from '../database/migrate.ts';
import { probe } from '../database/probe.ts';
import { chooseProvider } from '../database/providers/choose.ts';
import { seed } from '../database/seed.ts';
import type { Logger } from '../logger.ts';
import { PROJECT } from '../project.ts';
import { follow, openBotLog } from './bot-log.ts';
import { type Child, messageOf, readyOf, startChild, stopChild } from './child.ts';

export interface UpOptions {
  config: Config;
  env: NodeJS.ProcessEnv;
  log: Logger;
  readonly say: (line: string) => void;
}

/** How to end what was started, in the order in which it must end. */
export type Ends = (() => Promise<unknown>)[];

/** Milliseconds. The bot itself gives running interactions 10 s. */
const BOT_DEADLINE = 12_000;
const PLAYGROUND_DEADLINE = 3_000;

/**
 * Starts database, local Discord (without a token) and bot, each when the one before is ready.
 * @param ends filled on the way, so that the caller can end what runs whenever something fails.
 * @returns the children, any of which may end by itself.
 * @throws ChildEnded, ProviderError, ProbeError
 */
export async function up(options: UpOptions, ends: Ends): Promise<Child[]> {
  const { config, say } = options;
  const startedAt = performance.now();
  const databaseUrl = await startDatabase(options, ends);
  const botLog = openBotLog();
  ends.unshift(() => new Promise<void>((resolve) => botLog.end(resolve)));
  const show = (line: string) => say(`  ${line}`);

  const children: Child[] = [];
  let discord: NodeJS.ProcessEnv = {};
  let where: string | undefined;
  if (!config.DISCORD_TOKEN) {
    const token = randomBytes(24).toString('base64url');
    const playground = startChild(
      'playground',
      'playground/main.ts',
      { ...options.env, PLAYGROUND_PORT: String(config.PLAYGROUND_PORT), PLAYGROUND_TOKEN: token },
      PROJECT.root,
    );
    children.push(playground);
    ends.unshift(() => stopChild(playground, PLAYGROUND_DEADLINE));
    follow(playground.process.stderr, botLog, show);
    where = await readyOf(playground, playgroundUrl(playground));
    discord = { DISCORD_TOKEN: token, DISCORD_API_URL: `${where}/api` };
    say(`The local Discord is at ${where}`);
  }

  const bot = startChild(
    'bot',
    'src/main.ts',
    { ...options.env, ...discord, DATABASE_URL: databaseUrl, DATABASE_PROVIDER: 'external' },
    PROJECT.root,
  );
  children.push(bot);
  ends.unshift(() => stopChild(bot, BOT_DEADLINE));
  follow(bot.process.stdout, botLog, show);
  follow(bot.process.stderr, botLog, show);
  await readyOf(bot, messageOf(bot, isReady));

  say('');
  say(`Ostinato is ready after ${((performance.now() - startedAt) / 1_000).toFixed(1)} s.`);
  say(where ? `Open ${where} and type /playlist create` : 'Type /playlist create in a server that has it.');
  say('Ctrl-C stops all of it; `./dev-env.sh logs` in another terminal follows the log.');
  return children;
}

async function startDatabase({ config, log, say }: UpOptions, ends: Ends): Promise<string> {
  const { provider, why } = chooseProvider(config, { directory: PROJECT.database });
  const { url, started } = await provider.start();
  if (started) ends.unshift(() => provider.stop());
  const { version } = await probe(url, {
    timeoutMs: config.DATABASE_START_TIMEOUT * 1_000,
    onWaiting: say,
  });
  say(`PostgreSQL ${version} ${started ? 'is started' : 'was running already'} (${why})`);
  const knex = createDatabase({
    url,
    poolMax: 3,
    applicationName: 'ostinato up',
    namedStatements: false,
    slowQueryMs: Number.POSITIVE_INFINITY,
    log,
    patient: true,
  });
  try {
    const done = await migrate(knex, log);
    say(done.length === 0 ? 'The schema is up to date' : `Migrated: ${done.join(', ')}`);
    if (config.NODE_ENV === 'development') await seed(knex, log, config);
  } finally {
    await knex.destroy();
  }
  return url;
}

function playgroundUrl({ process: child }: Child): Promise<string> {
  return new Promise((resolve) => {
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!line.startsWith('{"playground"')) return;
      resolve((JSON.parse(line) as { url: string }).url);
    });
  });
}

function isReady(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'ready' in message && message.ready === true;
}
