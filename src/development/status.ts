import type { Config } from '../config.ts';
import { answers } from '../database/providers/embedded/postmaster.ts';
import { runningUp } from './up-pid.ts';

/** The lines of `status` about what is not the database. */
export async function status(config: Config, say: (line: string) => void): Promise<void> {
  const pid = await runningUp();
  say(`bot         ${pid ? `runs (up is process ${pid})` : 'not running; start it with ./dev-env.sh up'}`);
  for (const [name, port] of [
    ['playground', config.PLAYGROUND_PORT],
    ['database', config.DATABASE_PORT],
  ] as const) {
    say(`port ${String(port).padEnd(6)} ${(await answers(port)) ? 'in use' : 'free'} (${name})`);
  }
}
