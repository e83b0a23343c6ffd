import { randomBytes } from 'node:crypto';
import { chown, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ProviderError } from '../provider.ts';
import { type Binaries, POSTGRES_MAJOR } from './binaries.ts';
import type { Place } from './place.ts';
import { expecting } from './expecting.ts';
import { type Outcome, run } from './run.ts';

/** The name of the role and of the database. */
export const NAME = 'ostinato';

/** Kept with the data: loopback only, no socket files, and little memory, since it shares a desk with other things. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
  shared_buffers: '32MB',
  // A developer's disk is solid-state: reading by index costs little more than reading in order.
  random_page_cost: '1.1',
  max_wal_size: '256MB',
  min_wal_size: '32MB',
  max_connections: '100',
  log_timezone: 'UTC',
  timezone: 'UTC',
};

/** The data folder and its password, which come and go together. */
export function clusterPaths(base: string) {
  const cluster = path.join(base, 'cluster');
  return { cluster, data: path.join(cluster, 'data'), password: path.join(cluster, 'password') };
}

/** The major version that made the data folder; undefined where there is none. */
export async function clusterVersion(base: string): Promise<string | undefined> {
  const file = path.join(clusterPaths(base).data, 'PG_VERSION');
  return (await readFile(file, 'utf8').catch(expecting('ENOENT')))?.trim();
}

/**
 * Makes the data folder with its role, database and password, if there is none. It appears complete or not at all,
 * whenever this process dies. Call it under the lock.
 * @param durable whether it must survive a crash of the machine: costs time.
 * Source: PostgreSQL documentation, "initdb" and "Builtin locale provider" (24.1.4).
 * @throws ProviderError when another major version made the folder, or initdb fails.
 */
export async function ensureCluster(place: Place, binaries: Binaries, durable: boolean): Promise<void> {
  const { cluster } = clusterPaths(place.base);
  const version = await clusterVersion(place.base);
  if (version === POSTGRES_MAJOR) return;
  if (version) {
    throw new ProviderError(
      `The data in ${cluster} was made by PostgreSQL ${version}, and this is ${POSTGRES_MAJOR}; back it up with the older version, then run \`./dev-env.sh db:wipe\` for an empty database.`,
    );
  }
  await removeLeftovers(place.base);
  const half = await mkdtemp(path.join(place.base, 'new-'));
  const data = path.join(half, 'data');
  const passwordFile = path.join(half, 'password');
  await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  await mkdir(data, { mode: 0o700 });
  if (place.user) {
    for (const file of [half, data, passwordFile]) await chown(file, place.user.uid, place.user.gid);
  }
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['--set', `${name}=${value}`]);
  succeeded(
    'initdb',
    await run(place, binaries.initdb, [
      `--pgdata=${data}`,
      `--username=${NAME}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      ...(durable ? [] : ['--no-sync']),
      ...settings,
    ]),
  );
  // In single-user mode, so that the folder is complete before any server runs on it.
  succeeded(
    'postgres --single',
    await run(place, binaries.postgres, ['--single', '-D', data, 'postgres'], `create database ${NAME}\n`),
  );
  await rename(half, cluster);
}

/** Removes the data folder, and whatever an interrupted call left. Call it under the lock, with the server stopped. */
export async function removeCluster(base: string): Promise<void> {
  // First under another name, so that half of a data folder is never taken for a whole one.
  const doomed = await mkdtemp(path.join(base, 'old-'));
  await rename(clusterPaths(base).cluster, path.join(doomed, 'cluster')).catch(expecting('ENOENT'));
  await removeLeftovers(base);
}

async function removeLeftovers(base: string): Promise<void> {
  for (const name of await readdir(base)) {
    if (/^(new|old)-/.test(name))
      await rm(path.join(base, name), { recursive: true, force: true, maxRetries: 5 });
  }
}

function succeeded(program: string, { code, output }: Outcome): void {
  if (code === 0) return;
  throw new ProviderError(
    `${program} could not make the database folder (exit code ${code}): ${output.trim().split('\n').slice(-3).join(' ')} — check the free disk space, or set DATABASE_URL to use another server.`,
  );
}
