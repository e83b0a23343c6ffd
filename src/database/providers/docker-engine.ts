import { execFile } from 'node:child_process';
import { ProviderError } from './provider.ts';

export interface Ran {
  /** 0 when all went well; undefined when the program could not be run, or took too long. */
  code: number | undefined;
  stdout: string;
  stderr: string;
}

/** Milliseconds. Where there is no engine, its client says so at once; one that is there may be on a busy machine. */
const ANSWER_MS = 15_000;
const MAX_OUTPUT_BYTES = 16 << 20;

/**
 * Runs Docker's client to its end: without a shell, and in this process's environment with some variables more. These
 * go by env(1), since the environment itself is read by entry points alone.
 */
export function docker(
  args: readonly string[],
  { variables = {}, timeoutMs = 0 }: { variables?: Record<string, string>; timeoutMs?: number } = {},
): Promise<Ran> {
  const assignments = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  return new Promise((resolve) => {
    execFile(
      'env',
      [...assignments, 'docker', ...args],
      { timeout: timeoutMs, killSignal: 'SIGKILL', maxBuffer: MAX_OUTPUT_BYTES },
      (error, stdout, stderr) => {
        const code = error ? (typeof error.code === 'number' ? error.code : undefined) : 0;
        resolve({ code, stdout, stderr: stderr || (error?.message ?? '') });
      },
    );
  });
}

/** Whether a Docker engine answers, and Docker Compose 2 is there to talk to it. */
export async function dockerAnswers(): Promise<boolean> {
  const [engine, compose] = await Promise.all([
    docker(['version', '--format', '{{.Server.Version}}'], { timeoutMs: ANSWER_MS }),
    docker(['compose', 'version', '--short'], { timeoutMs: ANSWER_MS }),
  ]);
  return engine.code === 0 && compose.code === 0;
}

/**
 * Makes sure that an image is here, by pulling it where it is not.
 * @throws ProviderError when it cannot be had.
 */
export async function obtainImage(image: string, say: (line: string) => void): Promise<void> {
  const here = await docker(['image', 'inspect', '--format', '{{.Id}}', image]);
  if (here.code === 0) return;
  if (DOCKER_FAILURES.some(({ when }) => when.test(here.stderr))) throw explainDocker(here);
  say(`Getting the image ${image} (once)…`);
  const pulled = await docker(['pull', '--quiet', image]);
  if (pulled.code === 0) return;
  throw new ProviderError(
    `The image ${image} is not here, and could not be pulled (${lastLine(pulled.stderr)}); check the network, load it with \`docker load\`, or set DATABASE_PROVIDER=embedded, which needs no Docker.`,
  );
}

const DOCKER_FAILURES: readonly { when: RegExp; says: string }[] = [
  {
    when: /permission denied.*(docker\.sock|daemon socket)/i,
    says: 'You may not use Docker here; join the group docker (`sudo usermod -aG docker $USER`, then log in again), or set DATABASE_PROVIDER=embedded.',
  },
  {
    when: /cannot connect to the docker daemon|error during connect|docker daemon is not running|dial unix/i,
    says: 'No Docker engine answers; start Docker, or set DATABASE_PROVIDER=embedded, which needs none.',
  },
  {
    when: /docker['’:]?:? no such file|spawn env ENOENT|not found: docker|docker: command not found/i,
    says: 'Docker is not installed; install it, or set DATABASE_PROVIDER=embedded, which needs none.',
  },
  {
    when: /is not a docker command|unknown (shorthand )?flag/i,
    says: 'Docker Compose 2 is not installed; install the package docker-compose-plugin, or set DATABASE_PROVIDER=embedded, which needs none.',
  },
  {
    when: /no space left on device/i,
    says: 'The disk is full, so Docker cannot run the database; free some space (`docker system df` shows what Docker takes), then try again.',
  },
];

/** Turns what Docker's client wrote into a sentence that says what to do. */
export function explainDocker({ stderr }: Ran): ProviderError {
  const known = DOCKER_FAILURES.find(({ when }) => when.test(stderr));
  return new ProviderError(
    known?.says ??
      `Docker did not do what it was asked (${lastLine(stderr)}); look at \`./dev-env.sh db:logs\`, or set DATABASE_PROVIDER=embedded.`,
  );
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.trim() || 'it said nothing, and took too long';
}
