import { execFile } from 'node:child_process';
import { access, constants, mkdir, readFile, statfs } from 'node:fs/promises';
import path from 'node:path';
import { explainDocker, type Ran } from '../../../src/database/providers/docker-engine.ts';
import { PROJECT } from '../../../src/project.ts';
import { isInstalled } from '../installed.ts';
import { type Finding, missing, well, wrong } from './finding.ts';

/** Milliseconds that a program may take to say its version. */
const ANSWER = 5_000;
/** Bytes: what packages, browser, database and a backup take, and air to breathe. */
const NEEDED_DISK = 1_000_000_000;

type Env = Readonly<Record<string, string | undefined>>;

/** What must be, or may be, on the machine: programs, packages, space. */
export async function machine(env: Env): Promise<Finding[]> {
  return Promise.all([
    node(),
    program(env, 'npm', ['--version'], (found) =>
      found
        ? well('npm', found)
        : wrong('npm', 'not found', 'install it: https://docs.npmjs.com/cli (it comes with Node)'),
    ),
    packages(),
    writable(),
    disk(),
    program(env, 'git', ['--version'], (found) =>
      found
        ? well('git', found.split(' ').at(-1) ?? found)
        : missing('git', 'not found; `check`, and who changes something, need it', install('git')),
    ),
    program(env, 'make', ['--version'], (found) =>
      found ? well('make', found) : missing('make', 'not found; ./dev-env.sh does the same', install('make')),
    ),
    program(env, 'psql', ['--version'], (found) =>
      found
        ? well('psql', found)
        : missing(
            'psql',
            'not found; db:shell takes the one in the container, or a small prompt of its own',
            install(process.platform === 'darwin' ? 'libpq' : 'postgresql-client'),
          ),
    ),
    program(env, 'shellcheck', ['--version'], (found) =>
      found
        ? well('shellcheck', /version: (\S+)/.exec(found)?.[1] ?? 'found')
        : missing('shellcheck', 'not found; `check` leaves the shell scripts out', install('shellcheck')),
    ),
    chromium(env),
    dockerEngine(env),
  ]);
}

async function node(): Promise<Finding> {
  const { engines } = JSON.parse(await readFile(path.join(PROJECT.root, 'package.json'), 'utf8')) as {
    engines: { node: string };
  };
  const [major = 0, minor = 0] = engines.node.replace('>=', '').split('.').map(Number);
  const [ours = 0, oursMinor = 0] = process.versions.node.split('.').map(Number);
  const enough = ours > major || (ours === major && oursMinor >= minor);
  return enough
    ? well('Node', `${process.versions.node} (${process.execPath})`)
    : wrong(
        'Node',
        `${process.versions.node}, and ${engines.node} is needed`,
        './dev-env.sh up (gets its own)',
      );
}

async function packages(): Promise<Finding> {
  return (await isInstalled())
    ? well('packages', 'those of package-lock.json')
    : wrong(
        'packages',
        'not installed, or not those of package-lock.json',
        './dev-env.sh up (installs them)',
      );
}

async function writable(): Promise<Finding> {
  return access(PROJECT.root, constants.W_OK).then(
    () => well('folder', PROJECT.root),
    () => wrong('folder', `${PROJECT.root} cannot be written`, `sudo chown -R "$USER" "${PROJECT.root}"`),
  );
}

async function disk(): Promise<Finding> {
  await mkdir(PROJECT.state, { recursive: true }).catch(() => undefined);
  const { bavail, bsize } = await statfs(PROJECT.root);
  const free = `${((bavail * bsize) / 1e9).toFixed(1)} GB free`;
  return bavail * bsize >= NEEDED_DISK
    ? well('disk', free)
    : wrong('disk', `${free}, and 1 GB is needed`, 'free some space (old backups, `docker system prune`)');
}

async function chromium(env: Env): Promise<Finding> {
  const folders = (env['PATH'] ?? '').split(path.delimiter);
  const candidates = [
    ...(env['CHROMIUM_PATH'] ? [env['CHROMIUM_PATH']] : []),
    ...folders.flatMap((folder) =>
      ['chromium', 'chromium-browser', 'google-chrome'].map((name) => path.join(folder, name)),
    ),
  ];
  for (const file of candidates) {
    if (
      await access(file, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return well('Chromium', file);
  }
  return missing('Chromium', 'not found; the tests of the page need it', install('chromium'));
}

function install(name: string): string {
  return process.platform === 'darwin' ? `brew install ${name}` : `sudo apt-get install ${name}`;
}

/** The engine and Compose: what a database in a container, and its tests, need. */
async function dockerEngine(env: Env): Promise<Finding> {
  const engine = await run(env, 'docker', ['version', '--format', '{{.Server.Version}}']);
  const compose = await run(env, 'docker', ['compose', 'version', '--short']);
  const failed = [engine, compose].find(({ code }) => code !== 0);
  if (!failed) return well('Docker', `engine ${engine.stdout.trim()}, Compose ${compose.stdout.trim()}`);
  const [found = '', ...mend] = explainDocker(failed).message.split('; ');
  return missing('Docker', `${found}; the embedded PostgreSQL serves as well`, mend.join('; '));
}

async function program(
  env: Env,
  name: string,
  args: string[],
  judge: (said: string | undefined) => Finding,
): Promise<Finding> {
  const { code, stdout } = await run(env, name, args);
  const said = name === 'shellcheck' ? stdout.trim() : stdout.trim().split('\n')[0];
  return judge(code === 0 ? said : undefined);
}

/** By env(1), which finds a program in the PATH of `env` and says so when there is none. */
function run(env: Env, name: string, args: string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile('/usr/bin/env', [name, ...args], { timeout: ANSWER, env }, (error, stdout, stderr) => {
      const code = error ? (typeof error.code === 'number' ? error.code : undefined) : 0;
      resolve({ code, stdout, stderr: stderr || (error?.message ?? '') });
    });
  });
}
