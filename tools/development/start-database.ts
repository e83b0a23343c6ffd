import type { Config } from '../../src/config.ts';
import { createDatabase } from '../../src/database/knex.ts';
import { migrate } from '../../src/queues/migrate.ts';
import { probe } from '../../src/database/probe.ts';
import { chooseProvider } from '../../src/database/providers/choose.ts';
import { seed } from '../database/seed.ts';
import { guard } from '../database/verbs/guard.ts';
import type { Logger } from '../../src/logger.ts';
import { PROJECT } from '../../src/project.ts';
import type { Ends } from './up-options.ts';

export interface DatabaseOptions {
  config: Config;
  /** The variable I_KNOW. */
  iKnow: string | undefined;
  log: Logger;
  readonly say: (line: string) => void;
}

/**
 * Starts PostgreSQL, or joins it, and brings its schema up to date.
 * @param ends gets its end at once, which waits until it is started: nobody else would stop it then.
 * @returns the connection string.
 * @throws VerbError when the database is external and not known to be for development.
 */
export async function startDatabase(options: DatabaseOptions, ends: Ends): Promise<string> {
  const { config, log, say } = options;
  const { provider, why } = await chooseProvider(config, { directory: PROJECT.database, say });
  const starting = provider.start();
  ends.unshift(async () => {
    const running = await starting.catch(() => undefined);
    if (running?.started) await provider.stop();
  });
  const { url, started } = await starting;
  const { version } = await probe(url, {
    timeoutMs: config.DATABASE_START_TIMEOUT * 1_000,
    onWaiting: say,
  });
  say(`PostgreSQL ${version} ${started ? 'is started' : 'was running already'} (${why})`);
  const knex = createDatabase({
    url,
    poolMax: 3,
    applicationName: 'ostinato up',
    namedStatements: false,
    slowQueryMs: Number.POSITIVE_INFINITY,
    log,
    patient: true,
  });
  try {
    // What is local and in production is not seeded, and a bot that starts there would migrate it as well.
    if (provider.name === 'external')
      await guard(
        { ...options, provider },
        knex,
        (contents) => `migrated ${contents}, added examples to it, and started a bot with it`,
      );
    const done = await migrate(knex, log);
    say(done.length === 0 ? 'The schema is up to date' : `Migrated: ${done.join(', ')}`);
    if (config.NODE_ENV === 'development') await seed(knex, log, config);
  } finally {
    await knex.destroy();
  }
  return url;
}
