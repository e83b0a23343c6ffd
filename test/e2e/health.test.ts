import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { connect, type Discord } from '../../playground/driver/connect.ts';
import { embeddedProvider } from '../../src/database/providers/embedded/embedded.ts';
import type { ReadinessReport } from '../../src/health/readiness.ts';
import { startChild, type Child } from '../support/child.ts';
import { samplesOf } from '../support/exposition.ts';
import { startPlayground } from '../support/playground.ts';
import { freePort } from '../support/processes.ts';
import { temporaryFolder } from '../support/server.ts';
import { until } from '../support/until.ts';

const TOKEN = 'a-token-that-nobody-may-see';

let playground: Child;
let bot: Child;
let discord: Discord;
let url = '';
let databaseUrl = '';
let database: ReturnType<typeof embeddedProvider>;
const ports = { discord: '', database: '' };
/** Everything that was ever answered. */
const said: string[] = [];

async function get(where: string, init?: RequestInit) {
  const response = await fetch(`${url}${where}`, init);
  const text = await response.text();
  said.push(text, JSON.stringify([...response.headers]));
  return { status: response.status, headers: response.headers, text };
}

async function readiness() {
  return JSON.parse((await get('/readyz')).text) as ReadinessReport;
}

async function metrics() {
  return samplesOf((await get('/metrics')).text);
}

/** The value of one sample; undefined where there is none. */
async function valueOf(name: string, labels: Record<string, string> = {}): Promise<number | undefined> {
  return (await metrics()).find(
    (sample) =>
      sample.name === name &&
      Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
  )?.value;
}

const environment = () => ({
  DISCORD_TOKEN: TOKEN,
  DISCORD_API_URL: `http://127.0.0.1:${ports.discord}/api`,
  DATABASE_URL: databaseUrl,
  NODE_ENV: 'test',
  HEALTH_PORT: '0',
  TITLE_LOOKUP: 'off',
});

async function startDiscord(): Promise<void> {
  const started = await startPlayground({ PLAYGROUND_PORT: ports.discord, PLAYGROUND_TOKEN: TOKEN });
  playground = started.child;
  discord = await connect(started.url);
}

async function startBot(): Promise<void> {
  bot = startChild('src/app/main.ts', environment());
  [, url = ''] = await bot.line(/"url":"(http[^"]+)","msg":"health server started"/);
}

beforeAll(async () => {
  ports.discord = await freePort();
  ports.database = await freePort();
  const directory = path.join(await temporaryFolder(), '.ostinato', 'postgres');
  database = embeddedProvider({ directory, port: Number(ports.database), fsync: false });
  databaseUrl = (await database.start()).url;
});

afterAll(async () => {
  await bot?.stop();
  await playground?.stop();
  await database?.stop();
});

test('before Discord is reached the process is alive, and not ready for a reason that it tells', async () => {
  // Somebody takes the call and never says a word.
  const silent = createServer((socket) => socket.on('error', () => socket.destroy()).resume());
  silent.listen(Number(ports.discord), '127.0.0.1');
  await once(silent, 'listening');
  await startBot();
  expect(await get('/livez')).toMatchObject({ status: 200 });
  expect(await readiness()).toMatchObject({
    status: 'not ready',
    checks: {
      database: { ok: true, lastError: null },
      migrations: { ok: true, lastError: null },
      gateway: { ok: false, lastError: { message: 'The bot has not logged in to Discord yet.' } },
    },
  });
  expect((await get('/readyz')).status).toBe(503);
  await bot.stop('SIGKILL');
  silent.close();
  await once(silent, 'close');
  await startDiscord();
  await startBot();
  await discord.ready();
});

test('the process says that it is alive, and which version it is', async () => {
  const { status, text, headers } = await get('/livez');
  expect(status).toBe(200);
  expect(JSON.parse(text)).toEqual({
    status: 'alive',
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    uptimeSeconds: expect.any(Number),
  });
  expect(headers.get('content-type')).toMatch(/^application\/json/);
  expect(headers.get('cache-control')).toBe('no-store');
});

