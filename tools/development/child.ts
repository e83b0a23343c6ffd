import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** A part that runs as a process of its own. */
export interface Child {
  name: string;
  process: ChildProcess;
  /** Resolves to the exit code when it ends; a signal counts as 1. */
  ended: Promise<number>;
}

/**
 * Runs one of the project's entry points. It is in a session of its own, so that Ctrl-C reaches it through us and in
 * our order; the IPC channel tells it when we are gone, even by kill -9.
 */
export function startChild(name: string, script: string, env: NodeJS.ProcessEnv, cwd: string): Child {
  const child = spawn(process.execPath, [script], {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
  return { name, process: child, ended };
}

/**
 * Waits for `ready`, unless the child ends before.
 * @throws Error that names the child, with its exit code.
 */
export function readyOf<T>(child: Child, ready: Promise<T>): Promise<T> {
  const died = child.ended.then((code): never => {
    throw new ChildEnded(child.name, code);
  });
  return Promise.race([ready, died]);
}

/** A part ended by itself; `code` is what we end with, too. */
export class ChildEnded extends Error {
  override name = 'ChildEnded';
  readonly code: number;

  constructor(name: string, code: number) {
    super(`The ${name} ended with code ${code}; what it said is above, and in ./dev-env.sh logs.`);
    this.code = code || 1;
  }
}

/** Asks a child to end and waits; after the deadline (milliseconds) it is killed. */
export async function stopChild({ process: child, ended }: Child, deadlineMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const abort = new AbortController();
  const late = sleep(deadlineMs, 'late', { signal: abort.signal, ref: false });
  const first = await Promise.race([ended, late.catch(() => 'ended')]);
  abort.abort();
  if (first !== 'late') return;
  child.kill('SIGKILL');
  await ended;
}

/** The first message by IPC that satisfies `is`. */
export async function messageOf(child: Child, is: (message: unknown) => boolean): Promise<void> {
  for (;;) {
    const [message] = (await once(child.process, 'message')) as [unknown];
    if (is(message)) return;
  }
}
