import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { AddressError, readAddress } from './database/address.ts';
import { tlsWays } from './database/tls.ts';
import { OPEN_TODOS_PER_USER } from './domain/todo/todo.ts';

/** The longest a playlist may become whatever the configuration says; the database's constraints know this figure. */
const TRACKS_CEILING = 10_000;

const port = (fallback: number) =>
  z.coerce
    .number({ error: 'is not a number; give a port from 1 to 65535' })
    .int()
    .min(1, 'must be a port from 1 to 65535')
    .max(65_535, 'must be a port from 1 to 65535')
    .default(fallback);

const whole = (fallback: number, min: number, max: number) =>
  z.coerce
    .number({ error: `is not a number; give a whole number from ${min} to ${max}` })
    .int(`must be a whole number from ${min} to ${max}`)
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`)
    .default(fallback);

const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `must be one of: ${values.join(', ')}` });

const onOff = oneOf(['on', 'off']).transform((value) => value === 'on');

const address = (protocols: RegExp, example: string) =>
  z.url({ protocol: protocols, error: `is not such an address; write it like ${example}` });

const databaseAddress = z.string().superRefine((text, context) => {
  try {
    tlsWays(readAddress(text));
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
  }
});

const schema = z.object({
  NODE_ENV: oneOf(['development', 'test', 'production']).default('development'),
  LOG_LEVEL: oneOf(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  DISCORD_TOKEN: z.string().optional(),
  DISCORD_API_URL: address(/^https?$/, 'http://127.0.0.1:3000/api').default('https://discord.com/api'),
  /** 0 takes any that is free. */
  PLAYGROUND_PORT: whole(3000, 0, 65_535),
  /** 0 takes any that is free. */
  HEALTH_PORT: whole(9090, 0, 65_535),
  HEALTH_HOST: z.string().default('127.0.0.1'),
  DATABASE_URL: databaseAddress.optional(),
  DATABASE_PROVIDER: oneOf(['auto', 'external', 'docker', 'embedded']).default('auto'),
  DATABASE_PORT: port(5433),
  DATABASE_POOL_MAX: whole(10, 1, 500),
  DATABASE_START_TIMEOUT: whole(30, 0, 3600),
  DATABASE_NAMED_STATEMENTS: oneOf(['auto', 'on', 'off'])
    .default('auto')
    .transform((value) => (value === 'auto' ? value : value === 'on')),
  DATABASE_DIRECT_URL: databaseAddress.optional(),
  BACKUP_DIRECTORY: z.string().optional(),
  /** 0 keeps each of them. */
  BACKUP_KEEP: whole(0, 0, 10_000),
  CACHE_URL: address(/^(valkey|redis)s?$/, 'valkey://host:6379').optional(),
  RATE_LIMIT_FACTOR: z.coerce
    .number({ error: 'is not a number; give one from 0.1 to 1000' })
    .min(0.1, 'must be at least 0.1')
    .max(1_000, 'must be at most 1000')
    .default(1),
  SLOW_QUERY_MS: whole(100, 1, 60_000),
  /** What Discord allows a bot, besides first answers; large ones are granted more. */
  DISCORD_REQUESTS_PER_SECOND: whole(50, 5, 10_000),
  TITLE_LOOKUP: onOff.default(true),
  PRIVACY_URL: address(/^https?$/, 'https://example.org/privacy').optional(),
  PLAYLISTS_PER_OWNER: whole(100, 1, 10_000),
  TRACKS_PER_PLAYLIST: whole(1_000, 1, TRACKS_CEILING),
  TODOS_PER_USER: whole(OPEN_TODOS_PER_USER, 1, 10_000),
  TODO_LISTS_PER_OWNER: whole(50, 1, 1_000),
});

/** What may lie in a file instead, whose path is in the same variable with _FILE: Docker's secrets come so. */
const SECRETS = ['DISCORD_TOKEN', 'DATABASE_URL', 'DATABASE_DIRECT_URL', 'CACHE_URL'] as const;

/** Everything that the environment may say, read once and frozen. Names are those of the environment. */
export type Config = Readonly<z.output<typeof schema>>;

/** The environment does not make a configuration; `message` has one line for each problem. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** The exit code for a configuration that cannot work: EX_CONFIG of sysexits(3). */
export const EX_CONFIG = 78;

/**
 * Reads the configuration from an environment; an empty value counts as absent.
 * @throws ConfigError that names every wrong variable, what is wrong with it and how to mend it.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const secrets = readSecrets(given);
  const result = schema.safeParse({ ...given, ...secrets.values });
  const problems = [...secrets.problems];
  if (!result.success)
    problems.push(...result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`));
  if (result.success && result.data.DATABASE_PROVIDER === 'external' && !result.data.DATABASE_URL) {
    problems.push('DATABASE_URL is missing, and DATABASE_PROVIDER=external needs it; set it, or use auto');
  }
  if (!result.success || problems.length > 0) {
    throw new ConfigError(
      `The configuration has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`} (see .env.example):\n` +
        problems.map((problem) => `  - ${problem}`).join('\n'),
    );
  }
  return Object.freeze(result.data);
}

function readSecrets(given: Readonly<Record<string, string | undefined>>) {
  const values: Record<string, string> = {};
  const problems: string[] = [];
  for (const name of SECRETS) {
    const file = given[`${name}_FILE`];
    if (!file) continue;
    if (given[name]) problems.push(`${name} and ${name}_FILE are both set; take one of them out`);
    try {
      const value = readFileSync(file, 'utf8').trim();
      if (value) values[name] = value;
      else problems.push(`${name}_FILE names ${file}, which is empty; write the secret into it`);
    } catch (error) {
      const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      problems.push(
        `${name}_FILE names ${file}, which cannot be read (${reason}); correct the path, or let this user read it`,
      );
    }
  }
  return { values, problems };
}
