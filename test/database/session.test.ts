// Also with Docker: defaults of the server and what poolers make of them.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Knex } from 'knex';
import { connect } from '../../src/database/connect.ts';
import { createDatabase, type DatabaseOptions } from '../../src/database/knex.ts';
import { listen } from '../../src/database/listen.ts';
import { pendingMigrations } from '../../src/database/migrate.ts';
import { migrate } from '../../src/queues/migrate.ts';
import { probe } from '../../src/database/probe.ts';
import { withScratchDatabase } from '../../tools/database/scratch.ts';
import { createLogger } from '../../src/logger.ts';
import { BaseModel } from '../../src/models/base/base-model.ts';
import { editTodo } from '../../src/models/todo/edit.ts';
import { Todo } from '../../src/models/todo/todo.ts';
import { asOwner, useDatabase } from '../support/database.ts';
import { poolers, type Pooler } from '../support/pooler.ts';
import { newTodo } from '../support/todos.ts';
import { until } from '../support/until.ts';

const log = createLogger('silent');
const alice = { userId: '1000', guildId: null, isStaff: false };
const due = { at: new Date('2031-03-04T17:00:00.250Z'), zone: 'Europe/Berlin' };

/** Defaults under which nothing would be read as it was meant. */
const ODD = {
  datestyle: "'German'",
  intervalstyle: "'sql_standard'",
  timezone: "'Pacific/Chatham'",
  standard_conforming_strings: 'off',
  bytea_output: "'escape'",
  extra_float_digits: '-15',
  array_nulls: 'off',
  search_path: "'nowhere'",
  default_transaction_isolation: "'serializable'",
  client_encoding: "'LATIN1'",
};

const POOL_MAX = 4;
const pooled = (url: string): DatabaseOptions => ({
  url,
  poolMax: POOL_MAX,
  applicationName: 'test',
  namedStatements: 'auto',
  slowQueryMs: Number.POSITIVE_INFINITY,
  log,
});
const pool = (url: string): Knex => createDatabase(pooled(url));

const knexes: Knex[] = [];
const started: Pooler[] = [];
// Hooks after all run in the order in which they are made.
afterAll(async () => {
  for (const knex of knexes) await knex.destroy();
  for (const pooler of started) await pooler.close();
});
const database = useDatabase();
const name = () => new URL(database.url).pathname.slice(1);

/** Makes a to-do that is due and repeats, changes its text alone, and tells what then is in the database. */
async function edited(knex: Knex): Promise<Todo | undefined> {
  BaseModel.knex(knex);
  const { id } = await newTodo(alice, 'Rent', { due, repeat: 'monthly' });
  await editTodo(alice, id, { text: 'The rent' }, new Date());
  return Todo.query().findById(id);
}
const kept = {
  text: 'The rent',
  dueAt: due.at,
  dueZone: due.zone,
  repeat: 'monthly',
  repeatDay: 4,
  repeatTime: '18:00:00',
};

describe('whatever limits of time database and role have', () => {
  const LIMITS = ['statement_timeout', 'transaction_timeout', 'idle_session_timeout'];
  beforeAll(async () => {
    for (const limit of LIMITS) await asOwner(`alter database ${name()} set ${limit} = '100ms'`);
  });
  afterAll(async () => {
    for (const limit of LIMITS) await asOwner(`alter database ${name()} reset ${limit}`);
  });

  test.each([
    [true, ['0', '0', '0']],
    [false, ['2s', '0', '0']],
  ])('a connection has its own (patient: %s)', async (patient, limits) => {
    const knex = createDatabase({ ...pooled(database.url), patient });
    knexes.push(knex);
    const { rows } = await knex.raw<{ rows: { limits: string[] }[] }>(
      'select array(select current_setting(name) from unnest(cast(? as text[])) with ordinality as l (name, n) order by n) as limits',
      [LIMITS],
    );
    expect(rows).toEqual([{ limits }]);
  });

  test('who listens is not cut off for being silent', async () => {
    let gaps = 0;
    const heard: string[] = [];
    const listener = listen(
      database.url,
      'quiet',
      { onMessage: (payload) => void heard.push(payload), onGap: () => (gaps += 1) },
      log,
    );
    try {
      await until('it listens', () => gaps > 0);
      // Longer than the limit, by the clock of PostgreSQL.
      await database.knex.raw('select pg_sleep(0.5)');
      await database.knex.raw(`select pg_notify('quiet', 'heard')`);
      await until('it is heard', () => heard.length > 0 || gaps > 1);
      expect({ heard, gaps }).toEqual({ heard: ['heard'], gaps: 1 });
    } finally {
      await listener.stop();
    }
  });
});

