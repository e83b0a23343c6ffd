import { afterEach, expect, jest } from '@jest/globals';
import { IMAGE } from '../../src/database/providers/docker.ts';
import { type Compose, composeProject } from '../support/compose.ts';
import { CONTAINER_MS, testWithDocker } from '../support/docker.ts';

jest.setTimeout(CONTAINER_MS * 2);
const CACHE = 'valkey/valkey:8';
const test = await testWithDocker('the profiles of Compose', [IMAGE, CACHE]);
const SETTINGS = { DISCORD_TOKEN: 'none', PGADMIN_PASSWORD: 'for a test' };

let project: Compose | undefined;
afterEach(async () => {
  await project?.remove();
  project = undefined;
});

test.each([
  ['docker-compose.yml', ['backup', 'bot', 'cache', 'migrate', 'pgadmin', 'postgres-db', 'secrets']],
  ['docker-compose.dev.yml', ['cache', 'pgadmin', 'postgres-db']],
])('%s is sound with every profile, and publishes on loopback alone', async (file, services) => {
  project = await composeProject([file], SETTINGS);
  const config = JSON.parse(await project.compose('--profile=*', 'config', '--format=json')) as {
    services: Record<string, { ports?: { host_ip?: string }[] }>;
  };
  expect(Object.keys(config.services)).toEqual(expect.arrayContaining(services));
  const published = Object.values(config.services).flatMap(({ ports = [] }) => ports);
  expect(published.map(({ host_ip }) => host_ip)).toEqual(published.map(() => '127.0.0.1'));
});

test('the cache answers to its neighbours, and to nobody else', async () => {
  project = await composeProject(['docker-compose.yml'], SETTINGS);
  await project.compose('--profile=cache', 'up', '--detach', '--wait', 'cache');
  await expect(project.compose('exec', '-T', 'cache', 'valkey-cli', 'ping')).resolves.toBe('PONG');
  await expect(project.inspect('cache', '{{json .NetworkSettings.Ports}}')).resolves.not.toContain(
    'HostPort',
  );
});

test('a database with an archive goes back to the moment before a mistake, as docs/operations.md says', async () => {
  const at = (project = await composeProject(['docker-compose.yml', 'docker/point-in-time.yml'], SETTINGS));
  const sql = (statement: string) =>
    at.compose('exec', '-T', 'postgres-db', 'psql', '-U', 'postgres', '-d', 'ostinato', '-qAtc', statement);
  const recover = (moment: string) => at.compose('run', '--rm', 'recover', moment);

  await at.compose('up', '--detach', '--wait', 'postgres-db');
  await sql('create table people (id int primary key); insert into people select generate_series(1, 100)');
  await at.compose('exec', '-T', 'postgres-db', '/base-backup.sh');
  await sql('insert into people select generate_series(101, 150)');
  const moment = await sql('select clock_timestamp()');
  await sql('delete from people where id > 10');

  await expect(recover(moment)).rejects.toThrow(/The database runs, or did not stop in order/);
  await at.compose('stop', 'postgres-db');
  await expect(recover('2020-01-01 00:00:00+00')).rejects.toThrow(/There is no base backup from before 2020/);
  await expect(recover(moment)).resolves.toMatch(
    /^Ready to go back to .* what was there is in \/archive\/before-/m,
  );
  await at.compose('up', '--detach', '--wait', 'postgres-db');
  await expect(sql('select count(*) from people')).resolves.toBe('150');
  // It is a database like any other again, and goes on archiving.
  await sql('insert into people values (1000)');
  await expect(sql('select pg_is_in_recovery()')).resolves.toBe('f');
  await expect(sql(`select failed_count from pg_stat_archiver`)).resolves.toBe('0');

  await expect(at.compose('exec', '-T', 'postgres-db', '/base-backup.sh', '1')).resolves.toMatch(
    /^Removed /m,
  );
  const archived = await at.compose('exec', '-T', 'postgres-db', 'ls', '/archive/base', '/archive/wal');
  expect(archived.match(/^\d{8}T\d{6}Z$/gm)).toHaveLength(1);
  expect(archived).not.toContain('000000010000000000000001.gz');
  expect(archived).toMatch(/^00000002[0-9A-F]{16}\.gz$/m);
});
