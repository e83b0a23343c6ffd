import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { withLock } from '../src/database/providers/embedded/lock.ts';
import { isInstalled, STAMP, wantedStamp } from './development/installed.ts';
import { PROJECT } from '../src/project.ts';

/*
 * Entry point of dev-env.sh: installs the packages of package-lock.json if what is installed is not that. It runs
 * before there are any, so it and what it imports use none. `npm ci` empties node_modules first and the stamp is
 * written last: an installation that was interrupted has no stamp, and is made again.
 */
const DEADLINE_MS = 15 * 60_000;

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
  const before = await wantedStamp();
  process.stderr.write('Installing packages (once; about half a minute)…\n');
  const code = await npmCi();
  if (code !== 0) throw new Error(`npm ci ended with ${code}`);
  await writeFile(STAMP, before);
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
