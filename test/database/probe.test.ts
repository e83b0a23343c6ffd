// Also with Docker: what a server answers that cannot be used, over a network and with other authentication.
import { randomUUID } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { probe } from '../../src/database/probe.ts';
import { ProbeError } from '../../src/database/probe-error.ts';
import { asOwner, useDatabase } from '../support/database.ts';
import { serverUrl, withDatabaseName } from '../support/template.ts';

const database = useDatabase('template0');
const role = `probe_${randomUUID().slice(0, 8)}`;

const ONCE = { timeoutMs: 0 };

function changed(change: (url: URL) => void): string {
  const url = new URL(database.url);
  change(url);
  return url.href;
}

async function sentence(url: string): Promise<string> {
  const error: unknown = await probe(url, ONCE).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(error instanceof ProbeError)) throw new Error('the probe found nothing wrong', { cause: error });
  const { password } = new URL(url);
  if (password) expect(error.message).not.toContain(password);
  return error.message;
}

beforeAll(async () => {
  await asOwner(`create role ${role} login password 'narrow' connection limit 1`);
});

afterAll(async () => {
  await asOwner(`drop role ${role}`);
});

test('a server that can be used says its version', async () => {
  await expect(probe(database.url, ONCE)).resolves.toEqual({ version: expect.stringMatching(/^17\./) });
});

test('nothing listens', async () => {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const port = portOf(listener);
  listener.close();
  await once(listener, 'close');
  const url = changed((url) => (url.port = String(port)));
  await expect(sentence(url)).resolves.toBe(
    `PostgreSQL does not answer at ${new URL(url).host} (connection refused); start it (\`./dev-env.sh db:up\`), or correct DATABASE_URL.`,
  );
});

test('the host is not known', async () => {
  const url = changed((url) => (url.hostname = 'database.invalid'));
  await expect(sentence(url)).resolves.toMatch(
    /^The database host database\.invalid:\d+ is not known; correct/,
  );
});

test('the password is wrong: said at once, however long there would be to wait', async () => {
  const url = changed((url) => (url.password = 'mistaken'));
  await expect(probe(url, { timeoutMs: 3_600_000 })).rejects.toThrow(
    'PostgreSQL refuses the password of role ostinato; correct it in DATABASE_URL.',
  );
});

test('there is no password at all', async () => {
  const url = changed((url) => (url.password = ''));
  await expect(sentence(url)).resolves.toMatch(/^PostgreSQL refuses the password/);
});

test('there is no such database', async () => {
  await expect(sentence(withDatabaseName(serverUrl(), 'nowhere'))).resolves.toMatch(
    /^There is no database nowhere at .*; create it \(`createdb nowhere`\)/,
  );
});

test('TLS is asked for and the server has none', async () => {
  const url = changed((url) => url.searchParams.set('sslmode', 'verify-full'));
  await expect(sentence(url)).resolves.toMatch(/does not offer TLS; take sslmode out of DATABASE_URL/);
});

test('the server is read-only', async () => {
  const name = new URL(database.url).pathname.slice(1);
  await asOwner(`alter database ${name} set default_transaction_read_only = on`);
  await expect(sentence(database.url)).resolves.toMatch(/^The server is read-only .* name the primary\.$/);
  await asOwner(`alter database ${name} reset default_transaction_read_only`);
});

test('the role may not connect to the database', async () => {
  const name = new URL(database.url).pathname.slice(1);
  await asOwner(`revoke connect on database ${name} from public`);
  await expect(sentence(asRole())).resolves.toBe(
    `Role ${role} may not use database ${name}; run \`grant connect on database ${name} to ${role}\` as its owner.`,
  );
  await asOwner(`grant connect on database ${name} to public`);
});

test('the role may use no schema', async () => {
  await database.knex.raw('revoke usage on schema public from public');
  await expect(sentence(asRole())).resolves.toMatch(/has no schema it may use; run `grant usage on schema/);
  await database.knex.raw('grant usage on schema public to public');
});

test('no connection is left', async () => {
  const only = new Client({ connectionString: asRole() });
  await only.connect();
  await expect(sentence(asRole())).resolves.toMatch(/has no connection left; lower DATABASE_POOL_MAX/);
  await only.end();
});

test('what passes by itself is waited for, and said once', async () => {
  const only = new Client({ connectionString: asRole() });
  await only.connect();
  const said: string[] = [];
  const probed = probe(asRole(), {
    timeoutMs: 20_000,
    onWaiting: (line) => {
      said.push(line);
      void only.end();
    },
  });
  await expect(probed).resolves.toMatchObject({ version: expect.any(String) });
  expect(said).toEqual([expect.stringMatching(/no connection left/)]);
});

/** What a server answers before anybody is let in; these cannot be had from a real one at will. */
async function withAnswer(answer: (socket: Socket) => void, ask: (url: string) => Promise<void>) {
  const server = createServer((socket) => socket.once('data', () => answer(socket)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  await ask(changed((url) => (url.host = `127.0.0.1:${portOf(server)}`)));
  server.close();
}

function errorResponse(code: string, message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0C${code}\0M${message}\0\0`);
  const header = Buffer.from('E\0\0\0\0');
  header.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([header, fields]);
}

test.each([
  ['57P03', 'the database system is starting up', /is starting up or shutting down; wait, or raise/],
  [
    '28000',
    'no pg_hba.conf entry for host "10.0.0.1", user "ostinato", database "ostinato", no encryption',
    /takes encrypted connections only; add \?sslmode=require/,
  ],
  ['28000', 'no pg_hba.conf entry for host "10.0.0.1"', /does not let role ostinato in from here/],
])('the server answers %s (%s)', async (code, message, expected) => {
  await withAnswer(
    (socket) => socket.end(errorResponse(code, message)),
    async (url) => {
      await expect(sentence(url)).resolves.toMatch(expected);
    },
  );
});

test('the server says nothing and hangs up', async () => {
  await withAnswer(
    (socket) => socket.destroy(),
    async (url) => {
      await expect(sentence(url)).resolves.toMatch(/cannot be reached in time; check the network/);
    },
  );
});

function asRole(): string {
  return changed((url) => {
    url.username = role;
    url.password = 'narrow';
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}
