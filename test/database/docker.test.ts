import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, expect, jest } from '@jest/globals';
import { Client } from 'pg';
import { chooseProvider } from '../../src/database/providers/choose.ts';
import { docker } from '../../src/database/providers/docker-engine.ts';
import { dockerProvider } from '../../src/database/providers/docker.ts';
import type { Program } from '../../src/database/providers/provider.ts';
import { CONTAINER_MS, testWithDocker } from '../support/docker.ts';
import { runScript } from '../support/script.ts';
import { temporaryFolder } from '../support/server.ts';

jest.setTimeout(CONTAINER_MS);
const test = await testWithDocker('the database in Docker');

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder('docker $HOME ');
});
afterEach(async () => {
  // A test that was skipped has made none.
  if ((await readdir(folder)).includes('docker')) await provider().wipe();
  await rm(folder, { recursive: true, force: true });
});

const directory = () => path.join(folder, 'docker');
const provider = (port = 0) => dockerProvider({ directory: directory(), port });

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function outputOf({ program, args }: Program, input = ''): Promise<string> {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stdin.end(input);
  await once(child, 'close');
  return output;
}

test('the first start makes a PostgreSQL 17 on loopback, the second joins it, a stop keeps the data', async () => {
  await expect(provider().status()).resolves.toMatchObject({ running: false, where: 'no data yet' });
  const first = await provider().start();
  expect(first.started).toBe(true);
  expect(new URL(first.url).hostname).toBe('127.0.0.1');
  const [row] = await query(
    first.url,
    `select current_setting('server_version_num')::int / 10000 as major, current_user as role,
            (select datlocprovider::text || ' ' || datlocale from pg_database where datname = current_database()) as locale,
            (select count(*)::int from pg_available_extensions where name in ('vector', 'pg_trgm')) as extensions`,
  );
  expect(row).toEqual({ major: 17, role: 'ostinato', locale: 'b C.UTF-8', extensions: 2 });
  await query(first.url, 'create table kept as select 1 as n');
  await expect(provider().start()).resolves.toEqual({ url: first.url, started: false });
  await expect(provider().bytesOnDisk?.()).resolves.toBeGreaterThan(1_000_000);

  await expect(provider().stop()).resolves.toBe(true);
  await expect(provider().stop()).resolves.toBe(false);
  const { where } = await provider().status();
  expect(where).toMatch(/^data in volume ostinato-dev-\w{8}_postgres-data$/);
  const again = await provider().start();
  expect(again.started).toBe(true);
  await expect(query(again.url, 'select n from kept')).resolves.toEqual([{ n: 1 }]);

  await provider().wipe();
  await expect(provider().status()).resolves.toMatchObject({ running: false, where: 'no data yet' });
});

test('of four processes at once one starts the server and three join it; a killed one starts again', async () => {
  const four = await Promise.all(
    Array.from({ length: 4 }, () => runScript('test/support/start-docker.ts', [directory()])),
  );
  expect(four.map(({ stderr }) => stderr).join('')).toBe('');
  const answers = four.map(({ stdout }) => JSON.parse(stdout) as { url: string; started: boolean });
  expect(answers.filter(({ started }) => started)).toHaveLength(1);
  expect(new Set(answers.map(({ url }) => url)).size).toBe(1);

  await query(answers[0]?.url ?? '', 'create table kept as select 1 as n');
  const { where } = await provider().status();
  await docker(['kill', /container (\S+),/.exec(where)?.[1] ?? '']);
  const again = await provider().start();
  expect(again.started).toBe(true);
  await expect(query(again.url, 'select n from kept')).resolves.toEqual([{ n: 1 }]);
});

test('a port that another program uses is named with the variable to change, and nothing stays', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  await expect(provider(port).start()).rejects.toThrow(
    `Port ${port}, which the database is to use, is taken by another program; end that program, or set DATABASE_PORT`,
  );
  await expect(provider(port).status()).resolves.toMatchObject({ running: false });
  other.close();
  const { url } = await provider(port).start();
  expect(new URL(url).port).toBe(String(port));
});

test('its psql and its log come by Docker, with the settings of the project', async () => {
  await provider().start();
  const settings = path.join(folder, 'settings');
  await writeFile(settings, String.raw`\echo settings were read`);
  const psql = await provider().psql?.({ settings, terminal: false });
  const log = await provider().logs?.(false);
  if (!psql || !log) throw new Error('The docker provider brings both.');
  const answer = await outputOf(psql, 'select 6 * 7 as answer;');
  expect(answer).toMatch(/settings were read[^]*42/);
  await expect(outputOf(log)).resolves.toContain('database system is ready to accept connections');
});

test('auto takes Docker where it answers, and stays with embedded data that are here already', async () => {
  const auto = { DATABASE_URL: undefined, DATABASE_PROVIDER: 'auto', DATABASE_PORT: 5433 } as const;
  const embedded = path.join(folder, 'postgres');
  await expect(chooseProvider(auto, { directory: embedded })).resolves.toMatchObject({
    provider: { name: 'docker' },
    why: 'PostgreSQL in Docker, since a Docker engine answers',
  });
  await mkdir(path.join(embedded, 'cluster'), { recursive: true });
  await expect(chooseProvider(auto, { directory: embedded })).resolves.toMatchObject({
    provider: { name: 'embedded' },
    why: expect.stringMatching(/since its data are here; DATABASE_PROVIDER=docker begins/),
  });
  // From here on there is a database in Docker, too.
  await provider().stop();
  const both = await chooseProvider(auto, { directory: embedded });
  expect(both.provider.name).toBe('docker');
});
