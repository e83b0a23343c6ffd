import path from 'node:path';
import { afterAll, beforeAll, expect, jest } from '@jest/globals';
import { connect, type Discord } from '../../playground/driver/connect.ts';
import { IMAGE } from '../../src/database/providers/docker.ts';
import type { Child } from '../support/child.ts';
import { composeWith, type Compose } from '../support/compose.ts';
import { testWithDocker } from '../support/docker.ts';
import { startPlayground } from '../support/playground.ts';
import { until } from '../support/until.ts';

jest.setTimeout(300_000);
const test = await testWithDocker('docker-compose.yml', [IMAGE, 'node:24-bookworm-slim']);
const TOKEN = 'a-token-that-nobody-may-see';

let playground: Child | undefined;
let operator: Compose | undefined;
let discord: Discord | undefined;

function running<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('The first test starts it.');
  return part;
}
const compose = (...args: string[]) => running(operator).compose(...args);
const inspect = (format: string) => running(operator).inspect('bot', format);
const inBot = (...command: string[]) => compose('exec', '-T', 'bot', ...command);

/** What the bot's own role gets for a statement: rows, or the SQLSTATE of a refusal. */
async function asTheBot(statement: string): Promise<unknown> {
  const script = `
    import { readFileSync } from 'node:fs';
    import { Client } from 'pg';
    const client = new Client({
      connectionString: readFileSync('/run/secrets/ostinato/database-url', 'utf8').trim(),
    });
    await client.connect();
    const answer = await client.query(process.argv[1]).then(({ rows }) => rows, ({ code }) => code);
    console.log(JSON.stringify(answer));
    await client.end();`;
  return JSON.parse(await inBot('node', '--input-type=module', '--eval', script, statement));
}

afterAll(async () => {
  await operator?.remove();
  await playground?.stop();
});

beforeAll(async () => {
  // Nothing to start where every test is skipped.
  if (test !== (await import('@jest/globals')).test) return;
  const { child, url } = await startPlayground({ PLAYGROUND_TOKEN: TOKEN });
  playground = child;
  operator = await composeWith(url, TOKEN, { BACKUP_EVERY: '1', BACKUP_KEEP: '2' });
  discord = await connect(url);
});

const named = (names: string) => expect.objectContaining({ content: expect.stringContaining(names) });

test('with only a token, `docker compose up` brings a bot that answers', async () => {
  await compose('up', '--detach', '--build', '--wait');
  await running(discord).ready();
  const made = await running(discord).member('alice').slash('/playlist create', { name: 'Focus' });
  expect(made).toEqual(named('**Focus**'));
  await expect(inspect('{{.State.Health.Status}}')).resolves.toBe('healthy');
});

test('its health is what /readyz says, which its own network hears and the host does not', async () => {
  const heard = JSON.parse(await inspect('{{json .State.Health.Log}}')) as { Output: string }[];
  expect(JSON.parse(heard.at(-1)?.Output ?? '')).toMatchObject({
    status: 'ready',
    checks: { database: { ok: true }, migrations: { ok: true }, gateway: { ok: true } },
  });
  // In these tests the bot is in the network of the service `discord`.
  const ask = `fetch('http://discord:9090/metrics').then((answer) => answer.text()).then(console.log)`;
  const metrics = await compose('run', '--rm', '--no-deps', 'migrate', 'node', '--eval', ask);
  expect(metrics).toContain('ostinato_ready 1');
  await expect(inspect('{{json .HostConfig.PortBindings}}')).resolves.toMatch(/^(null|\{\})$/);
});

