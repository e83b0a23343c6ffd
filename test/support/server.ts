import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { execFile } from 'node:child_process';
import { embeddedProvider } from '../../src/database/providers/embedded/embedded.ts';

/** The PostgreSQL of one run of tests. */
export interface TestServer {
  /** Of a role that may create databases. */
  url: string;
  stop(): Promise<void>;
}

const IMAGE = 'pgvector/pgvector:pg17';
const DOCKER_ANSWER_MS = 3_000;

/** In a container where a Docker engine answers, else the embedded one; `preferred` = "embedded" decides it. */
export async function startServer(preferred: string | undefined): Promise<TestServer> {
  if (preferred === 'embedded' || !(await dockerAnswers())) return startEmbedded();
  try {
    return await startContainer();
  } catch (error) {
    console.warn(`No container from ${IMAGE} (${String(error)}): using the embedded PostgreSQL.`);
    return startEmbedded();
  }
}

async function dockerAnswers(): Promise<boolean> {
  try {
    await promisify(execFile)('docker', ['version', '--format', '{{.Server.Version}}'], {
      timeout: DOCKER_ANSWER_MS,
    });
    return true;
  } catch {
    // No Docker here, or no engine behind it: both mean the same to us.
    return false;
  }
}

async function startContainer(): Promise<TestServer> {
  const { PostgreSqlContainer } = await import('@testcontainers/postgresql');
  const container = await new PostgreSqlContainer(IMAGE)
    .withDatabase('ostinato')
    .withUsername('ostinato')
    .withCommand(['postgres', '-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'max_connections=200'])
    .withTmpFs({ '/var/lib/postgresql/data': 'rw' })
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
