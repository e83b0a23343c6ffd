import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { readConfig } from '../../../src/config.ts';
import { askHealth } from '../../../tools/development/ask-health.ts';
import type { ReadinessReport } from '../../../src/health/readiness.ts';
import { startHealthServer, type HealthServer } from '../../../src/health/server.ts';
import { createLogger } from '../../../src/logger.ts';
import { freePort } from '../../support/processes.ts';

let server: HealthServer | undefined;
afterEach(async () => server?.stop());

const well = { ok: true, latencyMs: 1, lastError: null };
const READY: ReadinessReport = { status: 'ready', checks: { database: well } };
const FIGURES = `ostinato_pool_connections{state="used"} 4
ostinato_pool_connections{state="idle"} 1
ostinato_pool_waiting 2
ostinato_pool_max_connections 5
`;

async function start(
  report: ReadinessReport = READY,
  scrape = () => Promise.resolve(FIGURES),
  host = '127.0.0.1',
) {
  const logged: string[] = [];
  const port = Number(await freePort());
  server = await startHealthServer({
    host,
    port,
    version: '1.2.3',
    readiness: { report: () => Promise.resolve(report) },
    metrics: { scrape: async () => ({ type: 'text/plain; version=0.0.4', text: await scrape() }) },
    log: createLogger('info', { write: (line) => void logged.push(line) }),
  });
  return { url: server.url, config: readConfig({ HEALTH_HOST: host, HEALTH_PORT: String(port) }), logged };
}

test('what fails within is told as that it failed; the log says how', async () => {
  const { url, logged } = await start(READY, () => Promise.reject(new Error('a secret detail')));
  const answer = await fetch(`${url}/metrics`);
  expect(answer.status).toBe(500);
  expect(await answer.json()).toEqual({ error: 'Internal error; see the log.' });
  expect(logged.join('')).toContain('a secret detail');
});

test('a request that makes no sense is refused', async () => {
  const { url } = await start();
  const { port } = new URL(url);
  for (const [request, status] of [
    ['GET /%zz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n', 400],
    ['PROPFIND /readyz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n', 405],
    ['nonsense\r\n\r\n', 400],
  ] as const) {
    const socket = connect(Number(port), '127.0.0.1').end(request).setEncoding('utf8');
    let answer = '';
    socket.on('data', (text: string) => (answer += text));
    await once(socket, 'close');
    expect([request, answer]).toEqual([request, expect.stringMatching(new RegExp(`^HTTP/1.1 ${status} `))]);
    expect(answer).toMatch(/\r\n\r\n\{"error":/);
  }
});

test('status hears the version, the pool, and what is wrong', async () => {
  const lastError = { at: '2026-11-21T00:00:00.000Z', message: 'Not connected; wait.' };
  const { config } = await start({
    status: 'not ready',
    checks: { database: well, gateway: { ok: false, latencyMs: 1, lastError } },
  });
  expect(await askHealth(config)).toEqual({
    state: 'not ready (version 1.2.3)',
    problems: ['gateway: Not connected; wait.'],
    pool: '4 in use, 1 idle, 2 waiting, 5 at most',
  });
});

test('status finds a bot that listens everywhere, and none where none is', async () => {
  const { config } = await start(READY, undefined, '0.0.0.0');
  expect(await askHealth(config)).toMatchObject({ state: 'ready (version 1.2.3)', problems: [] });
  await server?.stop();
  expect(await askHealth(config)).toBeUndefined();
  expect(await askHealth(readConfig({ HEALTH_PORT: '0' }))).toBeUndefined();
});

test('a connection that is left open does not keep the server', async () => {
  const { url } = await start();
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.on('error', () => undefined).write('GET /livez HTTP/1.1\r\n');
  const closed = new Promise((resolve) => socket.resume().on('close', resolve));
  await server?.stop();
  await closed;
});
