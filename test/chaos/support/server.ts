import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Client, type QueryResultRow } from 'pg';
import { embeddedProvider } from '../../../src/database/providers/embedded/embedded.ts';
import { childrenOf, freeze, runs, thaw } from '../../support/processes.ts';
import { until } from '../../support/until.ts';

/** A PostgreSQL server that a fault may hurt; nobody else uses it. */
export interface HurtServer {
  /** Where it listens; another one after each start. */
  readonly port: number;
  /** Straight to it, past any proxy. */
  readonly url: string;
  readonly directory: string;
  /** Runs a statement on a connection of its own. */
  query<Row extends QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** A connection that stays; close it. */
  session(): Promise<Client>;
  /** kill -9 of the postmaster; its children follow it. */
  kill(): Promise<void>;
  /** kill -9 of one server process that works for the bot: PostgreSQL then recovers by itself. */
  killBackend(): Promise<void>;
  freeze(): Promise<void>;
  thaw(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Makes it in a folder and starts it. */
export async function startHurtServer(directory: string): Promise<HurtServer> {
  const provider = embeddedProvider({ directory, port: 0, fsync: false });
  let url = (await provider.start()).url;
  let frozen: number[] = [];

  async function postmaster(): Promise<number> {
    const { dataDirectory = '' } = await provider.status();
    return Number(
      (await readFile(path.join(dataDirectory, 'data', 'postmaster.pid'), 'utf8')).split('\n')[0],
    );
  }
  async function session(): Promise<Client> {
    const client = new Client({ connectionString: url, application_name: 'chaos' });
    // It may be the one that a fault ends.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }
  async function query<Row extends QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
    const client = await session();
    try {
      return (await client.query<Row>(sql, values)).rows;
    } finally {
      await client.end();
    }
  }

  return {
    directory,
    get port() {
      return Number(new URL(url).port);
    },
    get url() {
      return url;
    },
    session,
    query,
    async kill() {
      const pid = await postmaster();
      const all = childrenOf(pid);
      process.kill(pid, 'SIGKILL');
      await until('the server and its children are gone', () => ![pid, ...all].some(runs));
    },
    async killBackend() {
      const [row] = await query<{ pid: number }>(
        `select pid from pg_stat_activity where application_name = 'ostinato' limit 1`,
      );
      if (!row) throw new Error('The bot has no connection to kill.');
      process.kill(row.pid, 'SIGKILL');
      await until('it is gone', () => !runs(row.pid));
    },
    async freeze() {
      frozen = freeze(await postmaster());
    },
    async thaw() {
      thaw(frozen);
    },
    async start() {
      url = (await provider.start()).url;
    },
    async stop() {
      thaw(frozen);
      await provider.stop();
    },
  };
}
