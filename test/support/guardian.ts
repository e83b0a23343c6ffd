/**
 * Outlives a run of tests by a moment, however the run ends: `guardian.ts FOLDER` waits until its standard input
 * closes, then ends every server whose data is in the run's folder, and removes the folder.
 */
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { embeddedProvider } from '../../src/database/providers/embedded/embedded.ts';

const [run = ''] = process.argv.slice(2);
const ATTEMPTS = 5;

async function removeAll(): Promise<void> {
  for (const name of await readdir(run)) {
    await embeddedProvider({ directory: path.join(run, name, '.ostinato', 'postgres'), port: 0 }).stop();
  }
  await rm(run, { recursive: true, force: true });
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
