import { config as loadEnvFile } from 'dotenv';
import { ConfigError, EX_CONFIG, readConfig } from '../../src/config.ts';
import { createLogger, withoutCredentials } from '../../src/logger.ts';
import { PROJECT } from '../../src/project.ts';
import { ProbeError } from '../../src/database/probe-error.ts';
import { chooseProvider } from '../../src/database/providers/choose.ts';
import { ProviderError } from '../../src/database/providers/provider.ts';
import { BackupError } from './backup/format.ts';
import { ScratchError } from './scratch.ts';
import { backup, restore, verify } from './verbs/backup.ts';
import { type Context, VerbError } from './verbs/context.ts';
import { drift, seal } from './verbs/drift.ts';
import { reset, wipe } from './verbs/destroy.ts';
import { jobs } from './verbs/jobs.ts';
import { lint } from './verbs/lint.ts';
import { migrate, migration, rollback, seed } from './verbs/schema.ts';
import { down, logs, status, up, url } from './verbs/server.ts';
import { shell } from './verbs/shell.ts';

const VERBS: Record<string, (context: Context) => Promise<void>> = {
  up,
  down,
  status,
  logs,
  url,
  migrate,
  rollback,
  migration,
  seed,
  reset,
  wipe,
  shell,
  backup,
  verify,
  restore,
  drift,
  seal,
  lint,
  jobs,
};

async function main([verb = '', ...args]: string[]): Promise<void> {
  const work = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  if (!work) {
    throw new VerbError(`There is no verb "${verb}"; use one of: ${Object.keys(VERBS).join(', ')}.`);
  }
  loadEnvFile({ path: PROJECT.envFile, quiet: true });
  const config = readConfig(process.env);
  await work({
    config,
    ...(await chooseProvider(config, { directory: PROJECT.database, say: console.error })),
    // What a person reads is said by `say`; the log is for what goes wrong on the way.
    log: createLogger(config.LOG_LEVEL === 'info' ? 'warn' : config.LOG_LEVEL),
    args,
    iKnow: process.env['I_KNOW'],
    env: process.env,
    say: (line) => console.log(line),
  });
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  const known = [ConfigError, ProviderError, ProbeError, VerbError, BackupError, ScratchError].some(
    (kind) => error instanceof kind,
  );
  const text = error instanceof Error ? (known ? error.message : error.stack) : String(error);
  console.error(withoutCredentials(text ?? ''));
  process.exitCode = error instanceof ConfigError ? EX_CONFIG : 1;
}
