import { execFile } from 'node:child_process';
import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { HurtServer } from './server.ts';

const run = promisify(execFile);
const MIB = 1024 * 1024;
/** Room for an empty server with its write-ahead log, and some more. */
const SIZE = '192m';

/** Only root may mount, and only Linux has tmpfs; undefined where it can be done. */
export function whyNoSmallDisk(): string | undefined {
  if (process.platform !== 'linux') return 'a small file system in memory needs Linux';
  return process.getuid?.() === 0 ? undefined : 'mounting a small disk needs root';
}

/** A disk of its own at a folder. @returns what takes it away */
export async function mountSmallDisk(folder: string): Promise<() => Promise<void>> {
  await run('mount', ['-t', 'tmpfs', '-o', `size=${SIZE},mode=0755`, 'ostinato-chaos', folder]);
  return async () => void (await run('umount', [folder]));
}

/** Fills the disk that the server is on to the last page, inside of its tables too. @returns what makes room again */
export async function fillDisk(server: HurtServer): Promise<() => Promise<void>> {
  const filler = path.join(server.directory, 'filler');
  const file = await open(filler, 'w');
  try {
    const block = Buffer.alloc(MIB / 4, 1);
    for (;;) await file.write(block);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENOSPC') throw error;
  } finally {
    await file.close();
  }
  return () => rm(filler);
}
