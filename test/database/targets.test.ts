import { once } from 'node:events';
import { readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test as always } from '@jest/globals';
import { Client } from 'pg';
import { connect } from '../../playground/driver/connect.ts';
import { listBackups } from '../../tools/database/backup/files.ts';
import { dockerProject } from '../../src/database/providers/docker-project.ts';
import { findPostmaster } from '../../src/database/providers/embedded/postmaster.ts';
import { type Checkout, newCheckout } from '../support/checkout.ts';
import { startChild } from '../support/child.ts';
import { CONTAINER_MS, testWithDocker } from '../support/docker.ts';
import { freePort } from '../support/processes.ts';
import { temporaryFolder } from '../support/server.ts';
import { until } from '../support/until.ts';

jest.setTimeout(CONTAINER_MS);

const MOODS = `
export const up = (knex) => knex.raw('create table moods (id int primary key)');
export const down = (knex) => knex.raw('drop table moods');
`;

const CONNECTED = [
  ['db-reset', 'is connected'],
  ['db-restore', 'is connected'],
];

describe.each([
  ['embedded' as const, always],
  ['docker' as const, await testWithDocker('the targets of make with Docker')],
])('on %s', (provider, test) => {
  const skipped = test !== always;
  let port: string;
  let settings: Record<string, string>;
  let checkout: Checkout;
  const make = (target: string, env?: Record<string, string>, input?: string) =>
    checkout.make(target, env, input);

  beforeAll(async () => {
    if (skipped) return;
    port = await freePort();
    settings = {
      DATABASE_PROVIDER: provider,
      DATABASE_PORT: port,
      PLAYGROUND_PORT: await freePort(),
      HEALTH_PORT: await freePort(),
      TITLE_LOOKUP: 'off',
    };
    checkout = await newCheckout(settings);
  });
  afterAll(async () => {
    if (!skipped) await make('db-wipe');
  });

  let address: Promise<string> | undefined;
  /** Of the server, which it starts when it is asked for first. */
  const url = () => (address ??= make('db-url').then(({ stdout }) => stdout.trim()));
  async function query<T extends object>(sql: string): Promise<T[]> {
    const client = new Client({ connectionString: await url() });
    await client.connect();
    try {
      return (await client.query<T>(sql)).rows;
    } finally {
      await client.end();
    }
  }
  const people = () => query<{ id: string }>('select id from users order by 1');
  const migrations = () => query<{ name: string }>('select name from knex_migrations order by id');

  let keeping: ReturnType<typeof keep> | undefined;
  /** A backup of the examples, and what is in it; made once. */
  const kept = () => (keeping ??= keep());
  async function keep() {
    await make('db-reset');
    await make('db-backup');
    return {
      file: await newestBackup(checkout.root),
      people: await people(),
      migrations: await migrations(),
    };
  }

  /** Sees a server from the moment on when it is being started. */
  const startsServer = {
    async ask() {
      const place = path.join(checkout.root, '.ostinato', provider === 'docker' ? 'docker' : 'postgres');
      if (provider === 'docker')
        return (await (await dockerProject(place, Number(port))).find()) !== undefined;
      return (await findPostmaster(path.join(place, 'cluster', 'data'))) !== undefined;
    },
    end: () => Promise.resolve(),
  };

  test('up starts it and writes .env, up again joins it, down stops it, down again finds nothing', async () => {
    const first = await make('db-up');
    expect(first).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^PostgreSQL 17\.\d+ is started \(/),
    });
    expect(first.stderr).toContain('Wrote .env from .env.example');
    const second = await make('db-up');
    expect(second.stdout).toMatch(/^PostgreSQL 17\.\d+ was running already \(/);
    expect(second.stderr).toBe('');

    expect((await make('db-down')).stdout).toBe('PostgreSQL is stopped; its data stays.\n');
    const again = await make('db-down');
    expect(again).toMatchObject({ code: 0, stdout: 'PostgreSQL was not running.\n' });
    expect((await make('db-status')).stdout).toMatch(/^server +not running .*start it with/m);
  });

  test('a port that is taken is named with the variable, by up and by the doctor', async () => {
    const other = createServer().listen(Number(port), '127.0.0.1');
    await once(other, 'listening');
    const taken = await make('db-up');
    expect(taken.code).toBe(2);
    expect(taken.stderr).toContain(`Port ${port}, which the database is to use, is taken by another program`);
    const doctor = await make('doctor');
    expect(doctor.stdout).toMatch(
      new RegExp(`✗ port ${port} +taken by .*\\(DATABASE_PORT\\)\\n +→ kill \\d+, or set`),
    );
    other.close();
    expect((await make('db-up')).stdout).toMatch(/ is started /);
    // Whatever program holds it for a container: it is ours.
    expect((await make('doctor')).stdout).toMatch(new RegExp(`✓ port ${port} +ours: the database`));
  });

  test('it is migrated and seeded; status and log say how it is', async () => {
    expect((await make('db-migrate')).stdout).toMatch(/^Migrated: /);
    expect((await make('db-seed')).stdout).toMatch(/^Seeded: /);
    const { stdout } = await make('db-status');
    expect(stdout).toMatch(/^version +PostgreSQL 17\.\d+\nmigrations +up to date\ndisk +\d+ MiB$/m);
    expect((await make('db-logs', { ARGS: '--no-follow' })).stdout).toMatch(/ready to accept connections/);
  });

  test('the shell answers with psql and without', async () => {
    const bare = await pathWithout('psql');
    // In a container there is always one.
    for (const env of provider === 'docker' ? [{ PATH: bare }] : [{}, { PATH: bare }]) {
      const { code, stdout } = await make('db-shell', env, 'select 6 * 7 as answer;\n');
      expect(code).toBe(0);
      expect(stdout).toMatch(/answer[^]*42/);
      expect(stdout.includes('this is a small prompt')).toBe('PATH' in env && provider === 'embedded');
    }
  });

  test.each([['db-up', 'starts the server'], ...(provider === 'docker' ? [] : CONNECTED)])(
    'a %s that is killed when it %s leaves nothing that the next one cannot complete',
    async (target, when) => {
      const before = await kept();
      if (target === 'db-up') await make('db-down');
      const came = when === 'is connected' ? await whenConnected(await url()) : startsServer;
      const child = checkout.start(target, { FILE: before.file });
      await until(`${target} ${when}`, () => came.ask());
      const ended = once(child, 'close');
      process.kill(-(child.pid ?? 0), 'SIGKILL');
      await ended;
      await came.end();

      const again = await make(target, { FILE: before.file });
      expect(again).toMatchObject({ code: 0 });
      await expect(people()).resolves.toEqual(before.people);
      await expect(migrations()).resolves.toEqual(before.migrations);
    },
  );

  // What goes by a connection alone is the same wherever the server is.
  if (provider === 'docker') return;

  test('what is seeded is seeded again; a new migration is an empty file that is pending, then run once, then taken back', async () => {
    expect((await make('db-seed')).stdout).toMatch(/^Seeded: /);
    const made = await make('db-migration', { NAME: 'Add moods!' });
    const [, file = ''] = /^Write it in (migrations\/\d{14}-add-moods\.ts), then/.exec(made.stdout) ?? [];
    expect((await make('db-status')).stdout).toMatch(/^migrations +pending: \d{14}-add-moods$/m);
    await writeFile(path.join(checkout.root, file), MOODS);
    expect((await make('db-migrate')).stdout).toMatch(/^Migrated: \d{14}-add-moods$/m);
    expect((await make('db-migrate')).stdout).toBe('The schema is up to date.\n');
    expect((await make('db-rollback')).stdout).toMatch(/^Rolled back: \d{14}-add-moods$/m);
    await rm(path.join(checkout.root, file));
  });

  test('reset empties the database below a bot, which goes on', async () => {
    const up = startChild('tools/up.ts', settings, [], checkout.root);
    try {
      const [, url = ''] = await up.line(/^Open (\S+) and type \/playlist create$/m);
      const discord = await connect(url);
      await discord.ready();
      const create = () => discord.member('alice').slash('/playlist create', { name: 'Encore' });
      expect((await create()).text).toContain('Encore');
      const reset = await make('db-reset');
      expect(reset).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('is as new: ') });
      await expect(query(`select from playlists where name = 'Encore'`)).resolves.toEqual([]);
      expect((await create()).text).toContain('Encore');
      await expect(query(`select from playlists where name = 'Encore'`)).resolves.toHaveLength(1);
      expect(up.output).not.toContain('The bot is back');
    } finally {
      await up.stop();
    }
  });

  test('in production reset, wipe and restore are refused with what they would have destroyed', async () => {
    const { file } = await kept();
    const before = await people();
    for (const target of ['db-reset', 'db-wipe', 'db-restore']) {
      const refused = await make(target, { NODE_ENV: 'production', FILE: file });
      expect(refused.code).toBe(2);
      expect(refused.stderr).toMatch(
        /^Refused, because NODE_ENV is production\. It would have destroyed \d+ tables with about \d+ rows .*I_KNOW=ostinato\.$/m,
      );
    }
    await expect(people()).resolves.toEqual(before);
    const known = await make('db-reset', { NODE_ENV: 'production', I_KNOW: 'ostinato' });
    expect(known.stdout).toMatch(/ 0 seeds\.$/m);
  });
});

/** Sees a verb of the command line from the moment on when it has a connection. */
async function whenConnected(url: string) {
  const client = new Client({ connectionString: url });
  await client.connect();
  return {
    async ask() {
      const { rowCount } = await client.query(
        `select from pg_stat_activity where application_name = 'ostinato db'`,
      );
      return rowCount !== 0;
    },
    end: () => client.end(),
  };
}

async function newestBackup(root: string): Promise<string> {
  const newest = (await listBackups(path.join(root, 'backups'))).findLast(
    ({ occasion }) => occasion === 'scheduled',
  );
  if (!newest) throw new Error('There is no backup.');
  return path.basename(newest.file);
}

/** PATH with everything that is in it but one program. */
async function pathWithout(name: string): Promise<string> {
  const folder = await temporaryFolder('bin ');
  for (const from of [path.dirname(process.execPath), ...(process.env['PATH'] ?? '').split(path.delimiter)]) {
    for (const program of await readdir(from).catch(() => [])) {
      if (program !== name)
        await symlink(path.join(from, program), path.join(folder, program)).catch(() => undefined);
    }
  }
  return folder;
}
