import type { IncomingMessage, RequestListener } from 'node:http';
import { expect, test } from '@jest/globals';
import { OutboundError } from '../../../src/integrations/outbound-error.ts';
import { createOutbound } from '../../../src/integrations/outbound.ts';
import { isPublicAddress } from '../../../src/integrations/public-address.ts';
import { selfSigned } from './self-signed.ts';
import { json, LOOPBACK, serving, testOutbound } from './serve.ts';

/** Why a request failed. */
async function failure(request: Promise<unknown>): Promise<OutboundError> {
  const error: unknown = await request.then(
    () => new Error('it answered'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof OutboundError)) throw error;
  return error;
}
const reasonOf = async (request: Promise<unknown>) => (await failure(request)).reason;

/** What a server's answer comes to. */
const asked = (answer: RequestListener, options: Parameters<typeof testOutbound>[0] = {}) =>
  serving(answer, (port) => reasonOf(testOutbound(options).getJson(`http://example.org:${port}/x`)));

test('JSON is fetched with a name of ours, and without cookies or compression', async () => {
  let request: IncomingMessage | undefined;
  const answer = await serving(
    (incoming, response) => {
      request = incoming;
      json({ title: 'Été' })(incoming, response);
    },
    (port) => testOutbound().getJson(`http://example.org:${port}/a?b=c`),
  );
  expect(answer).toEqual({ title: 'Été' });
  expect(request?.url).toBe('/a?b=c');
  expect(request?.headers['user-agent']).toMatch(/^Ostinato/);
  expect(request?.headers['accept-encoding']).toBe('identity');
  expect(request?.headers).not.toHaveProperty('cookie');
  expect(request?.headers).not.toHaveProperty('authorization');
});

test('HTTPS is spoken with the host that was named, whose certificate must say so', async () => {
  const tls = selfSigned('example.org');
  const testing = { allowHttp: true, allowAddress: () => true, ca: tls.cert };
  const ask = (host: string, ca?: string) =>
    serving(
      json('hello'),
      (port) =>
        testOutbound({
          allowedHosts: [host],
          testing: ca ? testing : { allowHttp: true, allowAddress: () => true },
        }).getJson(`https://${host}:${port}/`),
      tls,
    );
  await expect(ask('example.org', tls.cert)).resolves.toBe('hello');
  await expect(reasonOf(ask('example.com', tls.cert))).resolves.toBe('unreachable');
  await expect(reasonOf(ask('example.org'))).resolves.toBe('unreachable');
});

test.each([
  ['another host', 'https://example.com/'],
  ['a host of the same ending', 'https://evil-example.org/'],
  ['a host below', 'https://a.example.org/'],
  ['plain HTTP', 'http://example.org/'],
  ['another port', 'https://example.org:8443/'],
  ['another scheme', 'file://example.org/etc/passwd'],
  ['credentials', 'https://me:secret@example.org/'],
  ['no address at all', 'example.org'],
  ['IPv4', 'https://127.0.0.1/'],
  ['IPv4 in one number', 'https://2130706433/'],
  ['IPv4 in hexadecimal', 'https://0x7f.1/'],
  ['IPv4 in octal', 'https://0177.0.0.1/'],
  ['IPv6', 'https://[::1]/'],
  ['a mapped address', 'https://[::ffff:10.0.0.1]/'],
])('%s is not asked', async (_what, url) => {
  const outbound = createOutbound({
    allowedHosts: ['example.org'],
    resolve: () => Promise.reject(new Error('nothing may be resolved')),
  });
  const error = await failure(outbound.getJson(url));
  expect(error.reason).toBe('forbidden-url');
  expect(error.message).not.toContain('secret');
});

test('a literal address is not asked even when it is on the list', async () => {
  const allowedHosts = ['127.0.0.1', '[::1]'];
  for (const host of allowedHosts) {
    expect(await reasonOf(testOutbound({ allowedHosts }).getJson(`http://${host}/`))).toBe('forbidden-url');
  }
});

const PRIVATE = [
  '127.0.0.1',
  '127.255.255.254',
  '0.0.0.0',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '192.0.0.1',
  '198.18.0.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  '::ffff:10.0.0.1',
  '::ffff:8.8.8.8',
  '::127.0.0.1',
  'fe80::1',
  'fe80::1%eth0',
  'fc00::1',
  'fd12::1',
  'fec0::1',
  'ff02::1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  '2001::1',
  '2001:db8::1',
  '100::1',
  '0x7f.1',
  '2130706433',
  '0177.0.0.1',
  'localhost',
  '',
];

test.each(PRIVATE)('a name that leads to %s is refused, even beside a public address', async (address) => {
  expect(isPublicAddress(address)).toBe(false);
  const outbound = createOutbound({
    allowedHosts: ['localhost', 'example.org'],
    resolve: () =>
      Promise.resolve([
        { address: '93.184.215.14', family: 4 },
        { address, family: 4 },
      ]),
  });
  expect(await reasonOf(outbound.getJson('https://example.org/'))).toBe('private-address');
  expect(await reasonOf(outbound.getJson('https://localhost/'))).toBe('private-address');
});