test('a bot that works is ready, check by check', async () => {
  const report = await until('it is ready', async () => {
    const asked = await get('/readyz');
    return asked.status === 200 ? (JSON.parse(asked.text) as ReadinessReport) : undefined;
  });
  expect(report.status).toBe('ready');
  expect(Object.keys(report.checks)).toEqual(['database', 'migrations', 'gateway']);
  for (const { ok, latencyMs } of Object.values(report.checks)) {
    expect(ok).toBe(true);
    expect(latencyMs).toBeGreaterThanOrEqual(0);
  }
  expect(report.checks['database']?.lastError).toBeNull();
  expect(await get('/readyz', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
});

test('what is asked in another way is refused in JSON', async () => {
  const elsewhere = await get('/metricz?token=x');
  expect(elsewhere.status).toBe(404);
  expect(JSON.parse(elsewhere.text)).toEqual({ error: 'There are /livez, /readyz and /metrics.' });
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
    const body = method === 'OPTIONS' ? {} : { body: '{' };
    const refused = await get('/readyz', {
      method,
      headers: { 'content-type': 'application/json' },
      ...body,
    });
    expect([method, refused.status, JSON.parse(refused.text)]).toEqual([
      method,
      405,
      { error: 'Only GET and HEAD.' },
    ]);
    expect(refused.headers.get('allow')).toBe('GET, HEAD');
  }
  expect((await get('/%zz')).status).toBe(400);
});

test('what people do is counted by command and outcome, and what they forge makes no series', async () => {
  const alice = discord.member('alice');
  await alice.slash('/playlist create', { name: 'Counted' });
  await alice.slash('/playlist create', { name: 'Counted' });
  await alice.slash('/playlist show', { playlist: 'Counted' });
  const shown = await alice.slash('/playlist list');
  for (const forged of ['1:forged.one:200000000000000001:x', '1:forged.two:200000000000000001:x'])
    await alice.raw({ kind: 'component', messageId: shown.message?.id ?? '', customId: forged, force: true });

  const interactions = (labels: Record<string, string>) => valueOf('ostinato_interactions_total', labels);
  const create = { kind: 'command', command: 'playlist create' };
  expect(await interactions({ ...create, outcome: 'ok' })).toBe(1);
  expect(await interactions({ ...create, outcome: 'refused' })).toBe(1);
  expect(await valueOf('ostinato_interaction_duration_seconds_count', create)).toBe(2);
  expect(await interactions({ kind: 'component', command: 'unknown', outcome: 'refused' })).toBe(2);
  expect(JSON.stringify(await metrics())).not.toContain('forged');

  expect(await valueOf('ostinato_query_duration_seconds_count', { operation: 'insert' })).toBeGreaterThan(0);
  expect(
    await valueOf('ostinato_query_duration_seconds_count', { operation: 'transaction' }),
  ).toBeGreaterThan(0);
  expect(await valueOf('ostinato_query_failures_total', { operation: 'insert' })).toBe(1);
  expect(await valueOf('ostinato_settings_cache_lookups_total', { result: 'miss' })).toBe(1);
  expect(await valueOf('ostinato_settings_cache_lookups_total', { result: 'hit' })).toBeGreaterThan(2);
  expect(await valueOf('ostinato_pool_max_connections')).toBe(10);
  expect(await valueOf('ostinato_pool_connections', { state: 'idle' })).toBeGreaterThan(0);
  expect(await valueOf('ostinato_ready')).toBe(1);
  expect(await valueOf('ostinato_gateway_connected', { shard: '0' })).toBe(1);
  expect(await valueOf('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
  expect(await valueOf('process_resident_memory_bytes')).toBeGreaterThan(0);
});

test('while the database is away readiness says so in a sentence, and afterwards all is well again', async () => {
  await database.stop();
  const away = await until('it is not ready', async () => {
    const report = await readiness();
    return report.status === 'not ready' ? report : undefined;
  });
  expect(away.checks).toMatchObject({
    database: { ok: false, lastError: { at: expect.any(String), message: expect.any(String) } },
    gateway: { ok: true },
  });
  const refused = await until('the sentence is that of a server that is gone', async () => {
    const { checks } = await readiness();
    return /^PostgreSQL does not answer at 127\.0\.0\.1:\d+ \(connection refused\); start it/.test(
      checks['database']?.lastError?.message ?? '',
    );
  });
  expect(refused).toBe(true);
  expect((await get('/livez')).status).toBe(200);
  expect(await valueOf('ostinato_ready')).toBe(0);
  expect(await valueOf('ostinato_ready_check', { check: 'database' })).toBe(0);
  expect(await valueOf('ostinato_ready_check', { check: 'gateway' })).toBe(1);

  await database.start();
  const back = await until('it is ready', async () => {
    const report = await readiness();
    return report.status === 'ready' ? report : undefined;
  });
  // What was is still told.
  expect(back.checks['database']).toMatchObject({ ok: true, lastError: { message: expect.any(String) } });
});

test('a schema that is behind is told with what is pending', async () => {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      'delete from knex_migrations where id = (select max(id) from knex_migrations) returning name',
    );
    const [last] = rows;
    const behind = await until('it is not ready', async () => {
      const report = await readiness();
      return report.status === 'not ready' ? report : undefined;
    });
    expect(behind.checks).toMatchObject({
      database: { ok: true },
      migrations: {
        ok: false,
        lastError: { message: expect.stringContaining(`Pending: ${last?.name}; run`) },
      },
    });
    await client.query(`insert into knex_migrations (name, batch, migration_time) values ($1, 1, now())`, [
      last?.name,
    ]);
  } finally {
    await client.end();
  }
  await until('it is ready', async () => (await get('/readyz')).status === 200);
});

test('without the gateway it is not ready, and it is again when Discord is back', async () => {
  await playground.stop('SIGKILL');
  const away = await until('it is not ready', async () => {
    const report = await readiness();
    return report.status === 'not ready' ? report : undefined;
  });
  expect(away.checks).toMatchObject({
    database: { ok: true },
    gateway: {
      ok: false,
      lastError: { message: expect.stringMatching(/^Not connected to Discord's gateway: shard 0 \(\w+\)/) },
    },
  });
  await startDiscord();
  await until('it is ready', async () => (await get('/readyz')).status === 200);
  // The commands are this Discord's only once they are registered with it.
  expect(await bot.stop()).toBe(0);
  await startBot();
  await discord.ready();
});

test('the checks run once a second at most, however often somebody asks', async () => {
  const before = await valueOf('ostinato_query_duration_seconds_count', { operation: 'select' });
  const from = performance.now();
  await Promise.all(Array.from({ length: 200 }, () => get('/readyz')));
  const after = await valueOf('ostinato_query_duration_seconds_count', { operation: 'select' });
  const seconds = (performance.now() - from) / 1_000;
  // Two statements for each run: one of the database's check, one of the migrations'. The job queues look for work, too,
  // a few statements a second; 200 runs would be 400.
  expect((after ?? 0) - (before ?? 0)).toBeLessThanOrEqual(10 * (1 + Math.ceil(seconds)));
});

test('when it stops, readiness leaves first, what runs is finished, and the server goes last', async () => {
  const lastly = bot.line(/"msg":"stopped"/);
  const holder = new Client({ connectionString: databaseUrl });
  await holder.connect();
  // A command waits for this lock until it times out after a second.
  await holder.query('begin; lock table playlists in access exclusive mode');
  const answering = discord.member('alice').slash('/playlist create', { name: 'Last' });
  await until('the command waits', async () => {
    const { rows } = await holder.query(`select 1 from pg_locks where not granted`);
    return rows.length > 0;
  });
  bot.process.kill('SIGTERM');
  const leaving = await until('it says so', async () => {
    const report = await readiness();
    return report.status === 'stopping' ? report : undefined;
  });
  expect(leaving.status).toBe('stopping');
  expect((await get('/readyz')).status).toBe(503);
  expect((await get('/livez')).status).toBe(200);
  expect(bot.output).not.toContain('"msg":"stopped"');
  await holder.query('rollback');
  expect((await answering).text).toContain('Last');
  await holder.end();
  await lastly;
  expect(await bot.exited).toBe(0);
  expect(bot.output).toContain('"clean":true');
  await expect(fetch(`${url}/livez`)).rejects.toThrow('fetch failed');
});

test('a port that is taken is one sentence that says which variable to change', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' ? String(address?.port) : '';
  const refused = startChild('src/app/main.ts', { ...environment(), HEALTH_PORT: port });
  expect(await refused.exited).toBe(78);
  expect(refused.output).toContain(
    `Port ${port} is taken: set HEALTH_PORT to a free one (0 takes any), or stop what listens there.\n`,
  );
  expect(refused.output).not.toMatch(/^\s+at /m);
  other.close();
});

test('a port that is held for a moment is waited for', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' ? String(address?.port) : '';
  bot = startChild('src/app/main.ts', { ...environment(), HEALTH_PORT: port });
  await bot.line(/the health port is in use; waiting for it/);
  other.close();
  [, url = ''] = await bot.line(/"url":"(http[^"]+)","msg":"health server started"/);
  expect(new URL(url).port).toBe(port);
  await bot.line(/"msg":"logged in"/);
  // Its jobs are starting.
  expect(await bot.stop()).toBe(0);
  expect(bot.output).toContain('"clean":true');
  expect(bot.output).not.toMatch(/"level":"(error|fatal)"/);
});

test('an address that is not this machine’s is told with its variable', async () => {
  const refused = startChild('src/app/main.ts', { ...environment(), HEALTH_HOST: '192.0.2.1' });
  expect(await refused.exited).toBe(78);
  expect(refused.output).toContain(
    '192.0.2.1 is no address of this machine; set HEALTH_HOST to 127.0.0.1, or to 0.0.0.0 for every address.',
  );
});

test('no answer has ever told a secret', () => {
  const everything = said.join('\n');
  expect(said.length).toBeGreaterThan(200);
  const { password } = new URL(databaseUrl);
  expect(password).not.toBe('');
  for (const secret of [TOKEN, password, databaseUrl, 'postgres://'])
    expect(everything).not.toContain(secret);
});