test('what monitoring adds is a configuration, with a password that was made for it', async () => {
  const { services } = JSON.parse(await compose('--profile', 'monitoring', 'config', '--format', 'json')) as {
    services: Record<string, { ports?: { host_ip?: string }[]; image: string }>;
  };
  for (const name of ['prometheus', 'grafana']) {
    expect(services[name]?.image).toMatch(/:v?\d+\.\d+\.\d+$/);
    expect(services[name]?.ports?.map((port) => port.host_ip)).toEqual(['127.0.0.1']);
  }
  const { docker } = running(operator);
  const volumes = await docker(
    'volume',
    'ls',
    '--format',
    '{{.Name}}',
    '--filter',
    'name=monitoring-secrets',
  );
  const project = await inspect('{{index .Config.Labels "com.docker.compose.project"}}');
  const volume = volumes.split('\n').find((name) => name.startsWith(project)) ?? '';
  const look = ['run', '--rm', '--user', '472', '--volume', `${volume}:/secrets:ro`, IMAGE];
  await expect(docker(...look, 'cat', '/secrets/grafana')).resolves.toMatch(/^[0-9a-f]{48}$/);
  const other = ['run', '--rm', '--user', '1000', '--volume', `${volume}:/secrets:ro`, IMAGE];
  await expect(docker(...other, 'cat', '/secrets/grafana')).rejects.toThrow('Permission denied');
});

test('the bot is nobody special in a file system that it cannot write, without what only development needs', async () => {
  await expect(inBot('id', '-u')).resolves.toBe('1000');
  await expect(inBot('sh', '-c', 'echo x > /app/x || echo x > /home/node/x || echo refused')).resolves.toBe(
    'refused',
  );
  const packages = (await inBot('ls', 'node_modules')).split('\n');
  expect(packages).toContain('discord.js');
  expect(
    packages.filter((name) => /jest|typescript|oxlint|prettier|embedded|testcontainers/.test(name)),
  ).toEqual([]);
  await expect(inBot('ls')).resolves.toBe('commands\nmigrations\nnode_modules\npackage.json\nsrc\ntools');
});

test('no secret is in the image, and the database’s are in no container’s description', async () => {
  const { docker } = running(operator);
  const layers = await docker('history', '--no-trunc', '--format', '{{.CreatedBy}}', 'ostinato-test');
  const image = await docker('inspect', 'ostinato-test');
  expect(layers + image).not.toMatch(/DISCORD_TOKEN|DATABASE_URL|password/i);
  const password =
    /:([0-9a-f]{48})@/.exec(await inBot('cat', '/run/secrets/ostinato/database-url'))?.[1] ?? '';
  expect(password).not.toBe('');
  await expect(inspect('{{json .}}')).resolves.not.toContain(password);
  // Nor can the bot read what is the owner's.
  await expect(inBot('sh', '-c', 'grep -rl ostinato_owner /run/secrets || echo none')).resolves.toBe('none');
});

test('the bot’s role works with rows and changes no schema', async () => {
  await expect(asTheBot('select name from playlists')).resolves.toEqual([{ name: 'Focus' }]);
  const INSUFFICIENT_PRIVILEGE = '42501';
  for (const statement of [
    'create table mine (id int)',
    'create temporary table mine (id int)',
    'alter table playlists add column mine int',
    'drop table tracks',
    'truncate playlists',
    'create role other',
    'create extension hstore',
    `select pg_read_file('/etc/passwd')`,
  ]) {
    expect([statement, await asTheBot(statement)]).toEqual([statement, INSUFFICIENT_PRIVILEGE]);
  }
});

test('a bot that is killed comes back by itself, with what it had acknowledged', async () => {
  const before = await inspect('{{.State.Pid}}');
  // As the kernel does when memory is short: Docker is not asked, so it does not take it for somebody's wish.
  process.kill(Number(before), 'SIGKILL');
  await until('the bot is back', async () => Number(await inspect('{{.RestartCount}}')) > 0);
  await until('it has logged in', async () =>
    /"msg":"logged in"[^]*"msg":"logged in"/.test(await compose('logs', '--no-log-prefix', 'bot')),
  );
  await running(discord).ready();
  const shown = await running(discord).member('alice').slash('/playlist show', { playlist: 'Focus' });
  expect(shown.text).toContain('Focus');
});

