import { readConfig } from '../../src/config.ts';
import { PROJECT } from '../../src/project.ts';
import type { BotLog } from './bot-log.ts';
import { type Child, startChild } from './child.ts';
import type { PageLog } from './page-log.ts';
import type { UpOptions } from './up-options.ts';

/** What the bot's processes, one after the other, have in common. */
export interface BotSurroundings {
  databaseUrl: string;
  /** The local Discord, when there is one. */
  discord: { url: string; token: string; log: PageLog } | undefined;
  log: BotLog;
  readonly show: (line: string) => void;
}

/** What a bot that starts again cannot take over, since others depend on it. */
const FIXED = [
  'DISCORD_TOKEN',
  'PLAYGROUND_PORT',
  'DATABASE_URL',
  'DATABASE_PROVIDER',
  'DATABASE_PORT',
] as const;

/**
 * Starts the bot with what .env says now. In the local Discord it logs everything, for the page; what a person sees is
 * still what LOG_LEVEL says.
 * @throws ConfigError
 */
export function runBot({ config, environment, say }: UpOptions, around: BotSurroundings): Child {
  const env = environment();
  const now = readConfig(env);
  const fixed = FIXED.filter((name) => now[name] !== config[name]);
  if (fixed.length > 0) say(`./dev-env.sh restart applies the new ${fixed.join(', ')}.`);
  const { discord, log, show } = around;
  const child = startChild(
    'bot',
    'src/app/main.ts',
    {
      ...env,
      DATABASE_URL: around.databaseUrl,
      // It has said what it had to say.
      DATABASE_URL_FILE: '',
      DATABASE_PROVIDER: 'external',
      ...(discord && {
        DISCORD_TOKEN: discord.token,
        DISCORD_API_URL: `${discord.url}/api`,
        LOG_LEVEL: 'trace',
      }),
    },
    PROJECT.root,
  );
  const options = { show, level: () => now.LOG_LEVEL, forward: (line: object) => discord?.log.add(line) };
  log.follow(child.process.stdout, options);
  log.follow(child.process.stderr, options);
  return child;
}
