import { randomInt } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
import { once } from 'node:events';

/** The processes that a process has started and that run. */
export function childrenOf(pid: number | undefined): number[] {
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid=,comm='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, parent, name]) => Number(parent) === pid && name !== 'ps')
    .map(([child]) => Number(child));
}

/** Whether a process is there. */
export const runs = (pid: number): boolean => signal(pid, 0);

/** Sends a signal, unless the process has ended. @returns whether it was there */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}

/** Stops a process and its children where they are: nothing answers, and nothing is closed. @returns all of them */
export function freeze(pid: number): number[] {
  // The parent first, so that it has no more children afterwards.
  signal(pid, 'SIGSTOP');
  const children = childrenOf(pid);
  for (const child of children) signal(child, 'SIGSTOP');
  return [pid, ...children];
}

/** Lets go on what was stopped. */
export function thaw(pids: readonly number[]): void {
  for (const pid of pids) signal(pid, 'SIGCONT');
}

/** A port that nothing listens on just now. */
export async function freePort(): Promise<string> {
  // Below what systems give to outgoing connections, so that it stays free while a server starts again.
  for (;;) {
    const port = randomInt(15_000, 32_000);
    if (await isFree(port)) return String(port);
  }
}

/** Whether a server could listen on a port of this machine. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  const listens = await once(server, 'listening').then(
    () => true,
    () => false,
  );
  if (!listens) return false;
  server.close();
  await once(server, 'close');
  return true;
}
