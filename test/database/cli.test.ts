import { expect, test } from '@jest/globals';
import { Client } from 'pg';
import { useDatabase } from '../support/database.ts';
import { runScript, type ScriptResult } from '../support/script.ts';

const database = useDatabase();
const name = () => new URL(database.url).pathname.slice(1);

function cli(verb: string, env: Record<string, string> = {}, ...args: string[]): Promise<ScriptResult> {
  return runScript('tools/database/cli.ts', [verb, ...args], {
    DATABASE_URL: database.url,
    I_KNOW: '',
    ...env,
  });
}

async function users(): Promise<number> {
  const rows: unknown[] = await database.knex('users').select('id');
  return rows.length;
}

test('status says version, what is pending and where, and no password', async () => {
  const { code, stdout } = await cli('status');
  expect(code).toBe(0);
  expect(stdout).toMatch(/version +PostgreSQL 17\.\d+\nmigrations +up to date/);
  expect(stdout).not.toContain(new URL(database.url).password);
});

test('reset of an external database is refused, and says what it would have destroyed', async () => {
  await database.knex('users').insert({ id: 1 });
  const { code, stderr } = await cli('reset');
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^Refused, because DATABASE_URL names an external database\. It would have destroyed \d+ tables .* of database test_\w+\. If that is what you want, set I_KNOW=test_\w+\.\n$/,
  );
  await expect(users()).resolves.toBe(1);
  const wrong = await cli('reset', { I_KNOW: 'another' });
  expect(wrong.code).toBe(1);
});

test('reset works while a bot is connected, which goes on working', async () => {
  const bot = new Client({ connectionString: database.url });
  await bot.connect();
  await bot.query('select * from users');
  await bot.query('create table left_over (id int generated always as identity primary key)');
  await bot.query(`create type mood as enum ('good'); create view seen as select id from users`);
  await bot.query(`create function one() returns int language sql as 'select 1'`);
  const { code, stdout, stderr } = await cli('reset', { I_KNOW: name() });
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(stdout).toMatch(/is as new: \d+ migrations, \d+ seeds/);
  const { rows } = await bot.query<Record<string, unknown>>(
    `select to_regclass('left_over') as t, to_regtype('mood') as e, to_regproc('one') as f, to_regclass('users') is null as u`,
  );
  expect(rows).toEqual([{ t: null, e: null, f: null, u: false }]);
  await bot.end();
});

test('reset is refused in production as well', async () => {
  const { code, stderr } = await cli('reset', { NODE_ENV: 'production' });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^Refused, because NODE_ENV is production/);
});

test('an external database is never wiped, not even by who knows', async () => {
  expect((await cli('wipe')).stderr).toMatch(/^Refused, because DATABASE_URL names an external/);
  const { code, stderr } = await cli('wipe', { I_KNOW: name() });
  expect(code).toBe(1);
  expect(stderr).toMatch(/which is not ours to remove; drop it with that server's own tools/);
});

test('rollback and migrate take the schema back and forth', async () => {
  const back = await cli('rollback', { I_KNOW: name() }, '--all');
  expect(back.stdout).toMatch(/^Rolled back: /);
  const forth = await cli('migrate');
  expect(forth.stdout).toMatch(/^Migrated: /);
  expect((await cli('migrate')).stdout).toBe('The schema is up to date.\n');
});

test('what is known to go wrong is one sentence without a stack', async () => {
  const nonsense = await cli('nonsense');
  expect(nonsense).toMatchObject({ code: 1, stdout: '' });
  expect(nonsense.stderr).toMatch(/^There is no verb "nonsense"; use one of: up, down, .*\.\n$/);

  const config = await cli('up', { DATABASE_PORT: 'many' });
  expect(config.code).toBe(78);
  expect(config.stderr).toMatch(/DATABASE_PORT is not a number/);

  const docker = await cli('up', { DATABASE_PROVIDER: 'docker', DOCKER_HOST: 'unix:///nowhere/docker.sock' });
  expect(docker).toMatchObject({ code: 1, stdout: '' });
  expect(docker.stderr).toMatch(
    // Whichever of these this machine lacks.
    /^(No Docker engine answers|Docker is not installed|Docker Compose 2 is not installed); .*, or set DATABASE_PROVIDER=embedded, which needs none\.\n$/,
  );

  const url = new URL(database.url);
  url.password = 'mistaken';
  const password = await cli('migrate', { DATABASE_URL: url.href });
  expect(password).toEqual({
    code: 1,
    stdout: '',
    stderr: 'PostgreSQL refuses the password of role ostinato; correct it in DATABASE_URL.\n',
  });
});

test('jobs lists the queues and what failed for good, and retries one or all of a queue', async () => {
  await database.knex.raw(
    `insert into pgboss.job (name, data, output, source_name, source_retry_count)
     select 'reminders_dead', jsonb_build_object('reminderId', gen_random_uuid()), '{"reason":"Error: no"}', 'reminders', 24
     from generate_series(1, 3)`,
  );
  const { stdout } = await cli('jobs');
  expect(stdout).toMatch(/^reminders +0 due \(0 s late\), 0 scheduled, 0 running, 0 retrying, 3 failed$/m);
  const [first = ''] = /^[0-9a-f-]{36}(?= reminders, .*, 25 attempts: Error: no$)/m.exec(stdout) ?? [];
  expect((await cli('jobs', {}, 'retry', first)).stdout).toBe(
    'The job of reminders will run again in a moment.\n',
  );
  expect((await cli('jobs', {}, 'retry', first)).stderr).toBe(`No failed job has the id ${first}.\n`);
  expect((await cli('jobs', {}, 'retry', 'reminders')).stdout).toBe(
    '2 of reminders will run again in a moment.\n',
  );
  expect(await database.knex('pgboss.job').pluck('name')).toEqual(['reminders', 'reminders', 'reminders']);
  expect((await cli('jobs', {}, 'retry', 'remainders')).stderr).toContain('There is no queue "remainders"');
  expect((await cli('jobs', {}, 'again')).code).toBe(1);
});
