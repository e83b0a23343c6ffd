import type { Client } from 'pg';
import { startFakeDiscord } from '../discord/fake-discord.ts';
import { startOstinato } from '../processes/bots.ts';
import { endOf } from '../processes/usage.ts';
import { say } from '../report/say.ts';
import type { Bench, PartReport } from '../run.ts';
import { explainEverything } from '../sql/explained.ts';
import { findCallers, type Caller } from './callers.ts';
import type { Size } from './ids.ts';
import { makeData, sizeOf } from './make.ts';
import type { Measured, Watched } from './measured.ts';
import { reportData } from './report.ts';
import { letRemindersBecomeDue, watchReminders } from './watch-reminders.ts';
import { refuseRefusals, watchCalls } from './watch.ts';

const SMALL = 0.01;
const LARGE_FROM = 1_000;

/** Part *data*: what commands take in the database at full size, and at a hundredth of it. */
export async function measureData(bench: Bench): Promise<PartReport> {
  const small = await measureAt(bench, bench.options.scale * SMALL);
  return reportData(small, await measureAt(bench, bench.options.scale));
}

async function measureAt(bench: Bench, scale: number): Promise<Measured> {
  const { database, options } = bench;
  const size = sizeOf(scale);
  const name = `bench_data_${size.playlists}`;
  const present = await database.query(`select from pg_database where datname = '${name}'`);
  if (present.length === 0) {
    say(`data: making ${size.playlists} playlists with ${size.playlists * 50} tracks`);
    await bench.migratedDatabase('bench_half_made');
    await database.on('bench_half_made', (client) => makeData(client, size));
    await database.query(`alter database bench_half_made rename to ${name}`);
  }
  say(`data: ${options.calls} calls of each kind at ${size.playlists} playlists`);
  return database.on(name, async (client) => {
    const callers = await findCallers(client, size, options.calls);
    const watched = await watchBot(bench, { name, client, size, callers });
    const { rows } = await client.query<{ name: string; rows: number }>(
      `select relname as name, reltuples::float8 as rows from pg_class where relkind = 'r' and relnamespace in ('public'::regnamespace, 'pgboss'::regnamespace)`,
    );
    const rowsOf = (table: string) => rows.find(({ name }) => name === table)?.rows ?? 0;
    return {
      size,
      tracks: rowsOf('tracks'),
      todos: rowsOf('todos'),
      large: rows.filter(({ rows }) => rows > LARGE_FROM).map(({ name }) => name),
      watched,
    };
  });
}

/** What one bot asks for: first of all what became due while it was away, then what people type. */
async function watchBot(
  bench: Bench,
  { name, client, size, callers }: { name: string; client: Client; size: Size; callers: readonly Caller[] },
): Promise<Watched[]> {
  const { processes, database, options } = bench;
  const due = await letRemindersBecomeDue(client, options.calls);
  // It is in every server: what it was removed from has nobody who may be reminded.
  await using discord = await startFakeDiscord({ guilds: size.guilds });
  await explainEverything(client, name);
  const from = await endOf(database.logFile);
  const env = { DISCORD_REQUESTS_PER_SECOND: '10000' };
  const bot = await startOstinato(processes, name, discord, database.url(name), { env });
  try {
    const reminders = await watchReminders(bench, { discord, client, due, from });
    const calls = await watchCalls(bench, discord, callers);
    refuseRefusals(await bot.output());
    return [...calls, ...reminders];
  } finally {
    await bot.stop();
    await client.query(`alter database ${name} reset all`);
  }
}
