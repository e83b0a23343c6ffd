import type { IncomingMessage, ServerResponse } from 'node:http';
import { guildId } from './ids.ts';

/** `/api/v10/interactions/ID/TOKEN/callback` */
const CALLBACK = /^\/api\/v\d+\/interactions\/(\d+)\/[^/]+\/callback/;

/**
 * PATCH `/api/v10/webhooks/ID/TOKEN/messages/@original`, or POST `/api/v10/webhooks/ID/TOKEN`: what a deferred answer says
 * in the end, in its place or beside it; tokens begin with their id.
 */
const DEFERRED_ANSWER =
  /^(?:PATCH|POST) \/api\/v\d+\/webhooks\/\d+\/token-(\d+)-[^/?]+(?:\/messages\/(?:@|%40)original)?(?:\?|$)/;

/** The first response of who needs more time. Source: Discord documentation, "Interaction Callback Type". */
const DEFERS = /^\{"type":[56]\b/;

/** `/api/v10/channels/ID/messages` */
const MESSAGES = /^\/api\/v\d+\/channels\/\d+\/messages$/;

/** What a bot sent besides answers, and how much of it is allowed. */
export interface Sent {
  readonly limit: number;
  /** Accepted messages; `at` in milliseconds of performance.now(). */
  readonly messages: { at: number; nonce: string }[];
  /** Accepted requests by the second in which they came. */
  readonly requestsBySecond: Map<number, number>;
  /** Requests that were too many. */
  refused: number;
}

export const nothingSent = (limit: number): Sent => ({
  limit,
  messages: [],
  requestsBySecond: new Map(),
  refused: 0,
});

/** Counts a request; milliseconds to wait when it is one too many. */
function tooMany(sent: Sent): number {
  const now = performance.now();
  const second = Math.floor(now / 1_000);
  const used = sent.requestsBySecond.get(second) ?? 0;
  if (used < sent.limit) {
    sent.requestsBySecond.set(second, used + 1);
    return 0;
  }
  sent.refused += 1;
  return (second + 1) * 1_000 - now;
}

let nextId = 200_000_000_000_000_000n;

/** Answers whatever discord.js asks; what interactions are answered with is handed on. */
export function answerRest(
  request: IncomingMessage,
  response: ServerResponse,
  {
    origin,
    guilds,
    hear,
    sent,
  }: { origin: string; guilds: number; hear: (id: string, body: string) => void; sent: Sent },
): void {
  const url = request.url ?? '';
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (part: string) => (body += part));
  request.on('end', () => {
    const id = CALLBACK.exec(url)?.[1];
    if (id !== undefined) {
      if (!DEFERS.test(body)) hear(id, body);
      response.writeHead(204).end();
      return;
    }
    const deferred = DEFERRED_ANSWER.exec(`${request.method} ${url}`)?.[1];
    if (deferred !== undefined) {
      hear(deferred, body);
      json(response, { id: deferred, channel_id: '400000000000000001', author: {}, content: '' });
      return;
    }
    const wait = tooMany(sent);
    if (wait > 0) {
      const seconds = String(wait / 1_000);
      response.writeHead(429, {
        'content-type': 'application/json',
        'retry-after': seconds,
        'x-ratelimit-global': 'true',
        'x-ratelimit-scope': 'global',
      });
      response.end(
        JSON.stringify({ message: 'You are being rate limited.', retry_after: wait / 1_000, global: true }),
      );
    } else if (url.includes('/gateway/bot')) {
      const limit = { total: 1000, remaining: 999, reset_after: 0, max_concurrency: 1 };
      json(response, { url: `ws://${origin}/gateway`, shards: 1, session_start_limit: limit });
    } else if (url.includes('/users/@me/guilds')) json(response, pageOfGuilds(url, guilds));
    else if (request.method === 'GET') json(response, []);
    else if (request.method === 'POST') {
      nextId += 1n;
      // What comes with files is multipart, and none of it is looked for here.
      const given = JSON.parse(body.startsWith('{') ? body : '{}') as { nonce?: string };
      if (MESSAGES.test(url)) sent.messages.push({ at: performance.now(), nonce: given.nonce ?? '' });
      json(response, { ...given, id: String(nextId) });
    } else response.writeHead(204).end();
  });
}

/** Source: Discord documentation, "Get Current User Guilds". */
function pageOfGuilds(url: string, guilds: number): object[] {
  const asked = new URLSearchParams(url.split('?')[1]);
  const after = asked.get('after') ?? '0';
  return Array.from({ length: guilds }, (_, n) => ({ id: guildId(n), name: `Server ${n}` }))
    .filter(({ id }) => BigInt(id) > BigInt(after))
    .slice(0, Number(asked.get('limit') ?? 200));
}

function json(response: ServerResponse, value: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
