/**
 * Outlives a run of tests by a moment, however the run ends: `guardian.ts FOLDER` waits until its standard input
 * closes, then ends every server whose data is in the run's folder, and every container of the run, and removes the
 * folder.
 */
import { execFile } from 'node:child_process';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { dockerProvider, dockerWasUsed } from '../../src/database/providers/docker.ts';
import { docker } from '../../src/database/providers/docker-engine.ts';
import { embeddedProvider } from '../../src/database/providers/embedded/embedded.ts';
import { COMPOSE_MARK, CONTAINER_MARK, RUN_LABEL } from './server.ts';

const [run = ''] = process.argv.slice(2);
const ATTEMPTS = 5;

async function removeAll(): Promise<void> {
  const names = await readdir(run);
  if (names.includes(CONTAINER_MARK)) await removeContainers();
  for (const name of names) {
    await removeProjects(name);
    await embeddedProvider({ directory: path.join(run, name, '.ostinato', 'postgres'), port: 0 }).stop();
  }
  await unmountAll();
  await rm(run, { recursive: true, force: true });
}

// Small disks, for servers to fill.
async function unmountAll(): Promise<void> {
  if (process.platform !== 'linux') return;
  const mounts = (await readFile('/proc/mounts', 'utf8')).split('\n').map((line) => line.split(' ')[1] ?? '');
  for (const mount of mounts) if (mount.startsWith(`${run}/`)) await promisify(execFile)('umount', [mount]);
}

async function removeContainers(): Promise<void> {
  const { stdout } = await docker(['ps', '--all', '--quiet', '--filter', `label=${RUN_LABEL}=${run}`]);
  const ids = stdout.split('\n').filter(Boolean);
  if (ids.length > 0) await docker(['rm', '--force', '--volumes', ...ids]);
}

// What the tests of docker-compose.yml and of the docker provider have started, if they could not remove it.
async function removeProjects(name: string): Promise<void> {
  const project = COMPOSE_MARK.exec(name)?.[0].toLowerCase();
  if (project) await docker(['compose', `--project-name=${project}`, 'down', '--volumes', '--timeout=1']);
  for (const directory of [path.join(run, name, 'docker'), path.join(run, name, '.ostinato', 'docker')]) {
    if (await dockerWasUsed(directory)) await dockerProvider({ directory, port: 0 }).wipe();
  }
}

for await (const _ of process.stdin);
for (let attempt = 1; ; attempt += 1) {
  try {
    await removeAll();
    break;
  } catch (error) {
    // A process of the run may have been writing there still.
    if (attempt === ATTEMPTS) throw error;
  }
}
