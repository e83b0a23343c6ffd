import { execFile } from 'node:child_process';
import { connect as connectSocket, createServer, type Server } from 'node:net';
import { once } from 'node:events';
import path from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './script.ts';
import { temporaryFolder } from './server.ts';

const run = promisify(execFile);

/** docker-compose.yml at work under a name of its own, with a local Discord on this machine. */
export interface Compose {
  /** Runs `docker …` to its end; resolves to what it printed. */
  readonly docker: (...args: string[]) => Promise<string>;
  /** Runs `docker compose …` likewise. */
  readonly compose: (...args: string[]) => Promise<string>;
  /** One field of `docker inspect` of a service's container. */
  readonly inspect: (service: string, format: string) => Promise<string>;
  /** Stops everything and removes it: containers, networks, volumes and an image that was built. */
  readonly remove: () => Promise<void>;
}

/** docker-compose.yml with an image of the project's source, whose bot meets a local Discord. @param discordUrl its address. */
export async function composeWith(
  discordUrl: string,
  token: string,
  env: Record<string, string> = {},
): Promise<Compose> {
  const { port } = new URL(discordUrl);
  const forward = await carryOn(Number(port));
  const project = await composeProject(
    ['docker-compose.yml', 'test/support/docker-compose.local-discord.yml'],
    {
      DISCORD_TOKEN: token,
      DISCORD_API_URL: `${discordUrl}/api`,
      LOCAL_DISCORD_PORT: port,
      TITLE_LOOKUP: 'off',
      ...env,
    },
  );
  return {
    ...project,
    async remove() {
      await project.remove();
      await project.docker('image', 'rm', '--force', 'ostinato-test');
      forward.close();
    },
  };
}

/** Files of Compose's under a project name of their own. */
export async function composeProject(
  files: readonly string[],
  more: Record<string, string>,
): Promise<Compose> {
  // A folder of that name tells the guardian, should this run end before its time.
  const folder = await temporaryFolder('ostinato-test-');
  const project = path.basename(folder).toLowerCase();
  const args = ['compose', '--ansi=never', `--project-name=${project}`, '--env-file=/dev/null'];
  const env = { ...process.env, ...more };
  async function docker(...all: string[]): Promise<string> {
    const { stdout } = await run('docker', all, { cwd: ROOT, env });
    return stdout.trim();
  }
  const compose = (...more: string[]) => docker(...args, ...files.map((file) => `--file=${file}`), ...more);

  return {
    docker,
    compose,
    inspect: async (service, format) =>
      docker('inspect', '--format', format, await compose('ps', '--all', '--quiet', service)),
    remove: async () =>
      void (await compose('--profile=*', 'down', '--volumes', '--remove-orphans', '--timeout=5')),
  };
}

/** The local Discord listens on loopback alone, where no container reaches it: this one does, where they can. */
async function carryOn(port: number): Promise<Server> {
  const gateway = '--format={{(index .IPAM.Config 0).Gateway}}';
  const { stdout } = await run('docker', ['network', 'inspect', 'bridge', gateway]);
  const server = createServer((from) => {
    const to = connectSocket(port, '127.0.0.1');
    for (const socket of [from, to]) socket.on('error', () => socket.destroy());
    from.pipe(to).pipe(from);
  });
  server.listen(port, stdout.trim());
  await once(server, 'listening');
  server.unref();
  return server;
}
