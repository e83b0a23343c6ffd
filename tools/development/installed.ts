import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expecting } from '../../src/database/providers/embedded/expecting.ts';
import { PROJECT } from '../../src/project.ts';

/** Written last by an installation: what was installed, and for which platform. */
export const STAMP = path.join(PROJECT.root, 'node_modules', '.ostinato-installed');

/** What the stamp says when the packages are those of package-lock.json. */
export async function wantedStamp(): Promise<string> {
  const lock = await readFile(path.join(PROJECT.root, 'package-lock.json'));
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform} ${process.arch}\n`;
}

/** Whether the packages of package-lock.json are installed, completely. */
export async function isInstalled(): Promise<boolean> {
  return (await readFile(STAMP, 'utf8').catch(expecting('ENOENT'))) === (await wantedStamp());
}
