import { Client } from 'discord.js';
import type { ClientEvents, GatewayIntentBits, RESTPostAPIApplicationCommandsJSONBody } from 'discord.js';
import { connect } from '../../playground/driver/connect.ts';
import type { Discord } from '../../playground/driver/connect.ts';
import { findDocument } from '../../playground/openapi/find-document.ts';
import { createPlayground } from '../../playground/server.ts';
import type { Playground, PlaygroundOptions } from '../../playground/server.ts';
import { PATIENCE_MS } from './playground.ts';

export const TOKEN = 'a-token-of-the-tests';
export const APPLICATION_ID = '1100000000000000001';

/** What Discord gives a bot to answer, in milliseconds: for tests of that itself. */
export const DISCORD_WAITS_MS = 3_000;

/** A local Discord on a free port that waits for slow machines. Closing it fails when it accepted what Discord's OpenAPI document does not allow. */
export async function startDiscord(options: Partial<PlaygroundOptions> = {}): Promise<Playground> {
  const openapi = findDocument(process.env['DISCORD_OPENAPI']);
  const playground = await createPlayground({
    port: 0,
    token: TOKEN,
    openapi,
    ...options,
    limits: { firstResponseMs: PATIENCE_MS, ...options.limits },
  });
  return {
    ...playground,
    async close() {
      const violations = await (await connect(playground.url)).violations();
      await playground.close();
      const accepted = violations.filter(({ status }) => status < 400);
      if (accepted.length > 0) throw new Error(`Accepted: ${JSON.stringify(accepted, null, 2)}`);
    },
  };
}

/** A bot of a few lines on the real discord.js. */
export interface TestBot extends AsyncDisposable {
  client: Client<true>;
  discord: Discord;
}

/** Logs a discord.js client in, registers commands, and answers interactions with `answer`. */
export async function startBot(
  playground: Playground,
  commands: RESTPostAPIApplicationCommandsJSONBody[],
  answer: (...args: ClientEvents['interactionCreate']) => Promise<unknown>,
  intents: GatewayIntentBits[] = [],
): Promise<TestBot> {
  const client = new Client({ intents, rest: { api: `${playground.url}/api` } });
  client.on('interactionCreate', (interaction) => void answer(interaction));
  const isReady = new Promise<Client<true>>((resolve) => {
    client.once('clientReady', resolve);
  });
  await client.login(TOKEN);
  const ready = await isReady;
  await ready.rest.put(`/applications/${APPLICATION_ID}/commands`, { body: commands });
  const discord = await connect(playground.url);
  await discord.ready();
  return { client: ready, discord, [Symbol.asyncDispose]: () => ready.destroy() };
}

/** One request to the REST API as the bot. */
export interface Call {
  method?: string;
  body?: unknown;
  token?: string | null;
}

/** What came back. */
export interface Called {
  status: number;
  body: { message?: string; code?: number; errors?: unknown; [key: string]: unknown };
  headers: Headers;
}

/** Calls the REST API without discord.js, whose builders would refuse the bodies that the tests need. */
export async function call(playground: Playground, path: string, options: Call = {}): Promise<Called> {
  const { body, token = TOKEN } = options;
  const method = options.method ?? (body === undefined ? 'GET' : 'POST');
  const headers = {
    ...(token !== null && { authorization: `Bot ${token}` }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
  };
  const response = await fetch(`${playground.url}/api/v10${path}`, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : JSON.parse(text), headers: response.headers };
}
