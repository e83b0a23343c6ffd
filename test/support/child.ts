import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { PROJECT } from '../../src/project.ts';

/** A process of the project, run as users run it, with everything it wrote. */
export interface Child {
  readonly process: ChildProcess;
  /** Standard output and standard error so far. */
  readonly output: string;
  /** Resolves when a line matches; rejects with the output when the process ends before. */
  line(pattern: RegExp): Promise<RegExpExecArray>;
  /** The exit code, or the signal's name. */
  readonly exited: Promise<number | string>;
  stop(signal?: NodeJS.Signals): Promise<number | string>;
}

/**
 * Starts `node script` in the project's folder, or another. Only the environment given here is seen, besides PATH,
 * HOME and what makes Node start sooner.
 */
export function startChild(
  script: string,
  env: Record<string, string>,
  args: string[] = [],
  cwd: string = PROJECT.root,
): Child {
  const { PATH = '', HOME = '', NODE_COMPILE_CACHE = '' } = process.env;
  const child = spawn(process.execPath, [script, ...args], {
    cwd,
    env: { PATH, HOME, NODE_COMPILE_CACHE, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  const watchers = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      for (const watch of watchers) watch();
    });
  }
  const exited = once(child, 'close').then(
    ([code, signal]: (number | string | null)[]) => code ?? signal ?? 0,
  );

  return {
    process: child,
    exited,
    get output() {
      return output;
    },
    line: (pattern) =>
      new Promise((resolve, reject) => {
        const watch = () => {
          const match = pattern.exec(output);
          if (match) resolve(match);
        };
        watchers.add(watch);
        watch();
        void exited.then((code) => reject(new Error(`${script} ended with ${code}:\n${output}`)));
      }),
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      return exited;
    },
  };
}
