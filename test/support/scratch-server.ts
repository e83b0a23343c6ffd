import path from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import { createDatabase } from '../../src/database/knex.ts';
import { migrate } from '../../src/queues/migrate.ts';
import { embeddedProvider } from '../../src/database/providers/embedded/embedded.ts';
import { findPostmaster } from '../../src/database/providers/embedded/postmaster.ts';
import { createLogger } from '../../src/logger.ts';
import { childrenOf, freePort, freeze, isFree, runs, thaw } from './processes.ts';
import { temporaryFolder } from './server.ts';
import { until } from './until.ts';

/** A PostgreSQL of the test file's own, migrated, which it may mistreat. */
export interface ScratchServer {
  readonly url: string;
  /** Ends it without a word. */
  kill(): Promise<void>;
  /** Starts it again on the same port; resolves when it takes connections. */
  start(): Promise<void>;
  /** Stops all its processes where they are: nothing answers, and nothing is closed. */
  freeze(): Promise<void>;
  thaw(): Promise<void>;
}

/** Has one from beforeAll on. */
export function useScratchServer(): ScratchServer {
  let directory = '';
  let url = '';
  // One that stays free while the server is away.
  let port = 0;
  const provider = () => embeddedProvider({ directory, port, fsync: false });

  const find = () => findPostmaster(path.join(directory, 'cluster', 'data'));
  const postmaster = async () => (await until('the server runs', find)).pid;
  let frozen: number[] = [];

  beforeAll(async () => {
    directory = path.join(await temporaryFolder(), '.ostinato', 'postgres');
    port = Number(await freePort());
    ({ url } = await provider().start());
    const knex = createDatabase({
      url,
      poolMax: 2,
      applicationName: 'scratch server',
      namedStatements: false,
      slowQueryMs: Number.POSITIVE_INFINITY,
      log: createLogger('warn'),
      patient: true,
    });
    await migrate(knex, createLogger('warn'));
    await knex.destroy();
  });
  afterAll(async () => {
    await provider().stop();
  });

  return {
    get url() {
      return url;
    },
    async kill() {
      const pid = await postmaster();
      const all = childrenOf(pid);
      process.kill(pid, 'SIGKILL');
      await until('the server and its children are gone', () => ![pid, ...all].some(runs));
      // A child that was made after they were counted holds it for a moment.
      await until('its port is free', () => isFree(port));
    },
    start: async () => void (await provider().start()),
    async freeze() {
      frozen = freeze(await postmaster());
    },
    async thaw() {
      thaw(frozen);
    },
  };
}
