import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ProviderError } from '../provider.ts';
import type { Binaries } from './binaries.ts';
import { clusterPaths } from './cluster.ts';
import { expecting } from './expecting.ts';
import type { Place } from './place.ts';
import { answers, disownPidFile, findPostmaster, freePort, type Postmaster } from './postmaster.ts';
import { spawnOptions } from './run.ts';

export interface ServerOptions {
  /** Loopback port; 0 takes any free one. Who joins learns it from the server's own file. */
  port: number;
  /** Faster, and an unclean end of the machine may break the data: for tests. */
  fsync?: boolean;
}

/** Milliseconds. A start takes a tenth of a second, and longer after a crash. */
const START_DEADLINE = 60_000;
const STOP_DEADLINE = 30_000;
const POLL = 10;
const LOG_LIMIT_BYTES = 5_000_000;

/** Reasons to try again: children of a killed server take a moment to notice, and a free port may be taken meanwhile. */
const PASSING = /shared memory block|address already in use|lock file .* already exists/i;

/** The server of a place if it takes connections: a look at two files and a connection, no child process. */
export async function findReady(place: Place): Promise<Postmaster | undefined> {
  const postmaster = await findPostmaster(clusterPaths(place.base).data);
  return postmaster?.ready && (await answers(postmaster.port)) ? postmaster : undefined;
}

/** Waits for a server that is starting or stopping; undefined when there is none in the end. */
export async function settle(place: Place): Promise<Postmaster | undefined> {
  const deadline = performance.now() + START_DEADLINE;
  for (;;) {
    const postmaster = await findPostmaster(clusterPaths(place.base).data);
    if (!postmaster) return undefined;
    if (postmaster.ready && (await answers(postmaster.port))) return postmaster;
    if (performance.now() > deadline) {
      throw new ProviderError(
        `The database server (process ${postmaster.pid}) runs and takes no connections; look at \`./dev-env.sh db:logs\`, or end it with \`./dev-env.sh db:down\`.`,
      );
    }
    await sleep(POLL);
  }
}

/**
 * Starts a server on the data folder. Call it under the lock, when settle() found none. Not by pg_ctl: that puts the
 * paths into a shell's command, where a "$" in the name of a folder means something else.
 * @throws ProviderError when the port is taken, or PostgreSQL refuses.
 */
export async function startServer(
  place: Place,
  binaries: Binaries,
  options: ServerOptions,
): Promise<Postmaster> {
  const log = path.join(place.base, 'server.log');
  if (((await stat(log).catch(expecting('ENOENT')))?.size ?? 0) > LOG_LIMIT_BYTES)
    await rename(log, `${log}.1`);
  const deadline = performance.now() + START_DEADLINE;
  for (;;) {
    const port = await freePort(options.port);
    if (port === undefined) throw portTaken(options.port);
    await disownPidFile(clusterPaths(place.base).data);
    const { postmaster, said } = await launch(place, binaries, log, [
      `port=${port}`,
      ...(options.fsync === false ? ['fsync=off', 'full_page_writes=off'] : []),
    ]);
    if (postmaster) return postmaster;
    if (options.port !== 0 && /address already in use/i.test(said)) throw portTaken(options.port);
    if (!PASSING.test(said) || performance.now() > deadline) {
      const reason = /(?:FATAL|PANIC|error):\s*(.*)/i.exec(said)?.[1] ?? said.trim().split('\n').at(-1);
      throw new ProviderError(
        `PostgreSQL did not start (${reason}); look at ${log}, or run \`./dev-env.sh db:wipe\` for an empty database.`,
      );
    }
    await sleep(POLL * 10);
  }
}

/** Stops the server fast (open transactions are rolled back); resolves to whether one ran. Call it under the lock. */
export async function stopServer(place: Place): Promise<boolean> {
  const { data } = clusterPaths(place.base);
  const postmaster = await findPostmaster(data);
  if (!postmaster) return false;
  // Source: PostgreSQL documentation, 18.5 "Shutting Down the Server".
  process.kill(postmaster.pid, 'SIGINT');
  const deadline = performance.now() + STOP_DEADLINE;
  while ((await findPostmaster(data))?.pid === postmaster.pid) {
    if (performance.now() > deadline) {
      throw new ProviderError(
        `PostgreSQL (process ${postmaster.pid}) has not stopped in ${STOP_DEADLINE / 1_000} s; look at \`./dev-env.sh db:logs\`, then try again.`,
      );
    }
    await sleep(POLL);
  }
  return true;
}

async function launch(place: Place, binaries: Binaries, log: string, settings: string[]) {
  const handle = await open(log, 'a', 0o600);
  const { size } = await handle.stat();
  const args = ['-D', clusterPaths(place.base).data, ...settings.flatMap((setting) => ['-c', setting])];
  try {
    const child = spawn(binaries.postgres, args, {
      ...spawnOptions(place),
      // A session of its own, so that Ctrl-C in the terminal does not reach it and it outlives this process.
      detached: true,
      stdio: ['ignore', handle.fd, handle.fd],
    });
    const postmaster = await readyOrEnded(place, child);
    child.unref();
    return { postmaster, said: postmaster ? '' : (await readFile(log)).subarray(size).toString() };
  } finally {
    await handle.close();
  }
}

async function readyOrEnded(place: Place, child: ChildProcess): Promise<Postmaster | undefined> {
  await once(child, 'spawn');
  while (child.exitCode === null && child.signalCode === null) {
    const postmaster = await findReady(place);
    if (postmaster) return postmaster;
    await sleep(POLL);
  }
  return undefined;
}

function portTaken(port: number): ProviderError {
  return new ProviderError(
    `Port ${port}, which the database is to use, is taken by another program; end that program, or set DATABASE_PORT to a free port.`,
  );
}
