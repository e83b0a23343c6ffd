import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import type { Playground } from '../../playground/server.ts';
import { createApi } from '../../playground/driver/api.ts';
import { call, startDiscord } from '../support/local-discord.ts';

const GENERAL = '400000000000000001';

let playground: Playground;
beforeAll(async () => {
  playground = await startDiscord();
});
afterAll(async () => playground.close());

/** What a browser sends for a page of another site; `fetch` does not let anybody set these headers. */
function ask(
  path: string,
  headers: Record<string, string>,
  method = 'GET',
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    request(new URL(path, playground.url), { method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (part: string) => (body += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    })
      .on('error', reject)
      .end();
  });
}

/** How the opening of a WebSocket is answered: 101, or the status of the refusal. */
function open(path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${playground.url.replace('http', 'ws')}${path}`, { headers });
    socket.on('open', () => {
      socket.terminate();
      resolve(101);
    });
    socket.on('unexpected-response', (_, response) => {
      resolve(response.statusCode ?? 0);
      socket.terminate();
    });
    socket.on('error', (error) => error.message.startsWith('Unexpected') || reject(error));
  });
}

test.each(['/playground/world', '/playground/faults', '/api/v10/gateway', '/attachments/1/1/x'])(
  'a name that another site points at this machine does not open %s',
  async (path) => {
    const { status, body } = await ask(path, { host: 'rebound.example:3000' });
    expect(status).toBe(403);
    expect(body).toContain('The local Discord is not called rebound.example:3000; open it as http://');
  },
);

test.each(['127.0.0.1', 'localhost', '[::1]'])('it is called %s', async (name) => {
  const { port } = new URL(playground.url);
  const host = `${name}:${port}`;
  expect((await ask('/playground/world', { host })).status).toBe(200);
  expect((await ask('/playground/world', { host, origin: `http://${host}` })).status).toBe(200);
});

test('a page of another origin can neither act, nor set faults, nor listen', async () => {
  const { host } = new URL(playground.url);
  const foreign = { host, origin: 'https://evil.example' };
  expect((await ask('/playground/interactions', foreign, 'POST')).status).toBe(403);
  expect((await ask('/playground/faults', foreign, 'PUT')).status).toBe(403);
  expect((await ask('/playground/world', { host, origin: 'null' })).status).toBe(403);
  for (const path of ['/playground/events?as=alice', '/gateway?v=10&encoding=json']) {
    expect(await open(path, foreign)).toBe(403);
    expect(await open(path, { ...foreign, host: 'rebound.example' })).toBe(403);
    expect(await open(path, { origin: playground.url })).toBe(101);
    expect(await open(path, {})).toBe(101);
  }
});

test('files that people upload are saved, and never opened as pages of the local Discord', async () => {
  const api = createApi(playground.url);
  const upload = (filename: string, contentType: string) =>
    api.post<{ url: string }>('/attachments', {
      as: 'alice',
      channelId: GENERAL,
      filename,
      contentType,
      data: Buffer.from('<script>alert(1)</script>').toString('base64'),
    });
  for (const [name, type] of [
    ['a.html', 'text/html'],
    ['a.svg', 'image/svg+xml'],
    ['a.png', 'text/html'],
  ] as const) {
    const { headers } = await fetch((await upload(name, type)).url);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-disposition': 'attachment',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    });
    expect(headers.has('access-control-allow-origin')).toBe(false);
  }
  const { headers } = await fetch((await upload('a.png', 'image/png')).url);
  expect(headers.get('content-disposition')).toBe('inline');
});

test('programs that know the token reach the API as before', async () => {
  expect((await call(playground, '/users/@me')).status).toBe(200);
});
