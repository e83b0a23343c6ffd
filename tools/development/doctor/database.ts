import type { Config } from '../../../src/config.ts';
import { readAddress } from '../../../src/database/address.ts';
import { createDatabase } from '../../../src/database/knex.ts';
import { pendingMigrations } from '../../../src/database/migrate.ts';
import { probe } from '../../../src/database/probe.ts';
import { ProbeError } from '../../../src/database/probe-error.ts';
import { chooseProvider } from '../../../src/database/providers/choose.ts';
import { ProviderError } from '../../../src/database/providers/provider.ts';
import { createLogger } from '../../../src/logger.ts';
import { PROJECT } from '../../../src/project.ts';
import { type Finding, well, wrong } from './finding.ts';

/**
 * Whether the database can be used and is up to date; a local one that does not run is well, since `up` starts it.
 * @returns `port` is the one that our own server listens on.
 */
export async function database(config: Config): Promise<{ findings: Finding[]; port: number | undefined }> {
  try {
    const { provider, why } = await chooseProvider(config, { directory: PROJECT.database });
    const { running, url, where } = await provider.status();
    const port = running && url && provider.name !== 'external' ? readAddress(url).hosts[0]?.port : undefined;
    if (!running || !url)
      return { findings: [well('database', `does not run; ./dev-env.sh db:up starts it (${why})`)], port };
    const { version } = await probe(url, { timeoutMs: 0 });
    return { findings: [well('database', `PostgreSQL ${version}, ${where}`), await migrations(url)], port };
  } catch (error) {
    if (!(error instanceof ProbeError) && !(error instanceof ProviderError)) throw error;
    const [found = '', ...mend] = error.message.split('; ');
    return { findings: [wrong('database', found, mend.join('; ') || './dev-env.sh db:up')], port: undefined };
  }
}

async function migrations(url: string): Promise<Finding> {
  const knex = createDatabase({
    url,
    poolMax: 1,
    applicationName: 'ostinato doctor',
    namedStatements: false,
    slowQueryMs: Number.POSITIVE_INFINITY,
    log: createLogger('silent'),
  });
  try {
    const pending = await pendingMigrations(knex);
    return pending.length === 0
      ? well('migrations', 'up to date')
      : wrong('migrations', `pending: ${pending.join(', ')}`, './dev-env.sh db:migrate');
  } finally {
    await knex.destroy();
  }
}
