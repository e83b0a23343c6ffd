import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Starts guardian.ts for a folder: it ends what runs there when we end, however we do. Close its standard input to let it work. */
export function startGuardian(folder: string): ChildProcess {
  const script = fileURLToPath(new URL('guardian.ts', import.meta.url));
  const guardian = spawn(process.execPath, [script, folder], {
    detached: true,
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  guardian.unref();
  return guardian;
}
