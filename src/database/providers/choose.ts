import { type Config, ConfigError } from '../../config.ts';
import { embeddedProvider } from './embedded/embedded.ts';
import { externalProvider } from './external.ts';
import type { Provider } from './provider.ts';

export interface Choice {
  provider: Provider;
  /** A phrase for people: what was picked, and why. */
  why: string;
}

/**
 * Picks where PostgreSQL comes from; starts nothing.
 * @param place.directory the git-ignored folder for a local server, `.ostinato/postgres` of the project.
 * @throws ConfigError when the provider that is asked for does not exist yet.
 */
export function chooseProvider(
  config: Pick<Config, 'DATABASE_URL' | 'DATABASE_PROVIDER' | 'DATABASE_PORT'>,
  place: { directory: string },
): Choice {
  if (config.DATABASE_PROVIDER === 'docker') {
    throw new ConfigError(
      'DATABASE_PROVIDER=docker is not available yet; set DATABASE_PROVIDER=embedded, or run ' +
        '`docker compose -f docker-compose.dev.yml up -d` and set DATABASE_URL=postgres://ostinato:ostinato@127.0.0.1:5433/ostinato.',
    );
  }
  if (config.DATABASE_URL && config.DATABASE_PROVIDER !== 'embedded') {
    return {
      provider: externalProvider(config.DATABASE_URL),
      why: 'external PostgreSQL, since DATABASE_URL is set',
    };
  }
  return {
    provider: embeddedProvider({ directory: place.directory, port: config.DATABASE_PORT }),
    why:
      config.DATABASE_PROVIDER === 'embedded'
        ? 'embedded PostgreSQL, since DATABASE_PROVIDER=embedded'
        : 'embedded PostgreSQL, since DATABASE_URL is not set',
  };
}
