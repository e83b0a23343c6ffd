import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Stage } from '../support/stage.ts';

const MIB = 2 ** 20;

/** What the bot holds at one moment; null for what cannot be looked at here. */
export interface Sample {
  /** Milliseconds since 1970. */
  at: number;
  /** Resident memory, in MiB. */
  memory: number;
  /** Of the JavaScript heap, what it needs, in MiB. */
  heap: number;
  /** Open files, sockets and the like. */
  handles: number | null;
  /** Connections to PostgreSQL that the pool has. */
  connections: number;
}

/** Looks at the bot from outside. */
export async function takeSample(stage: Stage): Promise<Sample> {
  const pid = stage.bot.process.pid ?? 0;
  const [{ stdout }, heap, handles, rows] = await Promise.all([
    promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]),
    stage.weighHeap(),
    // Only Linux has it.
    readdir(`/proc/${pid}/fd`).then(
      (files) => files.length,
      () => null,
    ),
    stage.server.query<{ count: number }>(
      `select count(*)::integer from pg_stat_activity where application_name = 'ostinato'`,
    ),
  ]);
  return {
    at: Date.now(),
    memory: Number(stdout) / 1024,
    heap: heap / MIB,
    handles,
    connections: rows[0]?.count ?? 0,
  };
}
