import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Options, Part } from './options.ts';
import { startDatabase, type Database } from './processes/database.ts';
import { createProcesses, type Processes } from './processes/processes.ts';
import { facts } from './report/facts.ts';
import { say } from './report/say.ts';
import { writeResult } from './report/write-result.ts';
import { migratedDatabases } from './sql/migrated.ts';

/** What a part works with. */
export interface Bench {
  options: Options;
  processes: Processes;
  database: Database;
  /** Makes an empty database with the bot's schema; one of that name is dropped before. */
  migratedDatabase(name: string): Promise<void>;
  signal: AbortSignal;
}

/** What a part found. */
export interface PartReport {
  /** For people. */
  text: string;
  /** For machines, every single run included. */
  result: object;
  /** Sentences on what must not be; without any the bench succeeds. */
  failures: string[];
}

/** Runs parts one after the other; stops everything it started. @returns whether nothing failed */
export async function runBench(
  parts: Record<Part, (bench: Bench) => Promise<PartReport>>,
  options: Options,
  env: Record<string, string>,
  signal: AbortSignal,
): Promise<boolean> {
  await mkdir(options.folder, { recursive: true });
  const scratch = await mkdtemp(path.join(tmpdir(), 'ostinato-bench-'));
  await using processes = createProcesses(scratch, env);
  // By then the database and the bots are stopped, and no longer write here.
  processes.whenStopped(() => rm(scratch, { recursive: true, force: true, maxRetries: 5 }));
  const kept = path.join(options.folder, 'postgres');
  await using database = await startDatabase(processes, options.keep ? kept : path.join(scratch, 'postgres'));
  const migratedDatabase = migratedDatabases(processes, database);
  let failures: string[] = [];
  for (const part of options.parts) {
    const machine = await facts(database);
    const report = await parts[part]({ options, processes, database, migratedDatabase, signal }).catch(
      async (cause: unknown) => {
        throw new Error(`${String(cause)}\n${await processes.complaints()}`, { cause });
      },
    );
    const file = await writeResult(options.folder, part, { part, machine, options, ...report });
    say(`\n${report.text}\n\nEvery figure: ${path.relative('.', file)}`);
    failures = [...failures, ...report.failures];
  }
  for (const failure of failures) say(`FAILED: ${failure}`);
  return failures.length === 0;
}
