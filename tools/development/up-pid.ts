import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expecting } from '../../src/database/providers/embedded/expecting.ts';
import { withLock } from '../../src/database/providers/embedded/lock.ts';
import { ProviderError } from '../../src/database/providers/provider.ts';
import { PROJECT } from '../../src/project.ts';

const FILE = path.join(PROJECT.state, 'up.pid');
const LOCK_DEADLINE_MS = 5_000;

/** The process of an `up` that runs for this project; undefined when none does. */
export async function runningUp(): Promise<number | undefined> {
  const pid = Number(await readFile(FILE, 'utf8').catch(expecting('ENOENT')));
  if (!(pid > 0)) return undefined;
  try {
    // The process id may have gone to another program since.
    const { stdout } = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]);
    return stdout.includes('tools/up.ts') ? pid : undefined;
  } catch {
    // ps knows no such process.
    return undefined;
  }
}

/**
 * Registers this process as the one `up` of the project.
 * @throws ProviderError when there is one.
 */
export async function registerUp(): Promise<void> {
  await mkdir(PROJECT.state, { recursive: true });
  await withLock(`${FILE}.lock`, LOCK_DEADLINE_MS, async () => {
    const other = await runningUp();
    if (other && other !== process.pid) {
      throw new ProviderError(
        `Ostinato runs already (process ${other}); \`./dev-env.sh restart\` starts it anew, \`./dev-env.sh down\` stops it.`,
      );
    }
    await writeFile(FILE, `${process.pid}\n`);
  });
}

export function unregisterUp(): Promise<void> {
  return rm(FILE, { force: true });
}
