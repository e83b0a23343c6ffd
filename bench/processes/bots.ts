import { execFile } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { FakeDiscord } from '../discord/fake-discord.ts';
import { TOKEN } from '../discord/fake-discord.ts';
import type { Processes, Running } from './processes.ts';

/** Starts the production bot; resolves when it is connected and its commands are registered. */
export async function startOstinato(
  processes: Processes,
  name: string,
  discord: FakeDiscord,
  databaseUrl: string,
  env: Record<string, string> = {},
): Promise<Running> {
  const bot = await processes.start(name, 'src/app/main.ts', [], {
    NODE_ENV: 'production',
    DISCORD_TOKEN: TOKEN,
    DISCORD_API_URL: discord.apiUrl,
    DATABASE_URL: databaseUrl,
    HEALTH_PORT: String(await freePort()),
    // What is measured should not stop at a limit that is there for abuse.
    TRACKS_PER_PLAYLIST: '10000',
    PLAYLISTS_PER_OWNER: '10000',
    TODOS_PER_USER: '10000',
    RATE_LIMIT_FACTOR: '1000',
    ...env,
  });
  await bot.wrote(/"msg":"logged in"/);
  return bot;
}

/** Has Node write a CPU profile when it ends. */
export function profileInto(folder: string, name: string): Record<string, string> {
  return { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${folder} --cpu-prof-name=${name}.cpuprofile` };
}

/** Resident memory of a process, in MiB. */
export async function memoryOf({ pid }: Running): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Math.round(Number(stdout) / 1024);
}

/** Linux counts the time of a process in hundredths of a second. */
const TICK_MS = 10;

/** Milliseconds of processor that a process has used; NaN where the system does not tell it in /proc. */
export async function processorTimeOf({ pid }: Running): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // Behind the name, which is in brackets. Source: proc(5), utime and stime.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
