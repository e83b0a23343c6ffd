import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, jest, test } from '@jest/globals';
import { Client } from 'pg';
import { readConfig } from '../../src/config.ts';
import { chooseProvider } from '../../src/database/providers/choose.ts';
import { createLogger } from '../../src/logger.ts';
import { restore, verify } from '../../tools/database/verbs/backup.ts';
import { type Context, VerbError } from '../../tools/database/verbs/context.ts';
import { reset, wipe } from '../../tools/database/verbs/destroy.ts';
import { drift } from '../../tools/database/verbs/drift.ts';
import { rollback, seed } from '../../tools/database/verbs/schema.ts';
import { startDatabase } from '../../tools/development/start-database.ts';
import { type Checkout, newCheckout } from '../support/checkout.ts';
import { freePort } from '../support/processes.ts';
import { useScratchServer } from '../support/scratch-server.ts';

jest.setTimeout(300_000);

/** An external server of its own: what is compared is all of it, and nobody else makes databases there. */
const server = useScratchServer();
let checkout: Checkout;
let before: string[];
let backup = '';

const REFUSED =
  /^Refused, because (NODE_ENV is production|DATABASE_URL names an external database)\. It would have (.+)\. If that is what you want, set I_KNOW=ostinato\.$/m;
const HELD = String.raw`\d+ tables with about [1-9]\d* rows \(.+\) of database ostinato`;
const refused = (would: string) => ({ code: 1, stderr: REFUSED, would: new RegExp(`^${would}$`) });
const works = { code: 0, stderr: /^(?!Refused)/, would: undefined };
const fails = (stderr: RegExp) => ({ code: expect.any(Number), stderr, would: undefined });

/** For the other ways to run tests: they run what `test` runs, with the same server. */
const NO_TESTS = ['--version'];

interface Tried {
  args?: () => string[];
  outcome: Outcome;
}

interface Outcome {
  code: unknown;
  stderr?: RegExp;
  would?: RegExp | undefined;
}

const VERBS: Record<string, Tried> = {
  up: { outcome: refused(`migrated ${HELD}, added examples to it, and started a bot with it`) },
  restart: { outcome: refused(`migrated ${HELD}, added examples to it, and started a bot with it`) },
  down: { outcome: works },
  status: { outcome: works },
  test: { args: () => ['test/database/psqlrc.test.ts'], outcome: works },
  'test-unit': { args: () => NO_TESTS, outcome: works },
  'test-database': { args: () => NO_TESTS, outcome: works },
  'test-e2e': { args: () => NO_TESTS, outcome: works },
  'test-browser': { args: () => NO_TESTS, outcome: works },
  'test-chaos': { args: () => NO_TESTS, outcome: works },
  soak: { args: () => ['--minutes', '0'], outcome: fails(/minutes/i) },
  coverage: { args: () => NO_TESTS, outcome: works },
  bench: { args: () => ['--help'], outcome: works },
  'db:up': { outcome: works },
  'db:down': { outcome: works },
  'db:status': { outcome: works },
  'db:logs': { outcome: fails(/The log of an external database is with its server/) },
  'db:url': { outcome: works },
  'db:migrate': { outcome: works },
  'db:rollback': { outcome: refused(`taken back .+, and destroyed what they made in ${HELD}`) },
  'db:migration': { args: () => ['more'], outcome: works },
  'db:seed': { outcome: fails(/^Seeds are examples for development, and NODE_ENV is production/) },
  'db:reset': { outcome: refused(`destroyed ${HELD}`) },
  'db:wipe': { outcome: refused(`destroyed ${HELD}`) },
  'db:shell': { outcome: works },
  'db:backup': { outcome: works },
  'db:verify': {
    args: () => [backup],
    outcome: refused(`made and dropped a scratch database on the server that has ${HELD}`),
  },
  'db:restore': { args: () => [backup], outcome: refused(`destroyed ${HELD}`) },
  'db:drift': { outcome: refused(`made and dropped a scratch database on the server that has ${HELD}`) },
  'db:jobs': { outcome: works },
  'db:seal': { outcome: works },
  // The new migration of above is still empty.
  'db:lint': { outcome: { code: expect.any(Number) } },
  doctor: { outcome: { code: expect.any(Number) } },
  'commands:deploy': { outcome: fails(/DISCORD_TOKEN/) },
  help: { outcome: works },
};
/** `logs` never ends, and `check` is made of the verbs that are tried with these arguments. */
const APART = ['logs', 'check'];
const OF_CHECK = ['db:drift', '--if-running'];

beforeAll(async () => {
  const client = new Client({ connectionString: server.url });
  await client.connect();
  await client.query('insert into users (id) select generate_series(1, 50)');
  await client.query('analyze');
  await client.end();
  checkout = await newCheckout(
    {
      DATABASE_URL: server.url,
      NODE_ENV: 'production',
      DATABASE_PORT: await freePort(),
      PLAYGROUND_PORT: await freePort(),
      HEALTH_PORT: await freePort(),
      TEST_DATABASE_PROVIDER: 'embedded',
      TITLE_LOOKUP: 'off',
    },
    ['test', 'bench', 'docs', 'docker', 'jest.config.ts'],
  );
  await checkout.devEnv(['db:backup']);
  backup = (await readdir(path.join(checkout.root, 'backups'))).find((name) => name.endsWith('.gz')) ?? '';
  before = await everythingOf(server.url);
});

