import { afterAll, beforeAll } from '@jest/globals';
import { Events, type Client, type Interaction } from 'discord.js';
import { connect, type Discord } from '../../playground/driver/connect.ts';
import { createClient } from '../../src/discord/connection/client.ts';
import type { Command } from '../../src/discord/declare/command.ts';
import { commandJson } from '../../src/discord/declare/command-json.ts';
import {
  createDispatcher,
  type Dispatcher,
  type DispatchOptions,
} from '../../src/discord/receive/dispatch.ts';
import { escapeText } from '../../src/discord/escape.ts';
import type { Handled } from '../../src/discord/receive/handled.ts';
import { registerCommands } from '../../src/discord/connection/register.ts';
import { createTranslations } from '../../src/locales/translate.ts';
import { createLogger } from '../../src/logger.ts';
import { CallerSettingsCache } from '../../src/models/person/caller-settings.ts';
import { bareServices } from './bare-services.ts';
import type { Child } from './child.ts';
import { useDatabase, type TestDatabase } from './database.ts';
import { startPlayground } from './playground.ts';

/** The edge alone, with commands of a test's own, over a local Discord. */
export interface Edge {
  readonly discord: Discord;
  readonly client: Client;
  readonly database: TestDatabase;
  readonly settings: CallerSettingsCache;
  /** Warnings and errors, a line each. */
  readonly logged: string[];
  /** What became of each interaction. */
  readonly handled: readonly Handled[];
  /** Milliseconds until “thinking…” is shown, from now on. */
  deferAfter(milliseconds: number): void;
  /** One more dispatcher, as another process has it. */
  dispatchWith(waits: Pick<DispatchOptions, 'deferAfterMs' | 'formWithinMs' | 'courtesyMs'>): Dispatcher;
  /** Decides what becomes of interactions from now on. */
  receive(handle: (interaction: Interaction) => void): void;
}

export const APPLICATION_ID = '1100000000000000001';

/** Starts it for one test file, on a database of the file's own. */
export function useEdge(commands: readonly Command[]): Edge {
  const logged: string[] = [];
  const handled: Handled[] = [];
  const log = createLogger('warn', { write: (line) => void logged.push(line) });
  const translations = createTranslations(escapeText);
  const settings = new CallerSettingsCache();
  const services = bareServices(settings);
  let playground: Child;
  let client: Client;
  let discord: Discord;
  let receive: (interaction: Interaction) => void;
  const database = useDatabase();

  const dispatchWith: Edge['dispatchWith'] = (waits) =>
    createDispatcher({
      commands,
      services,
      settings,
      translations,
      limiter: { take: () => Promise.resolve(0) },
      log,
      // How fast this machine is decides nothing.
      deferAfterMs: 60_000,
      formWithinMs: 60_000,
      ...waits,
      onHandled: (one) => void handled.push(one),
    });
  function deferAfter(deferAfterMs: number): void {
    const dispatcher = dispatchWith({ deferAfterMs });
    receive = (interaction) => dispatcher.handle(interaction);
  }
  deferAfter(60_000);

  beforeAll(async () => {
    const { child, url } = await startPlayground();
    playground = child;
    client = createClient(`${url}/api`, 50, log);
    client.on(Events.InteractionCreate, (interaction) => receive(interaction));
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
    get client() {
      return client;
    },
    database,
    settings,
    logged,
    handled,
    deferAfter,
    dispatchWith,
    receive(handle) {
      receive = handle;
    },
  };
}
