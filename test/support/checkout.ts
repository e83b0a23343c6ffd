import { spawn, type ChildProcess, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { cp, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { wantedStamp } from '../../tools/development/installed.ts';
import { PROJECT } from '../../src/project.ts';
import type { ScriptResult } from './script.ts';
import { temporaryFolder } from './server.ts';

/** A checkout of its own, in which `make` works as it does for whoever has just cloned the project. */
export interface Checkout {
  readonly root: string;
  /** Runs `make TARGET` to its end; `input` is typed into it. */
  make(target: string, env?: Record<string, string>, input?: string): Promise<ScriptResult>;
  /** Runs `./dev-env.sh VERB ARGUMENTS` to its end. */
  devEnv(words: readonly string[], env?: Record<string, string>): Promise<ScriptResult>;
  /** Starts it, as the leader of a group of processes that can be killed together. */
  start(target: string, env?: Record<string, string>): ChildProcess;
}

const COPIED =
  'src tools commands migrations seeds playground dev-env.sh Makefile package.json package-lock.json docker-compose.dev.yml .npmrc .env.example .psqlrc'.split(
    ' ',
  );

/**
 * Makes one with the packages of this project. The run's end removes it.
 * @param env what every target is given
 * @param more what is copied besides what `make up` needs
 */
export async function newCheckout(env: Record<string, string>, more: string[] = []): Promise<Checkout> {
  const root = await temporaryFolder('checkout ');
  for (const part of [...COPIED, ...more]) {
    await cp(path.join(PROJECT.root, part), path.join(root, part), { recursive: true });
  }
  await linkPackages(path.join(root, 'node_modules'));

  const { PATH = '', HOME = '', NODE_COMPILE_CACHE = '' } = process.env;
  const launch = (program: string, args: readonly string[], more: Record<string, string> = {}) =>
    spawn(program, args, {
      cwd: root,
      detached: true,
      env: {
        PATH: `${path.dirname(process.execPath)}${path.delimiter}${PATH}`,
        HOME,
        // The packages are those of this project: what was compiled once is here already.
        NODE_COMPILE_CACHE,
        ...env,
        ...more,
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  const start = (target: string, more?: Record<string, string>) =>
    launch('make', ['--no-print-directory', target], more);
  return {
    root,
    start,
    make: (target, more, input = '') => resultOf(start(target, more), input),
    devEnv: (words, more) => resultOf(launch('./dev-env.sh', words, more), ''),
  };
}

function resultOf(child: ChildProcessWithoutNullStreams, input: string): Promise<ScriptResult> {
  return new Promise((resolve, reject) => {
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.end(input);
  });
}

/** A folder of links with a stamp of its own: were it not up to date, `npm ci` would empty this folder alone. */
async function linkPackages(to: string): Promise<void> {
  const from = path.join(PROJECT.root, 'node_modules');
  await mkdir(to);
  for (const name of await readdir(from)) {
    if (!name.startsWith('.') || name === '.bin') await symlink(path.join(from, name), path.join(to, name));
  }
  await writeFile(path.join(to, '.ostinato-installed'), await wantedStamp());
}
