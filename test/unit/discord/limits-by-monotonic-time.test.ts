import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { createClient } from '../../../src/discord/connection/client.ts';
import { createLogger } from '../../../src/logger.ts';

const HOUR_MS = 3_600_000;
/** Requests to one bucket, and to all. */
const LIMIT = 5;

let server: Server;
let headers: Record<string, string> = {};

beforeAll(async () => {
  server = createServer((_request, response) => response.writeHead(204, headers).end()).listen(
    0,
    '127.0.0.1',
  );
  await once(server, 'listening');
});
afterAll(() => void server.close());
afterEach(() => void jest.restoreAllMocks());

function setClock(offsetMs: number): void {
  const now = Date.now.bind(Date);
  jest.spyOn(Date, 'now').mockImplementation(() => now() + offsetMs);
}

test.each([
  ['all that is sent', {}],
  ['a channel', { 'x-ratelimit-limit': '1', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-after': '0.2' }],
])('a clock that is set back does not lengthen the limit of %s', async (_what, limits) => {
  headers = limits;
  const { port } = server.address() as AddressInfo;
  const { rest } = createClient(`http://127.0.0.1:${port}/api`, LIMIT, createLogger('silent'));
  const waits: number[] = [];
  rest.on('rateLimited', ({ timeToReset }) => void waits.push(timeToReset));
  const send = () => rest.post('/channels/1/messages', { auth: false, body: {} });

  setClock(3 * HOUR_MS);
  await send();
  jest.restoreAllMocks();
  for (let n = 0; n < 2 * LIMIT; n += 1) await send();
  expect(waits.length).toBeGreaterThan(0);
  expect(Math.max(...waits)).toBeLessThan(60_000);
});
