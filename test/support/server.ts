import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { IMAGE } from '../../src/database/providers/docker.ts';
import { dockerAnswers } from '../../src/database/providers/docker-engine.ts';
import { embeddedProvider } from '../../src/database/providers/embedded/embedded.ts';

/** The PostgreSQL of one run of tests. */
export interface TestServer {
  /** Of a role that may create databases. */
  url: string;
  stop(): Promise<void>;
}

/** Milliseconds that a container may take on a machine that is busy with other tests. */
const START_MS = 300_000;

/** On a run's container: the run's folder, by which the guardian finds what the run has left. */
export const RUN_LABEL = 'ostinato.test-run';
/** A folder in the folder of a run that has a container. */
export const CONTAINER_MARK = 'container';
/** The name of a folder there is a project of Compose's. */
export const COMPOSE_MARK = /^ostinato-test-\w+$/;

/** In a container where a Docker engine answers, else the embedded one; "docker" or "embedded" leaves no choice. */
export async function startServer(preferred: string | undefined): Promise<TestServer> {
  if (preferred === 'docker') return startContainer();
  if (preferred === 'embedded' || !(await dockerAnswers())) return startEmbedded();
  try {
    return await startContainer();
  } catch (error) {
    console.warn(`No container from ${IMAGE} (${String(error)}): using the embedded PostgreSQL.`);
    return startEmbedded();
  }
}

async function startContainer(): Promise<TestServer> {
  // Read once, when the package is loaded. Our guardian does what its helper container would.
  process.env['TESTCONTAINERS_RYUK_DISABLED'] = 'true';
  const { PostgreSqlContainer } = await import('@testcontainers/postgresql');
  const { Wait } = await import('testcontainers');
  const run = process.env['TEST_RUN_FOLDER'] ?? '';
  if (run) await mkdir(path.join(run, CONTAINER_MARK));
  const container = await new PostgreSqlContainer(IMAGE)
    .withDatabase('ostinato')
    .withUsername('ostinato')
    .withPassword(randomBytes(12).toString('hex'))
    .withLabels({ [RUN_LABEL]: run })
    .withCommand(['postgres', '-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'max_connections=200'])
    .withTmpFs({ '/var/lib/postgresql/data': 'rw' })
    // Said first by the server that makes the data folder. A health check has to answer in time, on any machine.
    .withWaitStrategy(Wait.forLogMessage('ready to accept connections', 2))
    .withStartupTimeout(START_MS)
    .start();
  return {
    url: container.getConnectionUri(),
    stop: async () => {
      await container.stop();
    },
  };
}

async function startEmbedded(): Promise<TestServer> {
  const directory = path.join(await temporaryFolder(), '.ostinato', 'postgres');
  const provider = embeddedProvider({ directory, port: 0, fsync: false });
  const { url } = await provider.start();
  return {
    url,
    stop: async () => {
      await provider.stop();
    },
  };
}

/** An empty folder within the run's own, which the server's user can enter when we are root. */
export async function temporaryFolder(name = 'folder '): Promise<string> {
  const folder = await mkdtemp(path.join(process.env['TEST_RUN_FOLDER'] ?? tmpdir(), name));
  await chmod(folder, 0o755);
  return folder;
}
