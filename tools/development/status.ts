import type { Config } from '../../src/config.ts';
import { answers } from '../../src/database/providers/embedded/postmaster.ts';
import { askHealth } from './ask-health.ts';
import { runningUp } from './up-pid.ts';

/** The lines of `status` about what is not the database. */
export async function status(config: Config, say: (line: string) => void): Promise<void> {
  const pid = await runningUp();
  const health = await askHealth(config);
  if (pid || health) {
    const who = pid ? `runs (up is process ${pid})` : 'runs (not by up)';
    say(`bot         ${who}, ${health ? health.state : 'and does not answer on HEALTH_PORT yet'}`);
  } else {
    say('bot         not running; start it with ./dev-env.sh up');
  }
  for (const problem of health?.problems ?? []) say(`            ${problem}`);
  if (health) say(`pool        ${health.pool}`);
  for (const [name, port] of [
    ['playground', config.PLAYGROUND_PORT],
    ['health', config.HEALTH_PORT],
    ['database', config.DATABASE_PORT],
  ] as const) {
    const used = port === 0 ? 'any that is free' : (await answers(port)) ? 'in use' : 'free';
    say(`port ${String(port).padEnd(6)} ${used} (${name})`);
  }
}
