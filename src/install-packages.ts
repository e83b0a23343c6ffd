import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expecting } from './database/providers/embedded/expecting.ts';
import { withLock } from './database/providers/embedded/lock.ts';
import { PROJECT } from './project.ts';

/*
 * Entry point of dev-env.sh: installs the packages of package-lock.json if what is installed is not that. It runs
 * before there are any, so it and what it imports use none. `npm ci` empties node_modules first and the stamp is
 * written last: an installation that was interrupted has no stamp, and is made again.
 */
const DEADLINE_MS = 15 * 60_000;
const stamp = path.join(PROJECT.root, 'node_modules', '.ostinato-installed');

async function wanted(): Promise<string> {
  const lock = await readFile(path.join(PROJECT.root, 'package-lock.json'));
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform} ${process.arch}\n`;
}

async function isInstalled(): Promise<boolean> {
  return (await readFile(stamp, 'utf8').catch(expecting('ENOENT'))) === (await wanted());
}

function npmCi(): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: PROJECT.root,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('exit', resolve).on('error', reject);
  });
}

async function install(): Promise<void> {
  if (await isInstalled()) return;
  const before = await wanted();
  process.stderr.write('Installing packages (once; about half a minute)…\n');
  const code = await npmCi();
  if (code !== 0) throw new Error(`npm ci ended with ${code}`);
  await writeFile(stamp, before);
}

try {
  if (!(await isInstalled())) {
    await mkdir(PROJECT.state, { recursive: true });
    await withLock(path.join(PROJECT.state, 'install.lock'), DEADLINE_MS, install);
  }
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    `The packages could not be installed (${reason}); check that npm works, the network is there and the folder can be written, then run this again.\n`,
  );
  process.exitCode = 1;
}
