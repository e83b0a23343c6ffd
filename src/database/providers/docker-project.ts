import { createHash } from 'node:crypto';
import { mkdir, realpath } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { docker, explainDocker, type Ran } from './docker-engine.ts';
import { type Program, ProviderError } from './provider.ts';

/** The names that docker-compose.dev.yml gives to its service, and to role and database. */
export const SERVICE = 'postgres-db';
export const NAME = 'ostinato';

const COMPOSE_FILE = fileURLToPath(new URL('../../../docker-compose.dev.yml', import.meta.url));

/** What `docker compose ps` tells of a container. */
export interface Container {
  Name: string;
  State: string;
  Health: string;
  Publishers: { TargetPort: number; PublishedPort: number }[] | null;
}

/** docker-compose.dev.yml at work for one checkout. */
export interface DockerProject {
  volume: string;
  /** The program for the terminal. */
  readonly program: (...args: string[]) => Program;
  /** Runs `docker compose …` to its end, whatever that is. */
  readonly compose: (...args: string[]) => Promise<Ran>;
  /**
   * As compose(), for its output.
   * @throws ProviderError when it fails.
   */
  readonly done: (...args: string[]) => Promise<string>;
  /** The server's container, if there is one, running or not. */
  readonly find: () => Promise<Container | undefined>;
}

/**
 * @param directory an existing folder or one to be made; the project is named for it, so that each checkout has a
 * container, a network and a volume of its own.
 * @throws ProviderError when the folder cannot be made.
 */
export async function dockerProject(directory: string, port: number): Promise<DockerProject> {
  await makeFolder(directory);
  const place = createHash('sha256').update(await realpath(directory));
  const project = `ostinato-dev-${place.digest('hex').slice(0, 8)}`;

  // The .env beside the file is the bot's, and need not be what Compose can read.
  const program = (...args: string[]) => ({
    program: 'docker',
    args: [
      'compose',
      '--ansi=never',
      `--project-name=${project}`,
      `--file=${COMPOSE_FILE}`,
      '--env-file=/dev/null',
      ...args,
    ],
  });

  const compose = (...args: string[]) =>
    docker(program(...args).args, { variables: { DATABASE_PORT: String(port) } });

  async function done(...args: string[]): Promise<string> {
    const ran = await compose(...args);
    if (ran.code !== 0) throw explainDocker(ran);
    return ran.stdout;
  }

  return {
    volume: `${project}_postgres-data`,
    program,
    compose,
    done,
    async find() {
      const text = (await done('ps', '--all', '--format', 'json', SERVICE)).trim();
      // One object a line; an array before Compose 2.21.
      const [container] = text.startsWith('[')
        ? (JSON.parse(text) as Container[])
        : text.split('\n', 1).flatMap((line) => (line ? [JSON.parse(line) as Container] : []));
      return container;
    },
  };
}

/** The loopback port of a container that runs. */
export function portOf(container: Container | undefined): number | undefined {
  if (container?.State !== 'running') return undefined;
  return container.Publishers?.find(({ PublishedPort }) => PublishedPort > 0)?.PublishedPort;
}

async function makeFolder(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
  } catch (cause) {
    throw new ProviderError(
      `The folder ${directory} cannot be made (${String(cause)}); make it writable, or set DATABASE_URL to use another server.`,
      { cause },
    );
  }
}
