import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { docker } from '../../src/database/providers/docker-engine.ts';
import { CONTAINER_MARK, RUN_LABEL } from './server.ts';

/** The one of docker-compose.yml. */
export const VALKEY_IMAGE = 'valkey/valkey:8';

/** A Valkey of its own in a container; the guardian of the run removes it when the test cannot. */
export async function startValkey(): Promise<{ url: string; stop(): Promise<void> }> {
  const run = process.env['TEST_RUN_FOLDER'] ?? '';
  if (run) await mkdir(path.join(run, CONTAINER_MARK), { recursive: true });
  const id = await succeeds([
    'run',
    '--detach',
    '--rm',
    `--label=${RUN_LABEL}=${run}`,
    '--publish=127.0.0.1::6379',
    VALKEY_IMAGE,
  ]);
  const address = await succeeds(['port', id, '6379/tcp']);
  return {
    url: `valkey://${address}`,
    stop: async () => void (await succeeds(['stop', '--time=1', id])),
  };
}

async function succeeds(args: string[]): Promise<string> {
  const { code, stdout, stderr } = await docker(args);
  if (code !== 0) throw new Error(`docker ${args.join(' ')}: ${stderr}`);
  return stdout.trim();
}
