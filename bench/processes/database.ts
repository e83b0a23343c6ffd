import { mkdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { Processes } from './processes.ts';
import { processorTimeOfFamily } from './usage.ts';

/** A PostgreSQL server of the bench's own. */
export interface Database extends AsyncDisposable {
  /** Of a database on it. */
  url(name: string): string;
  /** What the server wrote into its log, from that byte on. */
  logFile: string;
  /** Milliseconds of processor that the server has used, all its processes together. */
  processorTime(): Promise<number>;
  /** A statement on the server's own database. */
  query<T>(sql: string): Promise<T[]>;
  /** A connection for some work. */
  on<T>(name: string, work: (client: Client) => Promise<T>): Promise<T>;
}

/** Starts the embedded PostgreSQL that the bot brings along, on a folder; it ends with the bench. */
export async function startDatabase(processes: Processes, folder: string): Promise<Database> {
  await mkdir(folder, { recursive: true });
  const starting = await processes.start('postgres', 'test/support/start-embedded.ts', [folder, '0']);
  const [, address = ''] = await starting.wrote(/"url":"([^"]+)"/);
  const base = await readFile(path.join(folder, 'LOCATION'), 'utf8').then(
    (text) => text.trim(),
    () => folder,
  );

  function url(name: string): string {
    const there = new URL(address);
    there.pathname = `/${name}`;
    return there.href;
  }
  async function on<T>(name: string, work: (client: Client) => Promise<T>): Promise<T> {
    const client = new Client({ connectionString: name ? url(name) : address });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  const pidFile = path.join(base, 'cluster', 'data', 'postmaster.pid');
  const pid = Number((await readFile(pidFile, 'utf8')).split('\n')[0]);

  return {
    url,
    on,
    processorTime: () => processorTimeOfFamily(pid),
    logFile: path.join(base, 'server.log'),
    query: <T>(sql: string) => on('', async (client) => (await client.query(sql)).rows as T[]),
    async [Symbol.asyncDispose]() {
      // Fast shutdown. Source: PostgreSQL documentation, 18.5 "Shutting Down the Server".
      process.kill(pid, 'SIGINT');
      while (await stat(pidFile).catch(() => undefined)) await sleep(20);
    },
  };
}