test.each(['8.8.8.8', '93.184.215.14', '2606:4700::1111', '2a00:1450:4001:80b::200e'])(
  '%s is public',
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

test('a name is resolved once per request, and the connection goes to what was checked', async () => {
  const answers = [LOOPBACK, [{ address: '10.0.0.1', family: 4 }]];
  let resolved = 0;
  const answer = await serving(json('first'), (port) =>
    testOutbound({ resolve: () => Promise.resolve(answers[resolved++] ?? []) }).getJson(
      `http://example.org:${port}/`,
    ),
  );
  expect(answer).toBe('first');
  expect(resolved).toBe(1);
});

test('a name that turns private between a request and its redirect is refused', async () => {
  const answers = [LOOPBACK, [{ address: '10.0.0.1', family: 4 }]];
  const resolve = () => Promise.resolve(answers.shift() ?? []);
  expect(
    await asked((_request, response) => response.writeHead(302, { location: '/next' }).end(), { resolve }),
  ).toBe('private-address');
});

test('a redirect is followed within the list, twice at most', async () => {
  const hop: RequestListener = (request, response) => {
    const left = Number(request.url?.slice(1));
    if (left === 0) json('there')(request, response);
    else response.writeHead(302, { location: `/${left - 1}` }).end();
  };
  await serving(hop, async (port) => {
    expect(await testOutbound().getJson(`http://example.org:${port}/2`)).toBe('there');
    expect(await reasonOf(testOutbound().getJson(`http://example.org:${port}/3`))).toBe('bad-redirect');
  });
});

test.each([
  ['elsewhere', { location: 'https://example.com/' }, 'forbidden-url'],
  ['to a private address', { location: 'http://169.254.169.254/latest/meta-data' }, 'forbidden-url'],
  ['to a file', { location: 'file:///etc/passwd' }, 'forbidden-url'],
  ['to itself for ever', { location: '/x' }, 'bad-redirect'],
  ['nowhere', {}, 'bad-redirect'],
])('a redirect %s is not followed', async (_where, headers, reason) => {
  expect(await asked((_request, response) => response.writeHead(301, headers).end())).toBe(reason);
});

test('reading stops as soon as a body is too large, though it has no end', async () => {
  const endless: RequestListener = (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const more = () => {
      while (response.write('"'.repeat(16_384))) {
        // As much as the connection takes.
      }
    };
    response.on('drain', more);
    more();
  };
  expect(await asked(endless, { maxBytes: 100_000 })).toBe('too-large');
  expect(await asked(json('x'.repeat(10)), { maxBytes: 11 })).toBe('too-large');
  await serving(json('x'.repeat(10)), async (port) => {
    expect(await testOutbound({ maxBytes: 12 }).getJson(`http://example.org:${port}/`)).toBe('x'.repeat(10));
  });
});

test.each<[string, RequestListener]>([
  ['never answers', () => undefined],
  [
    'never finishes',
    (_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).write('{'),
  ],
])('a server that %s is given up', async (_what, answer) => {
  expect(await asked(answer, { timeoutMs: 100 })).toBe('timeout');
});

test('a name server that never answers is given up, one that fails or knows nothing is told', async () => {
  const ask = (resolve: () => Promise<typeof LOOPBACK | []>) =>
    reasonOf(testOutbound({ resolve, timeoutMs: 100 }).getJson('http://example.org/'));
  expect(await ask(() => Promise.withResolvers<[]>().promise)).toBe('timeout');
  expect(await ask(() => Promise.reject(new Error('SERVFAIL')))).toBe('unreachable');
  expect(await ask(() => Promise.resolve([]))).toBe('unreachable');
});

test.each<[string, RequestListener, string]>([
  ['HTML', json('{}', 'text/html'), 'not-json'],
  ['something like JSON', json('{}', 'application/jsonp'), 'not-json'],
  ['no type', (_request, response) => response.writeHead(200).end('{}'), 'not-json'],
  [
    'half a JSON',
    (_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"secret'),
    'not-json',
  ],
  ['404', (_request, response) => response.writeHead(404).end(), 'status'],
  ['an end in the middle', (request) => request.socket.destroy(), 'unreachable'],
])('an answer of %s is refused', async (_what, answer, reason) => {
  expect(await asked(answer)).toBe(reason);
});

test('an error names the host and the status, never path, query or body', async () => {
  const error = await serving(
    (_request, response) => response.writeHead(500).end('body'),
    (port) => failure(testOutbound().getJson(`http://example.org:${port}/path?query`)),
  );
  expect(error).toMatchObject({ reason: 'status', host: 'example.org', status: 500 });
  expect(error.message).toBe('status (example.org)');
});
