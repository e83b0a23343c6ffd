import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGzip } from 'node:zlib';
import { BackupError } from './format.ts';

const NAME = /^ostinato-(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z)(-before-restore)?\.sql\.gz$/;
const PARTIAL = /^\.ostinato-.*\.partial$/;
/** Milliseconds after which what an interrupted backup left is nobody's any more. */
const ABANDONED = 24 * 3600_000;

/** Why a backup is made; those before a restore are kept until a person removes them. */
export type Occasion = 'scheduled' | 'before-restore';

/**
 * Writes a stream, compressed, to a new file of a folder that it makes if need be. The file appears complete and on
 * disk, or not at all; its owner alone may read it.
 * @returns its path.
 * @throws BackupError when the folder cannot be written or is full.
 */
export async function writeBackup(
  folder: string,
  now: Date,
  occasion: Occasion,
  text: Readable,
): Promise<string> {
  const suffix = occasion === 'scheduled' ? '' : '-before-restore';
  const name = `ostinato-${now.toISOString().replace(/[:.]/g, '-')}${suffix}.sql.gz`;
  const partial = path.join(folder, `.${name}.${randomBytes(4).toString('hex')}.partial`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await removeAbandoned(folder, now);
    const handle = await open(partial, 'wx', 0o600);
    try {
      // The fastest level: most of the time goes into it, and the best saves a tenth of the space.
      const gzip = createGzip({ level: constants.Z_BEST_SPEED, chunkSize: 256 * 1024 });
      await pipeline(text, gzip, (compressed) => handle.writeFile(compressed));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(partial, path.join(folder, name));
    await sync(folder);
    return path.join(folder, name);
  } catch (error) {
    text.destroy();
    await rm(partial, { force: true }).catch(() => undefined);
    throw explained(folder, error);
  }
}

/** The backups of a folder, oldest first; none where there is no folder. */
export async function listBackups(folder: string): Promise<{ file: string; occasion: Occasion }[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return [];
    throw explained(folder, error);
  });
  return names
    .map((name) => NAME.exec(name))
    .filter((match) => match !== null)
    .sort((a, b) => a[0].localeCompare(b[0]))
    .map(([name, , before]) => ({
      file: path.join(folder, name),
      occasion: before ? 'before-restore' : 'scheduled',
    }));
}

/**
 * Removes all but the newest backups.
 * @param keep how many stay; 0 keeps each of them. Those made before a restore do not count and stay.
 * @returns the files that are gone.
 */
export async function keepNewest(folder: string, keep: number): Promise<string[]> {
  if (keep === 0) return [];
  const scheduled = (await listBackups(folder)).filter(({ occasion }) => occasion === 'scheduled');
  const old = scheduled.slice(0, -keep).map(({ file }) => file);
  for (const file of old) await rm(file, { force: true });
  return old;
}

async function removeAbandoned(folder: string, now: Date): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!PARTIAL.test(name)) continue;
    const file = path.join(folder, name);
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: now.getTime() }));
    if (now.getTime() - mtimeMs > ABANDONED) await rm(file, { force: true });
  }
}

/** A file that was renamed is there after a crash of the machine only when its folder is on disk, too. */
async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function explained(folder: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') {
    return new BackupError(
      `There is no space left in ${folder}; free some, or let BACKUP_DIRECTORY name another place. Older backups are as they were.`,
      { cause: error },
    );
  }
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(String(error.code))) {
    return new BackupError(
      `The folder for backups, ${folder}, cannot be used (${error.message}); make it writable, or let BACKUP_DIRECTORY name another.`,
      { cause: error },
    );
  }
  return error;
}
