import { say } from '../report/say.ts';
import type { Bench, PartReport } from '../run.ts';
import { migratedDatabase } from '../sql/migrated.ts';
import { findCallers } from './callers.ts';
import { makeData, sizeOf } from './make.ts';
import type { Measured } from './measured.ts';
import { reportData } from './report.ts';
import { watchReminders } from './watch-reminders.ts';
import { watchCalls } from './watch.ts';

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
    await migratedDatabase(bench, 'bench_half_made');
    await database.on('bench_half_made', (client) => makeData(client, size));
    await database.query(`alter database bench_half_made rename to ${name}`);
  }
  say(`data: ${options.calls} calls of each kind at ${size.playlists} playlists`);
  return database.on(name, async (client) => {
    const callers = await findCallers(client, size, options.calls);
    const watched = [...(await watchCalls(bench, name, callers)), ...(await watchReminders(bench, name))];
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
