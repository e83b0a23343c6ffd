import { access } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '../../config.ts';
import { dockerProvider, dockerWasUsed, IMAGE } from './docker.ts';
import { dockerAnswers, obtainImage } from './docker-engine.ts';
import { embeddedProvider } from './embedded/embedded.ts';
import { externalProvider } from './external.ts';
import { type Provider, ProviderError } from './provider.ts';

export interface Choice {
  provider: Provider;
  /** A phrase for people: what was picked, and why. */
  why: string;
}

/** Where a local server keeps what it keeps, and who is told what takes long. */
export interface Place {
  /** The git-ignored folder of the embedded server, `.ostinato/postgres` of the project. */
  directory: string;
  readonly say?: (line: string) => void;
}

/**
 * Picks where PostgreSQL comes from; starts nothing. `auto` stays with the embedded server where that has data and
 * Docker has none, so that nobody's data seem to be gone on the day when Docker is installed.
 */
export async function chooseProvider(
  config: Pick<Config, 'DATABASE_URL' | 'DATABASE_PROVIDER' | 'DATABASE_PORT'>,
  { directory, say = () => undefined }: Place,
): Promise<Choice> {
  const { DATABASE_URL: url, DATABASE_PROVIDER: wanted, DATABASE_PORT: port } = config;
  const dockerDirectory = path.join(path.dirname(directory), 'docker');
  const embedded = (why: string) => ({
    provider: embeddedProvider({ directory, port }),
    why: `embedded PostgreSQL, since ${why}`,
  });
  const docker = (why: string) => ({
    provider: dockerProvider({ directory: dockerDirectory, port, say }),
    why: `PostgreSQL in Docker, since ${why}`,
  });

  if (wanted === 'docker') return docker('DATABASE_PROVIDER=docker');
  if (wanted === 'embedded') return embedded('DATABASE_PROVIDER=embedded');
  if (url) return { provider: externalProvider(url), why: 'external PostgreSQL, since DATABASE_URL is set' };

  const used = await dockerWasUsed(dockerDirectory);
  const waits = used ? '; what is in its volume waits there' : '';
  if (!used && (await hasEmbeddedData(directory)))
    return embedded('its data are here; DATABASE_PROVIDER=docker begins an empty one in Docker');
  if (!(await dockerAnswers())) return embedded(`no Docker engine answers${waits}`);
  try {
    await obtainImage(IMAGE, say);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return embedded(`Docker answers, but its image ${IMAGE} is neither here nor to be had${waits}`);
  }
  return docker('a Docker engine answers');
}

// Or the place that was taken instead, as root.
async function hasEmbeddedData(directory: string): Promise<boolean> {
  const found = await Promise.all(
    ['cluster', 'LOCATION'].map((name) =>
      access(path.join(directory, name)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}
