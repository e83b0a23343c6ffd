import type { Knex } from 'knex';
import { type Config, ConfigError } from '../../src/config.ts';
import type { Logger } from '../../src/logger.ts';
import { PROJECT } from '../../src/project.ts';
import { fileNames, loadModule } from '../../src/database/module-files.ts';

/**
 * Fills the database with examples for development; each seed may run again.
 * @returns the names of the seeds that ran.
 * @throws ConfigError in production.
 */
export async function seed(
  knex: Knex,
  log: Logger,
  config: Pick<Config, 'NODE_ENV'>,
  directory: string = PROJECT.seeds,
): Promise<string[]> {
  refuseInProduction(config);
  const names = await fileNames(directory);
  await knex.seed.run({
    seedSource: {
      getSeeds: () => Promise.resolve(names),
      getSeed: (name: string) => loadModule<Knex.Seed>(directory, name),
    },
  });
  if (names.length > 0) log.info({ seeds: names }, 'seeded');
  return names;
}

/** @throws ConfigError in production. */
export function refuseInProduction({ NODE_ENV }: Pick<Config, 'NODE_ENV'>): void {
  if (NODE_ENV !== 'production') return;
  throw new ConfigError(
    'Seeds are examples for development, and NODE_ENV is production; set NODE_ENV=development, or leave them out.',
  );
}
