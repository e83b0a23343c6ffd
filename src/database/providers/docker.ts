import { access } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { docker, explainDocker, obtainImage } from './docker-engine.ts';
import { type DockerProject, dockerProject, NAME, portOf, SERVICE } from './docker-project.ts';
import { withLock } from './embedded/lock.ts';
import { type Provider, ProviderError, type Running } from './provider.ts';

export interface DockerOptions {
  /** A folder for the lock; each folder has a server of its own, with its data in a volume of its own. */
  directory: string;
  /** Loopback port; 0 takes any free one. Who joins learns it from the container. */
  port: number;
  /** Told what takes long. */
  readonly say?: (line: string) => void;
}

export const IMAGE = 'pgvector/pgvector:pg17';

/** Milliseconds. The first start makes the data folder, and may fetch the image before that. */
const START_DEADLINE = 180_000;
const LOCK_DEADLINE = 600_000;
const POLL = 100;

const DATA = '/var/lib/postgresql/data';
const PORT_TAKEN = /port is already allocated|address already in use|ports are not available/i;

/** PostgreSQL 17 by Docker Compose, on loopback. Processes on the same directory share one server. */
export function dockerProvider({ directory, port, say = () => undefined }: DockerOptions): Provider {
  const project = () => dockerProject(directory, port);

  async function locked<T>(work: (project: DockerProject) => Promise<T>): Promise<T> {
    const ours = await project();
    return withLock(lockFile(directory), LOCK_DEADLINE, () => work(ours));
  }

  return {
    name: 'docker',

    start: async () =>
      (await findReady(await project())) ??
      locked(async (ours) => (await findReady(ours)) ?? up(ours, port, say)),

    stop: () =>
      locked(async (ours) => {
        const wasRunning = (await ours.find())?.State === 'running';
        await ours.done('down');
        return wasRunning;
      }),

    async status() {
      const { find, volume } = await project();
      const container = await find();
      const published = portOf(container);
      if (!container || !published) {
        const { code } = await docker(['volume', 'inspect', volume]);
        return { running: false, where: code === 0 ? `data in volume ${volume}` : 'no data yet', volume };
      }
      const where = `127.0.0.1:${published}, container ${container.Name}, data in volume ${volume}`;
      return { running: true, url: urlOf(published), where, volume };
    },

    wipe: () =>
      locked(async (ours) => {
        await ours.done('down', '--volumes');
      }),

    async logs(follow) {
      const following = follow ? ['--follow'] : [];
      return (await project()).program('logs', '--no-log-prefix', '--tail', '100', ...following, SERVICE);
    },

    async psql({ settings, terminal }) {
      const { done, program } = await project();
      const there = '/tmp/psqlrc';
      if (settings) await done('cp', settings, `${SERVICE}:${there}`);
      const how = [...(terminal ? [] : ['-T']), ...(settings ? ['--env', `PSQLRC=${there}`] : [])];
      return program('exec', ...how, SERVICE, 'psql', '--username', NAME, NAME);
    },

    async bytesOnDisk() {
      const { done } = await project();
      return Number.parseInt(await done('exec', '-T', SERVICE, 'du', '-sk', DATA), 10) * 1_024;
    },
  };
}

/** Whether this checkout has had a database in Docker: then there may be data that somebody looks for. */
export function dockerWasUsed(directory: string): Promise<boolean> {
  return access(lockFile(directory)).then(
    () => true,
    () => false,
  );
}

const lockFile = (directory: string) => path.join(directory, 'lock');

const urlOf = (port: number) => `postgres://${NAME}:${NAME}@127.0.0.1:${port}/${NAME}`;

async function findReady(ours: DockerProject): Promise<Running | undefined> {
  const container = await ours.find();
  const published = portOf(container);
  if (!published || !(container?.Health === 'healthy' || (await accepts(ours)))) return undefined;
  return { url: urlOf(published), started: false };
}

// Sooner than the health check tells. By TCP, since the server that makes the data folder is on a socket only.
async function accepts({ compose }: DockerProject): Promise<boolean> {
  const asking = ['pg_isready', '--quiet', '--host', '127.0.0.1', '--username', NAME, '--dbname', NAME];
  return (await compose('exec', '-T', SERVICE, ...asking)).code === 0;
}

async function up(ours: DockerProject, port: number, say: (line: string) => void): Promise<Running> {
  await obtainImage(IMAGE, say);
  const ran = await ours.compose('up', '--detach', SERVICE);
  if (ran.code !== 0) {
    if (!PORT_TAKEN.test(ran.stderr)) throw explainDocker(ran);
    // What could not start is of no use, and its network would stay behind.
    await ours.done('down');
    throw new ProviderError(
      `Port ${port}, which the database is to use, is taken by another program; end that program, or set DATABASE_PORT to a free port.`,
    );
  }
  const deadline = performance.now() + START_DEADLINE;
  for (;;) {
    const running = await findReady(ours);
    if (running) return { ...running, started: true };
    if ((await ours.find())?.State !== 'running' || performance.now() > deadline) {
      throw new ProviderError(
        'PostgreSQL did not start in its container; look at `./dev-env.sh db:logs`, or run `./dev-env.sh db:wipe` for an empty database.',
      );
    }
    await sleep(POLL);
  }
}
