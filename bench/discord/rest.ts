import type { IncomingMessage, ServerResponse } from 'node:http';

/** `/api/v10/interactions/ID/TOKEN/callback` */
const CALLBACK = /^\/api\/v\d+\/interactions\/(\d+)\/[^/]+\/callback/;

let nextId = 200_000_000_000_000_000n;

/** Answers whatever discord.js asks; first responses to interactions are handed on. */
export function answerRest(
  request: IncomingMessage,
  response: ServerResponse,
  origin: string,
  hear: (id: string, body: string) => void,
): void {
  const url = request.url ?? '';
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (part: string) => (body += part));
  request.on('end', () => {
    const id = CALLBACK.exec(url)?.[1];
    if (id !== undefined) {
      hear(id, body);
      response.writeHead(204).end();
    } else if (url.includes('/gateway/bot')) {
      const limit = { total: 1000, remaining: 999, reset_after: 0, max_concurrency: 1 };
      json(response, { url: `ws://${origin}/gateway`, shards: 1, session_start_limit: limit });
    } else if (request.method === 'GET') json(response, []);
    else if (request.method === 'POST') {
      nextId += 1n;
      json(response, { ...(JSON.parse(body || '{}') as object), id: String(nextId) });
    } else response.writeHead(204).end();
  });
}

function json(response: ServerResponse, value: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
