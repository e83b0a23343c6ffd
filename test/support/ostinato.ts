import { once } from 'node:events';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { connect, type Discord } from '../../playground/driver/connect.ts';
import { startChild, type Child } from './child.ts';
import { useDatabase, type TestDatabase } from './database.ts';
import { startPlayground } from './playground.ts';
import { until } from './until.ts';

/** The production bot at work in a local Discord, on a database of the test file's own. */
export interface Ostinato {
  readonly discord: Discord;
  readonly database: TestDatabase;
  readonly bot: Child;
  /** The bot's log, one object per line. */
  log(): Record<string, unknown>[];
  /** Stops the bot as an operator would, and starts another one; the local Discord goes on. */
  restart(signal?: NodeJS.Signals): Promise<void>;
  /** Starts another bot beside it, lets both work for `meanwhile`, and stops this one; tells its exit code and output. */
  replace(meanwhile: () => Promise<unknown>): Promise<{ code: number | string; output: string }>;
  /** Stops the bot and starts none. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Starts a bot where none runs. */
  start(): Promise<void>;
  /** Starts one more bot in the same database and Discord, of which the others know then; it is stopped after the tests. */
  startAnother(): Promise<Child>;
  /** Moves the clock of the bot, or of the one that starts next, and that of its job queues forward. Never sleeps. */
  travel(milliseconds: number): Promise<void>;
  /** The time that it is for the bot. */
  now(): Date;
}

/** Variables of the bot's environment; what depends on the test file's database is made when that is there. */
export type Settings =
  | Record<string, string>
  | ((databaseUrl: string) => Promise<Record<string, string>> | Record<string, string>);

/** The bot's token in the local Discord. */
export const TOKEN = 'playground-token';

/** How often a bot has said that there are more others, or fewer. */
const timesSeen = ({ output }: Child) => output.split('"msg":"number of other bot processes changed"').length;

/** Lets everybody have chosen English, whatever their Discord speaks, so that a test can read one language. */
export function everybodyReadsEnglish(ostinato: Ostinato): void {
  beforeAll(async () => {
    const ids = ostinato.discord.world.people.map(({ user }) => user.id);
    await ostinato.database.knex.raw(
      `insert into users (id, locale) select unnest(cast(? as bigint[])), 'en-US'
       on conflict (id) do update set locale = 'en-US'`,
      [ids],
    );
  });
}

/**
 * Starts the local Discord and the bot as two processes, as `make up` does, for one test file.
 * @param settings the bot's environment, besides what it needs
 * @param options `foreseen`: which fault of ours the tests bring about on purpose; `isHurried`: the local Discord waits
 *   for a first response as long as Discord does, and no longer
 */
export function useOstinato(
  settings: Settings = {},
  { foreseen, isHurried = false }: { foreseen?: RegExp; isHurried?: boolean } = {},
): Ostinato {
  let playground: Child | undefined;
  let discord: Discord | undefined;
  let bot: Child | undefined;
  let earlierOutput = '';
  let others: Child[] = [];
  let aheadMs = 0;

  // Hooks after all run in the order in which they are made: the bot is gone before its database is dropped.
  afterAll(async () => {
    await Promise.all([bot, ...others].flatMap((one) => (one ? [one.stop()] : [])));
    const violations = await discord?.violations();
    await playground?.stop();
    // A fault of ours is one whatever the person was told.
    const output = earlierOutput + [bot, ...others].map((one) => one?.output ?? '').join('');
    const faults = output.split('\n').filter((line) => line.includes('"msg":"unexpected error"'));
    expect(faults.filter((line) => !foreseen?.test(line))).toEqual([]);
    // Whatever the bot sent must be what Discord's own OpenAPI document allows.
    // What was refused before its body was read cannot be compared.
    const read = violations?.filter(({ status }) => status !== 429 && status < 500);
    expect(read).toEqual([]);
  });

  const database = useDatabase();

  async function startBot(): Promise<Child> {
    const child = startChild('src/app/main.ts', {
      DISCORD_TOKEN: TOKEN,
      DISCORD_API_URL: `${present(discord).url}/api`,
      DATABASE_URL: database.url,
      NODE_ENV: 'test',
      HEALTH_PORT: '0',
      // No test leaves this machine.
      TITLE_LOOKUP: 'off',
      // One person of a test does in a second what people do in minutes.
      RATE_LIMIT_FACTOR: '1000',
      ...(typeof settings === 'function' ? await settings(database.url) : settings),
    });
    await child.line(/"msg":"logged in"/);
    await present(discord).ready();
    return child;
  }

  async function stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    await present(bot).stop(signal);
    earlierOutput += present(bot).output;
    bot = undefined;
  }

  async function start(): Promise<void> {
    bot = await startBot();
  }

  beforeAll(async () => {
    const started = await startPlayground({
      PLAYGROUND_TOKEN: TOKEN,
      DISCORD_OPENAPI: process.env['DISCORD_OPENAPI'] ?? '',
      ...(isHurried && { PLAYGROUND_FIRST_RESPONSE_MS: '' }),
    });
    playground = started.child;
    discord = await connect(started.url);
    await start();
  });

  return {
    database,
    get discord() {
      return present(discord);
    },
    get bot() {
      return present(bot);
    },
    log: () =>
      present(bot)
        .output.split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    stop,
    start,
    async restart(signal = 'SIGTERM') {
      await stop(signal);
      await start();
    },
    async replace(meanwhile) {
      const old = present(bot);
      bot = await startBot();
      let code: number | string;
      try {
        await meanwhile();
      } finally {
        code = await old.stop();
        earlierOutput += old.output;
      }
      return { code, output: old.output };
    },
    async startAnother() {
      const before = [present(bot), ...others].map((one) => ({ one, seen: timesSeen(one) }));
      const another = await startBot();
      await until('the others know of it', () => before.every(({ one, seen }) => timesSeen(one) > seen));
      others = [...others, another];
      return another;
    },
    async travel(milliseconds) {
      aheadMs += milliseconds;
      await database.knex.raw(
        `create or replace function pgboss.job_now() returns timestamptz language sql stable
         as $$ select pg_catalog.now() + interval '${aheadMs} milliseconds' $$`,
      );
      await Promise.all([bot, ...others].map(arrive));
    },
    now: () => new Date(Date.now() + aheadMs),
  };
}

function present<T>(value: T | undefined): T {
  if (value !== undefined) return value;
  throw new Error('Ostinato runs from beforeAll on; use it in tests and hooks only.');
}

/** Lets a bot that runs look at its clock again. */
async function arrive(child: Child | undefined): Promise<void> {
  const running = child?.process;
  if (!running || running.exitCode !== null || running.signalCode !== null) return;
  const arrived = once(running, 'message');
  running.send({ travelled: true });
  const ended = child.exited.then((code) => {
    throw new Error(`the bot ended on its way with ${code}:\n${child.output}`);
  });
  await Promise.race([arrived, ended]);
}