test('a database that is killed comes back by itself, and the bot with it', async () => {
  const sinceWhen = await inspect('{{.State.StartedAt}}');
  process.kill(Number(await running(operator).inspect('postgres-db', '{{.State.Pid}}')), 'SIGKILL');
  await until(
    'the database is available again',
    async () =>
      (await running(operator).inspect('postgres-db', '{{.RestartCount}} {{.State.Health.Status}}')) ===
      '1 healthy',
    60_000,
  );
  const shown = await running(discord).member('alice').slash('/playlist show', { playlist: 'Focus' });
  expect(shown.text).toContain('Focus');
  await expect(inspect('{{.State.StartedAt}}')).resolves.toBe(sinceWhen);
});

test('both come back when the engine does, and after a restart that a person asks for', async () => {
  for (const service of ['bot', 'postgres-db']) {
    const policy = await running(operator).inspect(service, '{{.HostConfig.RestartPolicy.Name}}');
    expect([service, policy]).toEqual([service, 'unless-stopped']);
  }
  await compose('restart', 'postgres-db', 'bot');
  await running(discord).ready();
  const shown = await running(discord).member('alice').slash('/playlist show', { playlist: 'Focus' });
  expect(shown.text).toContain('Focus');
});

test('with the profile backup there is one now and then, the newest stay, and they restore', async () => {
  await compose('--profile', 'backup', 'up', '--detach', 'backup');
  const said = await until(
    'three were made, and the oldest removed',
    async () => {
      const log = await compose('logs', '--no-log-prefix', 'backup');
      return /(Backed up [^]*){3}Removed 1 older, since BACKUP_KEEP is 2/.test(log) ? log : undefined;
    },
    60_000,
  );
  const [, first] = /Backed up .* to (\S+) /.exec(said) ?? [];
  await compose('stop', 'backup');
  const files = (await compose('run', '--rm', '--no-deps', 'backup', 'ls', '/backups')).split('\n');
  expect(files).toHaveLength(2);
  expect(files).not.toContain(path.basename(first ?? ''));
  await expect(
    compose(
      'run',
      '--rm',
      '--no-deps',
      '--env',
      'I_KNOW=ostinato',
      'backup',
      'node',
      'tools/database/cli.ts',
      'verify',
    ),
  ).resolves.toMatch(/ restores: \d+ tables with \d+ rows/);
});

test('a stop reaches the bot, which ends in its own way', async () => {
  const from = performance.now();
  await compose('stop', 'bot');
  expect(performance.now() - from).toBeLessThan(10_000);
  await expect(inspect('{{.State.ExitCode}}')).resolves.toBe('0');
  await expect(compose('logs', '--no-log-prefix', 'bot')).resolves.toMatch(/"clean":true,"msg":"stopped"/);
});

test('what is behind is the owner’s to migrate, and the next `up` does it', async () => {
  await compose(
    'run',
    '--rm',
    '--env',
    'I_KNOW=ostinato',
    'migrate',
    'node',
    'tools/database/cli.ts',
    'rollback',
    '--all',
  );
  const refused = await compose('run', '--rm', '--no-deps', 'bot').then(
    () => 'it started',
    ({ stderr }: { stderr: string }) => stderr,
  );
  expect(refused).toContain('The schema must change, and the role of DATABASE_URL may not change it; run');
  await compose('up', '--detach', '--wait');
  await running(discord).ready();
  const anew = await running(discord).member('alice').slash('/playlist create', { name: 'Anew' });
  expect(anew).toEqual(named('**Anew**'));
});

test('new passwords are made by three commands', async () => {
  const before = await inBot('cat', '/run/secrets/ostinato/database-url');
  await compose('run', '--rm', 'secrets', 'anew');
  await compose('exec', '-T', 'postgres-db', '/docker-entrypoint-initdb.d/create-roles.sh');
  await compose('restart', 'bot');
  await running(discord).ready();
  await expect(inBot('cat', '/run/secrets/ostinato/database-url')).resolves.not.toBe(before);
  await expect(asTheBot('select name from playlists')).resolves.toEqual([{ name: 'Anew' }]);
});
