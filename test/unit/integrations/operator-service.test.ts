import type { IncomingMessage, RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { inspect } from 'node:util';
import { expect, test } from '@jest/globals';
import { OutboundError } from '../../../src/integrations/outbound-error.ts';
import {
  createOperatorService,
  type OperatorServiceOptions,
  type ServiceRequest,
} from '../../../src/integrations/operator-service.ts';
import { selfSigned } from './self-signed.ts';
import { json, serving } from './serve.ts';

const SECRET = 'sesame-4711';
const headers = { 'x-api-key': SECRET, authorization: `Bearer ${SECRET}` };

/** What one request comes to. */
const asked = (
  answer: RequestListener,
  request: Partial<ServiceRequest> = {},
  options: Partial<OperatorServiceOptions> = {},
) =>
  serving(answer, (port) =>
    createOperatorService({ baseUrl: `http://127.0.0.1:${port}`, headers, ...options }).request({
      path: '/x',
      ...request,
    }),
  );

/** Why it failed; nobody learns the key from that. */
async function reasonOf(request: Promise<unknown>): Promise<string> {
  const error: unknown = await request.then(
    () => new Error('it answered'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof OutboundError)) throw error;
  expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain(SECRET);
  return error.reason;
}

test('JSON is posted with the credentials and a key that makes it happen once, to a private address', async () => {
  let request: IncomingMessage | undefined;
  const sending = Promise.withResolvers<string>();
  const answer = await asked(
    (incoming, response) => {
      request = incoming;
      sending.resolve(text(incoming));
      response.writeHead(201, { 'content-type': 'application/json' }).end('{"id":7}');
    },
    { path: '/v3/credentials?dry=1', body: { name: 'Été' }, idempotencyKey: 'a-b-c' },
  );
  expect(answer).toEqual({ status: 201, json: { id: 7 }, retryAfterMs: null });
  const sent = await sending.promise;
  expect(JSON.parse(sent)).toEqual({ name: 'Été' });
  expect(request).toMatchObject({ method: 'POST', url: '/v3/credentials?dry=1' });
  expect(request?.headers).toMatchObject({
    'x-api-key': SECRET,
    authorization: `Bearer ${SECRET}`,
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(sent)),
    'idempotency-key': 'a-b-c',
    'accept-encoding': 'identity',
  });
});

test('without a body it is a GET, below the path that the operator gave', async () => {
  const seen: unknown[] = [];
  await serving(
    (request, response) => {
      seen.push([request.method, request.url, request.headers['content-type']]);
      json(null)(request, response);
    },
    async (port) => {
      const service = createOperatorService({ baseUrl: `http://localhost:${port}/api/` });
      expect(await service.request({ path: '/models' })).toMatchObject({ status: 200, json: null });
      await service.request({ path: '/models/1', method: 'PUT', body: 1 });
    },
  );
  expect(seen).toEqual([
    ['GET', '/api/models', undefined],
    ['PUT', '/api/models/1', 'application/json'],
  ]);
});

test.each([
  ['seconds', '120', 120_000],
  ['a date', 'Fri, 01 Jan 2027 00:00:30 GMT', 30_000],
  ['a date that is past', 'Thu, 01 Jan 2026 00:00:00 GMT', 0],
  ['nonsense', 'soon', null],
])('a refusal is an answer, with when to ask again: %s', async (_what, header, retryAfterMs) => {
  const refuses: RequestListener = (_request, response) =>
    response
      .writeHead(503, { 'retry-after': header, 'content-type': 'application/json' })
      .end('{"error":"busy"}');
  expect(await asked(refuses, {}, { now: () => Date.UTC(2027, 0) })).toEqual({
    status: 503,
    json: { error: 'busy' },
    retryAfterMs,
  });
});

test('a failure in HTML has a status and no more; nothing at all is fine', async () => {
  const html: RequestListener = (_request, response) =>
    response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>');
  expect(await asked(html)).toEqual({ status: 502, json: undefined, retryAfterMs: null });
  expect(await asked((_request, response) => response.writeHead(204).end())).toMatchObject({
    status: 204,
    json: undefined,
  });
});

test.each<[string, RequestListener, Partial<OperatorServiceOptions>, string]>([
  ['never answers', () => undefined, { timeoutMs: 100 }, 'timeout'],
  [
    'never finishes',
    (_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).write('{'),
    { timeoutMs: 100 },
    'timeout',
  ],
  ['says too much', json('x'.repeat(100)), { maxBytes: 101 }, 'too-large'],
  ['says what is no JSON', json('{}', 'text/html'), {}, 'not-json'],
  ['hangs up', (request) => request.socket.destroy(), {}, 'unreachable'],
])('a service that %s has not answered', async (_what, answer, options, reason) => {
  expect(await reasonOf(asked(answer, { body: {} }, options))).toBe(reason);
});

test('a request can have a deadline of its own', async () => {
  expect(await reasonOf(asked(() => undefined, { timeoutMs: 100 }))).toBe('timeout');
});

test('a redirect is not followed, and the credentials stay where they are', async () => {
  let asks = 0;
  await serving(
    (_request, response) => {
      asks += 1;
      response.end();
    },
    async (elsewhere) => {
      const redirect: RequestListener = (_request, response) =>
        response.writeHead(307, { location: `http://127.0.0.1:${elsewhere}/` }).end();
      expect(await reasonOf(asked(redirect, { body: {} }))).toBe('bad-redirect');
    },
  );
  expect(asks).toBe(0);
});

test.each(['x', '/../outside', '/%2e%2e/outside', '', 'http://example.org/'])(
  'the path “%s” leads out of the service, and is not asked',
  async (path) => {
    const service = createOperatorService({ baseUrl: 'http://127.0.0.1:9/api', headers });
    expect(await reasonOf(service.request({ path }))).toBe('forbidden-url');
  },
);

test.each([
  'ftp://127.0.0.1/',
  'file:///etc/passwd',
  `http://me:${SECRET}@127.0.0.1/`,
  'http://127.0.0.1/?key=1',
  'localhost:11434',
])('%s is no address of a service', async (baseUrl) => {
  expect(await reasonOf(Promise.resolve().then(() => createOperatorService({ baseUrl })))).toBe(
    'forbidden-url',
  );
});

test('a key that cannot be sent is told at once, without telling it', () => {
  const create = () =>
    createOperatorService({ baseUrl: 'http://127.0.0.1/', headers: { 'x-api-key': `${SECRET}\n` } });
  expect(create).toThrow('x-api-key');
  expect(create).not.toThrow(SECRET);
  expect(
    inspect(createOperatorService({ baseUrl: 'http://127.0.0.1/', headers }), { depth: 9 }),
  ).not.toContain(SECRET);
});

test('HTTPS is spoken with whom the certificate names', async () => {
  const tls = selfSigned('localhost');
  await serving(
    json('hello'),
    async (port) => {
      const baseUrl = `https://localhost:${port}`;
      const trusting = createOperatorService({ baseUrl, ca: tls.cert });
      expect(await trusting.request({ path: '/' })).toMatchObject({ json: 'hello' });
      expect(await reasonOf(createOperatorService({ baseUrl }).request({ path: '/' }))).toBe('unreachable');
    },
    tls,
  );
});
