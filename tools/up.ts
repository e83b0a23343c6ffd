import { config as loadEnvFile } from 'dotenv';
import { ConfigError, EX_CONFIG, readConfig } from '../src/config.ts';
import { ProbeError } from '../src/database/probe-error.ts';
import { chooseProvider } from '../src/database/providers/choose.ts';
import { ProviderError } from '../src/database/providers/provider.ts';
import { VerbError } from './database/verbs/context.ts';
import { ChildEnded } from './development/child.ts';
import { registerUp, unregisterUp } from './development/up-pid.ts';
import type { Ends } from './development/up-options.ts';
import type { up } from './development/up.ts';
import { createLogger, withoutCredentials } from '../src/logger.ts';
import { PROJECT } from '../src/project.ts';

const say = (line: string) => console.log(line);

/** The environment, completed by what .env says now. */
function environment(): NodeJS.ProcessEnv {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] = value;
  loadEnvFile({ path: PROJECT.envFile, quiet: true, processEnv: env });
  return env;
}

async function main(verb = 'up'): Promise<number> {
  const env = environment();
  const config = readConfig(env);
  // A person watches: only what is wrong.
  const log = createLogger('warn');
  // Each loads what it needs alone: all of it takes a second of processor time.
  if (verb === 'down') {
    const { down } = await import('./development/down.ts');
    await down(config, say);
  } else if (verb === 'status') {
    const { status } = await import('./development/status.ts');
    const { status: databaseStatus } = await import('./database/verbs/status.ts');
    await status(config, say);
    const choice = await chooseProvider(config, { directory: PROJECT.database, say });
    await databaseStatus({ config, ...choice, log, args: [], iKnow: undefined, env, say });
  } else {
    const { up } = await import('./development/up.ts');
    const ends: Ends = [];
    const stopping = new AbortController();
    await registerUp();
    try {
      return await untilTheEnd(up({ config, environment, log, say, signal: stopping.signal }, ends));
    } finally {
      stopping.abort();
      for (let end = ends.shift(); end; end = ends.shift()) await end();
      await unregisterUp();
    }
  }
  return 0;
}

/** Resolves to 0 at the first signal; rejects when a part ends by itself. A second signal ends the process at once. */
async function untilTheEnd(started: ReturnType<typeof up>): Promise<number> {
  const signal = new Promise<number>((resolve) => {
    let asked = false;
    const ask = () => {
      if (asked) process.exit(130);
      asked = true;
      say('Stopping…');
      resolve(0);
    };
    process.on('SIGINT', ask);
    process.on('SIGTERM', ask);
  });
  return Promise.race([signal, started.then((parts) => Promise.race(parts))]);
}

try {
  process.exitCode = await main(process.argv[2]);
} catch (error) {
  const known = [ConfigError, ProviderError, ProbeError, VerbError, ChildEnded].some(
    (kind) => error instanceof kind,
  );
  const text = error instanceof Error ? (known ? error.message : error.stack) : String(error);
  console.error(withoutCredentials(text ?? ''));
  process.exitCode = error instanceof ConfigError ? EX_CONFIG : error instanceof ChildEnded ? error.code : 1;
}
process.exit();
