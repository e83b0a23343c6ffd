import { PROJECT } from '../../src/project.ts';
import { openBotLog } from './bot-log.ts';
import { type Child, ChildEnded, stopChild } from './child.ts';
import { KeptBot } from './kept-bot.ts';
import { startLocalDiscord } from './local-discord.ts';
import { cuttable } from './database-line.ts';
import { createPageLog } from './page-log.ts';
import { runBot } from './run-bot.ts';
import { startDatabase } from './start-database.ts';
import type { Ends, UpOptions } from './up-options.ts';
import { watchSource } from './watch-source.ts';

/** Milliseconds. */
const PLAYGROUND_DEADLINE = 3_000;

/**
 * Starts database and local Discord (without a token), then the bot, and while developing the bot again whenever its
 * source changes.
 * @param ends filled on the way, so that the caller can end what runs whenever something fails.
 * @returns what rejects with ChildEnded when a part ends by itself.
 * @throws ChildEnded, ConfigError, ProviderError, ProbeError, VerbError
 */
export async function up(options: UpOptions, ends: Ends): Promise<Promise<never>[]> {
  const { config, signal } = options;
  // What is under way while everything ends concerns nobody any more.
  const say = (line: string) => void (signal.aborted || options.say(line));
  const startedAt = performance.now();
  const show = (line: string) => options.say(`  ${line}`);
  // Both at once: neither needs the other.
  const iKnow = options.environment()['I_KNOW'];
  const database = startDatabase({ ...options, iKnow, say }, ends);
  const log = openBotLog();
  ends.unshift(() => log.close());
  const local = config.DISCORD_TOKEN
    ? undefined
    : startLocalDiscord(config.PLAYGROUND_PORT, options.environment());
  if (local) {
    ends.unshift(() => stopChild(local.child, PLAYGROUND_DEADLINE));
    log.follow(local.child.process.stderr, { show, level: () => config.LOG_LEVEL });
  }
  const [ownUrl, where] = await Promise.all([database, local?.url]);
  const databaseUrl = where ? await cuttable(ownUrl, where) : ownUrl;
  signal.throwIfAborted();

  const pageLog = where && createPageLog(where, (sentence) => show(`warn: ${sentence}`));
  if (pageLog) ends.unshift(() => pageLog.close());
  const discord = local && where && pageLog ? { url: where, token: local.token, log: pageLog } : undefined;
  const restarts = config.NODE_ENV === 'development' || (config.NODE_ENV === 'test' && discord !== undefined);
  const bot = new KeptBot({
    start: () => runBot({ ...options, say }, { databaseUrl, discord, log, show }),
    restarts,
    say,
  });
  ends.unshift(() => bot.stop());
  if (restarts) {
    const source = watchSource(PROJECT.root, (files) => bot.changed(files));
    ends.unshift(() => source.close());
  }
  await bot.start();

  say('');
  say(`Ostinato is ready after ${((performance.now() - startedAt) / 1_000).toFixed(1)} s.`);
  say(where ? `Open ${where} and type /playlist create` : 'Type /playlist create in a server that has it.');
  if (restarts) say('The bot starts again whenever you save a change of its source.');
  say('Ctrl-C stops all of it; `./dev-env.sh logs` in another terminal follows the log.');
  return [bot.ended, ...(local ? [endedOf(local.child)] : [])];
}

async function endedOf({ name, ended }: Child): Promise<never> {
  throw new ChildEnded(name, await ended);
}
