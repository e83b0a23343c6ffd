import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Provider, ProviderError, type ProviderStatus, type Running } from '../provider.ts';
import { findBinaries } from './binaries.ts';
import { clusterPaths, clusterVersion, ensureCluster, NAME, removeCluster } from './cluster.ts';
import { withLock } from './lock.ts';
import { preparePlace, type Place } from './place.ts';
import type { Postmaster } from './postmaster.ts';
import { findReady, type ServerOptions, settle, startServer, stopServer } from './server.ts';

export interface EmbeddedOptions extends ServerOptions {
  /** The folder for everything of this server. */
  directory: string;
}

/** Milliseconds: a first start takes about one second, on a machine that is busy with other things many more. */
const LOCK_DEADLINE = 90_000;

/** PostgreSQL 17 without Docker, root or system packages. Processes on the same directory share one server. */
export function embeddedProvider(options: EmbeddedOptions): Provider {
  const { directory } = options;

  return {
    name: 'embedded',

    async start(): Promise<Running> {
      const place = await preparePlace(directory);
      const running = await findReady(place);
      if (running) return { url: await urlOf(place, running), started: false };
      return locked(place, async () => {
        const other = await settle(place);
        if (other) return { url: await urlOf(place, other), started: false };
        const binaries = await findBinaries(place);
        await ensureCluster(place, binaries, options.fsync !== false);
        return { url: await urlOf(place, await startServer(place, binaries, options)), started: true };
      });
    },

    async stop(): Promise<boolean> {
      const place = await preparePlace(directory);
      return locked(place, () => stopServer(place));
    },

    async status(): Promise<ProviderStatus> {
      const place = await preparePlace(directory);
      const postmaster = await findReady(place);
      const { cluster } = clusterPaths(place.base);
      const files = { dataDirectory: cluster, logFile: path.join(place.base, 'server.log') };
      if (!postmaster) {
        const version = await clusterVersion(place.base);
        return {
          running: false,
          where: version ? `data in ${cluster}` : 'no data yet',
          ...files,
        };
      }
      return {
        running: true,
        url: await urlOf(place, postmaster),
        where: `127.0.0.1:${postmaster.port}, process ${postmaster.pid}, data in ${cluster}`,
        ...files,
      };
    },

    async wipe(): Promise<void> {
      const place = await preparePlace(directory);
      await locked(place, async () => {
        await stopServer(place);
        await removeCluster(place.base);
      });
    },
  };
}

function locked<T>(place: Place, work: () => Promise<T>): Promise<T> {
  return withLock(path.join(place.base, 'lock'), LOCK_DEADLINE, work);
}

async function urlOf(place: Place, { port }: Postmaster): Promise<string> {
  const file = clusterPaths(place.base).password;
  try {
    const password = (await readFile(file, 'utf8')).trim();
    return `postgres://${NAME}:${password}@127.0.0.1:${port}/${NAME}`;
  } catch (cause) {
    throw new ProviderError(
      `The password of the local database, ${file}, cannot be read; run this as the user who started it, or run \`./dev-env.sh db:wipe\` for an empty database.`,
      { cause },
    );
  }
}
