import type { Knex } from 'knex';
import { StorageUnavailable } from '../../../src/errors.ts';
import { fromDatabase } from '../../../src/database/database-error.ts';
import { createDatabase } from '../../../src/database/knex.ts';
import { probe } from '../../../src/database/probe.ts';
import { explainFailure } from '../../../src/database/probe-error.ts';
import type { Context } from './context.ts';

/**
 * Starts or joins the database, waits until it can be used, and lends a patient pool for the time of `work`.
 * @throws ProbeError when the database is lost, full or locked on the way; else whatever `work` throws.
 */
export async function withDatabase<T>(
  context: Context,
  work: (knex: Knex, url: string) => Promise<T>,
): Promise<T> {
  const { config, provider, log, say } = context;
  const { url } = await provider.start();
  await probe(url, { timeoutMs: config.DATABASE_START_TIMEOUT * 1_000, onWaiting: say });
  const knex = createDatabase({
    url,
    poolMax: 3,
    applicationName: 'ostinato db',
    namedStatements: false,
    slowQueryMs: Number.POSITIVE_INFINITY,
    log,
    patient: true,
  });
  try {
    return await work(knex, url);
  } catch (error) {
    const ours = fromDatabase(error);
    throw ours instanceof StorageUnavailable ? explainFailure(ours.cause ?? ours, url) : error;
  } finally {
    await knex.destroy();
  }
}

/** Past a pooler, where there is one: creating a database needs a session of its own. */
export function direct({ config, provider }: Context, url: string): string {
  return (provider.name === 'external' && config.DATABASE_DIRECT_URL) || url;
}