test('the table names every verb of dev-env.sh', async () => {
  const script = await readFile(path.join(checkout.root, 'dev-env.sh'), 'utf8');
  const verbs = [...script.matchAll(/^ {2}([a-z][a-z0-9:-]+)[^)\n]*\) .* ## /gm)].map(([, verb]) => verb);
  expect(verbs.length).toBeGreaterThan(30);
  expect([...Object.keys(VERBS), ...APART].toSorted()).toEqual(verbs.map(String).toSorted());
});

test.each(Object.entries(VERBS))(
  '%s changes nothing in an external database in production',
  async (verb, { args = () => [], outcome }) => {
    await proves(await checkout.devEnv([verb, ...args()]), outcome);
    expect(await everythingOf(server.url)).toEqual(before);
  },
);

test('check leaves it alone as well', async () => {
  const { code, stdout } = await checkout.devEnv(OF_CHECK);
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/There is no local database/) });
  expect(await everythingOf(server.url)).toEqual(before);
});

/** What the verbs that are refused do; `restart` is `down`, then `up`. */
const GUARDED: Record<string, (context: Context) => Promise<unknown>> = {
  up: (context) => startDatabase(context, []),
  'db:rollback': rollback,
  'db:rollback --all': rollback,
  'db:seed': seed,
  'db:reset': reset,
  'db:wipe': wipe,
  'db:verify': verify,
  'db:restore': restore,
  'db:drift': drift,
};
const WOULD: Record<string, RegExp | undefined> = {
  ...Object.fromEntries(Object.entries(VERBS).map(([verb, { outcome }]) => [verb, outcome.would])),
  'db:rollback --all': VERBS['db:rollback']?.outcome.would,
  'db:seed': refused(`added examples to ${HELD}`).would,
};

test('every verb that is refused is tried in all ways', () => {
  const all = Object.keys(WOULD).filter((verb) => WOULD[verb] && verb !== 'restart');
  expect(Object.keys(GUARDED).toSorted()).toEqual(all.toSorted());
});

// In this process: that the command line passes on what it is told is seen above and below.
test.each(Object.entries(GUARDED))(
  '%s is refused while developing, too, and with a name that is not the database’s',
  async (verb, work) => {
    const environment = {
      DATABASE_URL: server.url,
      NODE_ENV: 'development',
      BACKUP_DIRECTORY: path.join(checkout.root, 'backups'),
    };
    const config = readConfig(environment);
    const { args = () => [] } = VERBS[verb] ?? {};
    for (const iKnow of [undefined, '', 'other']) {
      const context: Context = {
        config,
        ...(await chooseProvider(config, { directory: path.join(checkout.root, '.ostinato', 'postgres') })),
        log: createLogger('warn'),
        args: [...verb.split(' ').slice(1), ...args()],
        iKnow,
        env: environment,
        say: () => undefined,
      };
      const error: unknown = await work(context).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(VerbError);
      expect(REFUSED.exec((error as Error).message)?.[2]).toMatch(WOULD[verb] ?? '');
    }
    expect(await everythingOf(server.url)).toEqual(before);
  },
);

test.each(['up', 'db:reset'])('%s knows another name from that of the database', async (verb) => {
  for (const I_KNOW of ['', 'other']) {
    const { outcome } = VERBS[verb] ?? { outcome: works };
    await proves(await checkout.devEnv([verb], { NODE_ENV: 'development', I_KNOW }), outcome);
  }
  expect(await everythingOf(server.url)).toEqual(before);
});

test('an address without a database’s name is not known by an empty I_KNOW', async () => {
  const url = new URL(server.url);
  url.pathname = '';
  const nameless = await checkout.devEnv(['db:reset'], { DATABASE_URL: url.href, I_KNOW: '' });
  expect(nameless.stderr).toMatch(REFUSED);
  expect(await everythingOf(server.url)).toEqual(before);
});

async function proves(
  { code, stderr }: { code: number | null; stderr: string },
  outcome: Outcome,
): Promise<void> {
  if (outcome.stderr) expect(stderr).toMatch(outcome.stderr);
  if (outcome.would) expect(REFUSED.exec(stderr)?.[2]).toMatch(outcome.would);
  expect(code).toEqual(outcome.code);
}

/** When somebody last looked whether there is something to migrate: for `db:migrate`, which is how a release arrives. */
const TIMESTAMPS = `'knex_migrations_lock', 'version'`;

/** Databases, roles, schemas and what is in every table: a line each. */
async function everythingOf(url: string): Promise<string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ line: string }>(`
      select format('database %s %s', oid, datname) as line from pg_database
      union all select format('role %s', rolname) from pg_roles
      union all select format('relation %s %s', c.oid, c.oid::regclass) from pg_class c
        join pg_namespace n on n.oid = relnamespace where nspname !~ '^pg_' and nspname <> 'information_schema'
      union all select format('%s.%s: %s', schemaname, tablename, md5(query_to_xml(
          format('select t::text from %I.%I t order by 1', schemaname, tablename), true, false, '')::text))
        from pg_tables where schemaname !~ '^pg_' and schemaname <> 'information_schema'
          and tablename not in (${TIMESTAMPS})
      order by 1`);
    return rows.map(({ line }) => line);
  } finally {
    await client.end();
  }
}
