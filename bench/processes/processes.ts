import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { open, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A program at work. */
export interface Running {
  readonly name: string;
  readonly pid: number;
  /** What it writes goes here. */
  readonly logFile: string;
  /** Everything it wrote so far. */
  output(): Promise<string>;
  /** Resolves when it wrote what matches. @throws Error with its output when it ends first, or takes too long */
  wrote(pattern: RegExp): Promise<RegExpExecArray>;
  stop(): Promise<void>;
}

/** Starts programs of the project; what still runs at the end is stopped. */
export interface Processes extends AsyncDisposable {
  /** A folder for what does not outlive the run. */
  readonly scratch: string;
  /** @param flags of Node itself */
  start(
    name: string,
    script: string,
    args: string[],
    env?: Record<string, string>,
    flags?: string[],
  ): Promise<Running>;
  whenStopped(work: () => Promise<void>): void;
  /** The errors that the programs reported, to say why a run failed. */
  complaints(): Promise<string>;
}

/** Milliseconds. */
const START_DEADLINE = 120_000;
const STOP_DEADLINE = 15_000;
const POLL = 20;

/** How many errors are worth reading. */
const COMPLAINTS = 5;

/** Of the project. */
export const ROOT = path.join(import.meta.dirname, '..', '..');

/** @param env what every program sees; anything else of the terminal's environment stays out of the measurement */
export function createProcesses(scratch: string, env: Record<string, string>): Processes {
  const running = new Set<ChildProcess>();
  const after: (() => Promise<void>)[] = [];

  return {
    scratch,
    whenStopped: (work) => void after.push(work),

    async complaints() {
      const logs = (await readdir(scratch)).filter((file) => file.endsWith('.log'));
      const texts = await Promise.all(logs.map((file) => readFile(path.join(scratch, file), 'utf8')));
      return texts
        .flatMap((text) => text.split('\n').filter((line) => /"level":"(error|fatal)"|Error:/.test(line)))
        .slice(0, COMPLAINTS)
        .join('\n');
    },

    async start(name, script, args, more = {}, flags = []) {
      const file = path.join(scratch, `${name}.log`);
      const handle = await open(file, 'w');
      // In the scratch folder, so that no .env of the project has a say.
      const child = spawn(process.execPath, [...flags, path.resolve(ROOT, script), ...args], {
        cwd: scratch,
        env: { ...env, ...more },
        stdio: ['ignore', handle.fd, handle.fd],
      });
      running.add(child);
      child.once('exit', () => running.delete(child));
      await handle.close();
      const output = () => readFile(file, 'utf8');
      return {
        name,
        pid: child.pid ?? 0,
        logFile: file,
        output,
        async wrote(pattern) {
          const deadline = performance.now() + START_DEADLINE;
          for (;;) {
            const match = pattern.exec(await output());
            if (match) return match;
            if (hasEnded(child) || performance.now() > deadline)
              throw new Error(`${name} did not come up:\n${await output()}`);
            await sleep(POLL);
          }
        },
        stop: () => end(child),
      };
    },

    async [Symbol.asyncDispose]() {
      await Promise.all([...running].map(end));
      for (const work of after) await work();
    },
  };
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_DEADLINE);
  await ended;
  clearTimeout(late);
}
