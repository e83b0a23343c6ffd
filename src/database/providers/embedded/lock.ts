import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { ProviderError } from '../provider.ts';

const POLL_MS = 25;
const SQLITE_BUSY = 5;

/**
 * Runs `work` while no other process, and no other caller in this one, holds the same lock file. The kernel frees it
 * when the holder dies, however it dies. It is SQLite's lock on an empty file because Node has no other lock that
 * the kernel cleans up: a file with a process id in it needs guesses about who is still alive.
 * @param deadlineMs how long to wait for another holder.
 * @throws ProviderError after that.
 */
export async function withLock<T>(file: string, deadlineMs: number, work: () => Promise<T>): Promise<T> {
  const lock = open(file);
  try {
    const deadline = performance.now() + deadlineMs;
    while (!take(lock, file)) {
      if (performance.now() > deadline) {
        throw new ProviderError(
          `Another process has been starting or stopping the database for ${Math.round(deadlineMs / 1000)} s (it holds ${file}); end it, then try again.`,
        );
      }
      await sleep(POLL_MS);
    }
    return await work();
  } finally {
    lock.close();
  }
}

function open(file: string): DatabaseSync {
  try {
    const lock = new DatabaseSync(file);
    lock.exec('pragma busy_timeout = 0');
    return lock;
  } catch (cause) {
    throw notUsable(file, cause);
  }
}

function notUsable(file: string, cause: unknown): ProviderError {
  return new ProviderError(
    `The lock file ${file} cannot be used (${String(cause)}); make its folder writable, or set DATABASE_URL to use another server.`,
    { cause },
  );
}

function take(lock: DatabaseSync, file: string): boolean {
  try {
    lock.exec('begin exclusive');
    return true;
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return false;
    throw notUsable(file, error);
  }
}