describe('whatever the defaults of database and role are', () => {
  beforeAll(async () => {
    for (const [setting, value] of Object.entries(ODD))
      await asOwner(`alter database ${name()} set ${setting} = ${value}`);
  });
  afterAll(async () => {
    for (const setting of Object.keys(ODD)) await asOwner(`alter database ${name()} reset ${setting}`);
  });

  test('a due date, its repetition and its reminder stay when only the text is changed', async () => {
    const knex = pool(database.url);
    knexes.push(knex);
    await expect(edited(knex)).resolves.toMatchObject(kept);
    const { rows } = await knex.raw<{ rows: unknown[] }>(
      `select due_at, remind_at from reminders where state = 'pending'`,
    );
    expect(rows).toEqual([{ due_at: due.at, remind_at: due.at }]);
  });

  test('what is read is what was written: dates, bytes, numbers, arrays with nulls, text', async () => {
    const client = await connect(database.url, { applicationName: 'test' });
    try {
      const { rows } = await client.query(
        `select $1::timestamptz as at, '\\x00ff'::bytea as bytes, 0.1::float8 + 0.2::float8 as number,
                $2::text[] as texts, current_setting('search_path') as path, interval '90 minutes' as span`,
        [due.at, ['Жук', null]],
      );
      expect(rows).toEqual([
        {
          at: due.at,
          bytes: Buffer.from([0, 255]),
          number: 0.1 + 0.2,
          texts: ['Жук', null],
          path: 'public',
          span: expect.objectContaining({ hours: 1, minutes: 30 }),
        },
      ]);
    } finally {
      await client.end();
    }
  });

  test('migrations make the same schema', async () => {
    await withScratchDatabase(database.url, log, async (knex, url) => {
      const scratch = new URL(url).pathname.slice(1);
      for (const [setting, value] of Object.entries(ODD))
        await asOwner(`alter database ${scratch} set ${setting} = ${value}`);
      await migrate(knex, log);
      const { rows } = await knex.raw<{ rows: unknown[] }>(
        `select relnamespace::regnamespace::text as schema from pg_class where relname = 'todos'`,
      );
      expect(rows).toEqual([{ schema: 'public' }]);
    });
  });

  test('an address may name another schema, and nothing else', async () => {
    const url = `${database.url}?options=${encodeURIComponent('-c search_path=elsewhere -c datestyle=German')}`;
    const client = await connect(url, { applicationName: 'test' });
    try {
      const { rows } = await client.query(
        `select current_setting('search_path') as path, current_setting('datestyle') as style`,
      );
      expect(rows).toEqual([{ path: 'elsewhere', style: 'ISO, MDY' }]);
    } finally {
      await client.end();
    }
  });
});

describe.each(poolers())('behind %s', (_name, start) => {
  let pooler: Pooler;
  let knex: Knex;
  beforeAll(async () => {
    pooler = await start(database.url);
    started.push(pooler);
    // However busy the machine is.
    knex = createDatabase({ ...pooled(pooler.url), statementMs: 30_000, connectionMs: 30_000 });
    knexes.push(knex);
  });

  test('the bot starts, migrates and works, and its limits hold in every transaction', async () => {
    await expect(probe(pooler.url, { timeoutMs: 0 })).resolves.toMatchObject({ version: expect.any(String) });
    await migrate(knex, log);
    await expect(pendingMigrations(knex)).resolves.toEqual([]);
    // Nobody waits for one of the pool's connections, which are more than the pooler's: that has a limit of its own.
    const severalInTurn = async () => {
      for (let n = 0; n < 5; n += 1) await expect(edited(knex)).resolves.toMatchObject(kept);
    };
    await Promise.all(Array.from({ length: POOL_MAX }, severalInTurn));
    await knex.transaction(async (trx) => {
      const { rows } = await trx.raw<{ rows: unknown[] }>(
        `select current_setting('lock_timeout') as lock, current_setting('statement_timeout') as statement`,
      );
      expect(rows).toEqual([{ lock: '1600ms', statement: '30s' }]);
    });
    // No lock is left on a connection of the pooler's, where nobody could free it.
    const locks = `select from pg_locks join pg_database d on d.oid = database where locktype = 'advisory' and datname = '${name()}'`;
    await expect(asOwner(locks)).resolves.toEqual([]);
  });

  test('a due date stays where the database writes dates in German', async () => {
    await asOwner(`alter database ${name()} set datestyle = 'German'`);
    const own = await start(database.url);
    started.push(own);
    const germanPool = pool(own.url);
    knexes.push(germanPool);
    await expect(edited(germanPool)).resolves.toMatchObject(kept);
    await asOwner(`alter database ${name()} reset datestyle`);
  });

  test('a default that a pooler cannot keep for us is named, with the statement that mends it', async () => {
    await asOwner(`alter database ${name()} set search_path = 'nowhere'`);
    const own = await start(database.url);
    started.push(own);
    await expect(probe(own.url, { timeoutMs: 0 })).rejects.toThrow(
      `does not pass on search_path, which is nowhere in this database where Ostinato needs public; run \`alter role ostinato in database ${name()} set search_path = 'public';\``,
    );
    await asOwner(`alter database ${name()} reset search_path`);
  });
});
