import { afterAll, beforeAll } from '@jest/globals';
import { Events, type Client } from 'discord.js';
import { connect, type Discord } from '../../playground/driver/connect.ts';
import { createClient } from '../../src/discord/client.ts';
import type { Command } from '../../src/discord/command.ts';
import { commandJson } from '../../src/discord/command-json.ts';
import { createDispatcher } from '../../src/discord/dispatch.ts';
import { escapeText } from '../../src/discord/escape.ts';
import { registerCommands } from '../../src/discord/register.ts';
import { createTranslations } from '../../src/locales/translate.ts';
import { createLogger } from '../../src/logger.ts';
import { CallerSettingsCache } from '../../src/models/caller-settings.ts';
import { bareBot } from './bare-bot.ts';
import { startChild, type Child } from './child.ts';
import { useDatabase } from './database.ts';

/** The edge alone, with commands of a test's own, over a local Discord. */
export interface Edge {
  readonly discord: Discord;
  readonly settings: CallerSettingsCache;
  /** Warnings and errors, a line each. */
  readonly logged: string[];
  /** Milliseconds until “thinking…” is shown, from now on. */
  deferAfter(milliseconds: number): void;
}

const APPLICATION_ID = '1100000000000000001';

/** Starts it for one test file, on a database of the file's own. */
export function useEdge(commands: readonly Command[]): Edge {
  const logged: string[] = [];
  const log = createLogger('warn', { write: (line) => void logged.push(line) });
  const translations = createTranslations(escapeText);
  const settings = new CallerSettingsCache();
  const bot = bareBot(commands, settings);
  let playground: Child;
  let client: Client;
  let discord: Discord;
  let dispatcher = dispatchWith(60_000);
  useDatabase();

  function dispatchWith(deferAfterMs: number) {
    const limiter = { take: () => Promise.resolve(0) };
    return createDispatcher({ bot, settings, translations, limiter, log, deferAfterMs });
  }

  beforeAll(async () => {
    playground = startChild('playground/main.ts', { PLAYGROUND_PORT: '0' });
    const [, url = ''] = await playground.line(/"url":"([^"]+)"/);
    client = createClient(`${url}/api`, 50, log);
    client.on(Events.InteractionCreate, (interaction) => dispatcher.handle(interaction));
    await client.login('playground-token');
    discord = await connect(url);
    const declared = commands.map((command) => commandJson(command, translations));
    await registerCommands(client.rest, APPLICATION_ID, declared);
    await discord.ready();
  });

  afterAll(async () => {
    await client.destroy();
    await playground.stop();
  });

  return {
    get discord() {
      return discord;
    },
    settings,
    logged,
    deferAfter(milliseconds) {
      dispatcher = dispatchWith(milliseconds);
    },
  };
}
