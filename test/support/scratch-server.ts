import path from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import { createDatabase } from '../../src/database/knex.ts';
import { migrate } from '../../src/database/migrate.ts';
import { embeddedProvider } from '../../src/database/providers/embedded/embedded.ts';
import { findPostmaster } from '../../src/database/providers/embedded/postmaster.ts';
import { createLogger } from '../../src/logger.ts';
import { childrenOf } from './processes.ts';
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
  const provider = () =>
    embeddedProvider({ directory, port: Number(url ? new URL(url).port : 0), fsync: false });

  async function pids(): Promise<number[]> {
    const { pid } = await until('the server runs', () =>
      findPostmaster(path.join(directory, 'cluster', 'data')),
    );
    return [pid, ...childrenOf(pid)];
  }
  async function signal(name: NodeJS.Signals): Promise<void> {
    for (const pid of await pids()) process.kill(pid, name);
  }

  beforeAll(async () => {
    directory = path.join(await temporaryFolder(), '.ostinato', 'postgres');
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
      const [pid = 0] = await pids();
      process.kill(pid, 'SIGKILL');
      await until(
        'the server is gone',
        async () => !(await findPostmaster(path.join(directory, 'cluster', 'data'))),
      );
    },
    start: async () => void (await provider().start()),
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
  };
}
