import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { welcome } from './gateway.ts';
import { APPLICATION_ID } from './ids.ts';
import { answerRest, nothingSent, type Sent } from './rest.ts';

export type { Sent } from './rest.ts';

export const TOKEN = `${Buffer.from(APPLICATION_ID).toString('base64url')}.bench.bench`;

/** Discord for one bot, on the loopback address. */
export interface FakeDiscord extends AsyncDisposable {
  /** REST base. */
  readonly apiUrl: string;
  /** Sends an interaction to the bot. */
  emit(interaction: object): void;
  /** Hears every answer to an interaction, be it deferred; one at a time. `body` is as it came. */
  onCallback(hear: (id: string, body: string) => void): void;
  /** What the bot sent besides answers. */
  readonly sent: Sent;
  /** Resolves when a bot is connected. */
  readonly connected: Promise<void>;
}

/**
 * @param options.limit requests a second that are allowed, first answers not counted; any number unless told
 * @param options.guilds how many servers the bot is in
 */
export async function startFakeDiscord({
  limit = Number.POSITIVE_INFINITY,
  guilds = 0,
}: { limit?: number; guilds?: number } = {}): Promise<FakeDiscord> {
  const sent = nothingSent(limit);
  let hear: (id: string, body: string) => void = () => {};
  let socket: WebSocket | undefined;
  let sequence = 1;
  const connected = Promise.withResolvers<void>();
  let origin = '';

  const server = createServer((request, response) =>
    answerRest(request, response, { origin, guilds, hear, sent }),
  );
  const gateway = new WebSocketServer({ server, perMessageDeflate: false });
  gateway.on('connection', (opened) =>
    welcome(opened, { origin, guilds }, () => {
      socket = opened;
      sequence = 1;
      connected.resolve();
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    apiUrl: `http://${origin}/api`,
    sent,
    connected: connected.promise,
    emit(interaction) {
      sequence += 1;
      socket?.send(JSON.stringify({ op: 0, t: 'INTERACTION_CREATE', s: sequence, d: interaction }));
    },
    onCallback(listener) {
      hear = listener;
    },
    async [Symbol.asyncDispose]() {
      for (const client of gateway.clients) client.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
