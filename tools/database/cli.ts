import { config as loadEnvFile } from 'dotenv';
import { ConfigError, EX_CONFIG, readConfig } from '../../src/config.ts';
import { createLogger, withoutCredentials } from '../../src/logger.ts';
import { PROJECT } from '../../src/project.ts';
import { ProbeError } from '../../src/database/probe-error.ts';
import { chooseProvider } from '../../src/database/providers/choose.ts';
import { ProviderError } from '../../src/database/providers/provider.ts';
import { type Context, VerbError } from './verbs/context.ts';

/** Each loads what it needs alone: all of it takes a second of processor time. */
const VERBS: Record<string, () => Promise<(context: Context) => Promise<void>>> = {
  up: async () => (await import('./verbs/server.ts')).up,
  down: async () => (await import('./verbs/server.ts')).down,
  status: async () => (await import('./verbs/status.ts')).status,
  logs: async () => (await import('./verbs/server.ts')).logs,
  url: async () => (await import('./verbs/server.ts')).url,
  migrate: async () => (await import('./verbs/schema.ts')).migrate,
  rollback: async () => (await import('./verbs/schema.ts')).rollback,
  migration: async () => (await import('./verbs/schema.ts')).migration,
  seed: async () => (await import('./verbs/schema.ts')).seed,
  reset: async () => (await import('./verbs/destroy.ts')).reset,
  wipe: async () => (await import('./verbs/destroy.ts')).wipe,
  shell: async () => (await import('./verbs/shell.ts')).shell,
  backup: async () => (await import('./verbs/backup.ts')).backup,
  verify: async () => (await import('./verbs/backup.ts')).verify,
  restore: async () => (await import('./verbs/backup.ts')).restore,
  drift: async () => (await import('./verbs/drift.ts')).drift,
  seal: async () => (await import('./verbs/drift.ts')).seal,
  lint: async () => (await import('./verbs/lint.ts')).lint,
  jobs: async () => (await import('./verbs/jobs.ts')).jobs,
};

async function main([verb = '', ...args]: string[]): Promise<void> {
  const load = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  if (!load) {
    throw new VerbError(`There is no verb "${verb}"; use one of: ${Object.keys(VERBS).join(', ')}.`);
  }
  loadEnvFile({ path: PROJECT.envFile, quiet: true });
  const config = readConfig(process.env);
  const work = await load();
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
  const known = [ConfigError, ProviderError, ProbeError, VerbError].some((kind) => error instanceof kind);
  const text = error instanceof Error ? (known ? error.message : error.stack) : String(error);
  console.error(withoutCredentials(text ?? ''));
  process.exitCode = error instanceof ConfigError ? EX_CONFIG : 1;
}
