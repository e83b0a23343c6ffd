import { config as loadEnvFile } from 'dotenv';
import type { Knex } from 'knex';
import { readConfig } from './src/config.ts';
import { clientConfig } from './src/database/connect.ts';
import { migrationSource } from './src/database/migrate.ts';
import { chooseProvider } from './src/database/providers/choose.ts';
import { PROJECT } from './src/project.ts';

/** For the knex command line (`npx knex migrate:list`). The bot and dev-env.sh do without it. */
export default async function knexfile(): Promise<Knex.Config> {
  loadEnvFile({ path: PROJECT.envFile, quiet: true });
  const { provider } = await chooseProvider(readConfig(process.env), { directory: PROJECT.database });
  const { url } = await provider.start();
  return {
    client: 'pg',
    connection: { ...clientConfig(url, { applicationName: 'ostinato knex' }) } as Knex.PgConnectionConfig,
    migrations: { migrationSource: migrationSource(PROJECT.migrations) },
  };
}
