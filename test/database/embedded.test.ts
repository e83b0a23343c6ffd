import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { access, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { embeddedProvider } from '../../src/database/providers/embedded/embedded.ts';
import { findPostmaster } from '../../src/database/providers/embedded/postmaster.ts';
import { temporaryFolder } from '../support/server.ts';
import { until } from '../support/until.ts';

const SCRIPT = fileURLToPath(new URL('../support/start-embedded.ts', import.meta.url));

let folder: string;
let directory: string;

beforeEach(async () => {
  folder = await temporaryFolder('embedded $HOME "');
  directory = path.join(folder, '.ostinato', 'postgres');
});

afterEach(async () => {
  await provider().stop();
  await rm(folder, { recursive: true, force: true });
});

const provider = (port = 0) => embeddedProvider({ directory, port, fsync: false });
const data = () => path.join(directory, 'cluster', 'data');

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

function startElsewhere() {
  const child = spawn(process.execPath, [SCRIPT, directory], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = once(child, 'close').then(() => ({ stdout, stderr }));
  return { child, ended };
}

async function killServer(): Promise<void> {
  const postmaster = await until('the server runs', () => findPostmaster(data()));
  process.kill(postmaster.pid, 'SIGKILL');
  await until('the server is gone', async () => !(await findPostmaster(data())));
}

const exists = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  );

test('the first start makes a PostgreSQL 17 on loopback with a password, the second joins it', async () => {
  const first = await provider().start();
  expect(first.started).toBe(true);
  const [row] = await query(
    first.url,
    `select current_setting('server_version_num')::int / 10000 as major, current_user as role,
            current_database() as database, current_setting('listen_addresses') as addresses,
            current_setting('unix_socket_directories') as sockets,
            (select datlocprovider::text || ' ' || datlocale from pg_database where datname = current_database()) as locale`,
  );
  expect(row).toEqual({
    major: 17,
    role: 'ostinato',
    database: 'ostinato',
    addresses: '127.0.0.1',
    sockets: '',
    locale: 'b C.UTF-8',
  });
  await expect(provider().start()).resolves.toEqual({ url: first.url, started: false });
  const wrong = new URL(first.url);
  wrong.password = 'wrong';
  await expect(query(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
});

test('of ten processes at once one starts the server and nine join it', async () => {
  const ten = await Promise.all(Array.from({ length: 10 }, () => startElsewhere().ended));
  expect(ten.map(({ stderr }) => stderr).join('')).toBe('');
  const answers = ten.map(({ stdout }) => JSON.parse(stdout) as { url: string; started: boolean });
  expect(answers.filter(({ started }) => started)).toHaveLength(1);
  expect(new Set(answers.map(({ url }) => url)).size).toBe(1);
});

test('a server that was killed starts again with what it had acknowledged', async () => {
  const { url } = await provider().start();
  await query(url, 'create table kept as select 1 as n');
  await killServer();
  const again = await provider().start();
  expect(again.started).toBe(true);
  await expect(query(again.url, 'select n from kept')).resolves.toEqual([{ n: 1 }]);
});

const MOMENTS: [string, () => Promise<boolean>][] = [
  ['while it holds the lock', () => exists(path.join(directory, 'lock'))],
  [
    'while it makes the data folder',
    async () =>
      (await exists(directory)) && (await readdir(directory)).some((name) => name.startsWith('new-')),
  ],
  ['when the data folder is complete', () => exists(data())],
  ['while the server starts', () => exists(path.join(data(), 'postmaster.pid'))],
];

test.each(MOMENTS)('a process killed %s leaves nothing that stops the next', async (_moment, came) => {
  const { child, ended } = startElsewhere();
  await until('it came so far', came);
  child.kill('SIGKILL');
  await ended;
  const { url } = await provider().start();
  await expect(query(url, 'select 1 as one')).resolves.toEqual([{ one: 1 }]);
});

test('the process id of another program in the stale file of a server does not matter', async () => {
  await provider().start();
  await killServer();
  await ownPidFile(process.pid);
  await expect(provider().start()).resolves.toMatchObject({ started: true });
});

test('a zombie is not taken for a server', async () => {
  await provider().start();
  await killServer();
  // The shell becomes `sleep`, which never asks how its child ended.
  const parent = spawn('sh', ['-c', 'true & echo $!; exec sleep 60'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  await ownPidFile(Number(line.toString()));
  await expect(provider().start()).resolves.toMatchObject({ started: true });
  parent.kill();
  await once(parent, 'exit');
});

async function ownPidFile(pid: number): Promise<void> {
  const file = path.join(data(), 'postmaster.pid');
  const [, ...rest] = (await readFile(file, 'utf8')).split('\n');
  await writeFile(file, [pid, ...rest].join('\n'));
}

test('a port that another program uses is named with the variable to change', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  await expect(provider(port).start()).rejects.toThrow(
    `Port ${port}, which the database is to use, is taken by another program; end that program, or set DATABASE_PORT`,
  );
  other.close();
  await expect(provider(port).start()).resolves.toMatchObject({ started: true });
});

test('a folder that cannot be made is named with what to do', async () => {
  const file = path.join(folder, 'file');
  await writeFile(file, '');
  const there = embeddedProvider({ directory: path.join(file, 'postgres'), port: 0 });
  await expect(there.start()).rejects.toThrow(
    /cannot be used \(ENOTDIR.*make it writable, or set DATABASE_URL/,
  );
});

test('data of another major version is refused and left alone', async () => {
  await mkdir(data(), { recursive: true });
  await writeFile(path.join(data(), 'PG_VERSION'), '16\n');
  await expect(provider().start()).rejects.toThrow(/was made by PostgreSQL 16, and this is 17; back it up/);
  await expect(readdir(data())).resolves.toEqual(['PG_VERSION']);
});

test('a data folder without its password says which way out there is', async () => {
  await provider().start();
  await rm(path.join(directory, 'cluster', 'password'));
  await expect(provider().start()).rejects.toThrow(/cannot be read; .*db:wipe/);
});

test('stop ends the server and says whether there was one; wipe removes the data for good', async () => {
  const { url } = await provider().start();
  await query(url, 'create table gone ()');
  await expect(provider().stop()).resolves.toBe(true);
  await expect(provider().stop()).resolves.toBe(false);
  await expect(provider().status()).resolves.toMatchObject({ running: false });
  await provider().start();
  await provider().wipe();
  await expect(exists(data())).resolves.toBe(false);
  const anew = await provider().start();
  await expect(query(anew.url, `select to_regclass('gone') as it`)).resolves.toEqual([{ it: null }]);
});

const asRoot = process.getuid?.() === 0;
(asRoot ? test : test.skip)(
  'as root, a folder that the server cannot enter gives way to one that it can',
  async () => {
    const closed = await mkdtemp(path.join(tmpdir(), 'ostinato-closed-'));
    directory = path.join(closed, 'postgres');
    const { url } = await provider().start();
    await expect(query(url, 'select 1 as one')).resolves.toEqual([{ one: 1 }]);
    const base = (await readFile(path.join(directory, 'LOCATION'), 'utf8')).trim();
    expect(base).toMatch(/^\/var\/lib\/ostinato\//);
    await provider().wipe();
    await rm(base, { recursive: true });
    await rm(closed, { recursive: true });
    directory = path.join(folder, 'postgres');
  },
);
