import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../../src/config.ts';
import { chooseProvider } from '../../src/database/providers/choose.ts';
import { PROJECT } from '../../src/project.ts';
import { runningUp } from './up-pid.ts';

/** Milliseconds: what `up` allows its parts, and a little. */
const DEADLINE = 20_000;

/** Stops a running `up` as Ctrl-C would, then the database if it is ours. */
export async function down(config: Config, say: (line: string) => void): Promise<void> {
  const pid = await runningUp();
  if (pid) {
    process.kill(pid, 'SIGTERM');
    const deadline = performance.now() + DEADLINE;
    while ((await runningUp()) && performance.now() < deadline) await sleep(50);
    if (await runningUp()) process.kill(pid, 'SIGKILL');
    say('The bot is stopped.');
  } else {
    say('The bot was not running.');
  }
  const { provider } = await chooseProvider(config, { directory: PROJECT.database, say });
  if (await provider.stop()) say('PostgreSQL is stopped; its data stays.');
}
