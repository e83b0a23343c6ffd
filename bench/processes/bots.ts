import { createServer, type AddressInfo } from 'node:net';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { FakeDiscord } from '../discord/fake-discord.ts';
import { TOKEN } from '../discord/fake-discord.ts';
import { ROOT, type Processes, type Running } from './processes.ts';

/** Where the bot starts, now or in an earlier commit. */
const ENTRIES = ['src/app/main.ts', 'src/main.ts'];

/** Starts the production bot; resolves when it is connected and its commands are registered. */
export async function startOstinato(
  processes: Processes,
  name: string,
  discord: FakeDiscord,
  databaseUrl: string,
  {
    env = {},
    folder = ROOT,
    flags = [],
  }: {
    env?: Record<string, string>;
    /** A checkout of the project. */
    folder?: string;
    /** Of Node itself. */
    flags?: string[];
  } = {},
): Promise<Running> {
  const entry = ENTRIES.map((file) => path.join(folder, file)).find((file) => existsSync(file));
  if (!entry) throw new Error(`There is no Ostinato in ${folder}.`);
  const settings = {
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
  };
  const bot = await processes.start(name, entry, [], settings, flags);
  await bot.wrote(/"msg":"logged in"/);
  return bot;
}

/** Has Node write a CPU profile when it ends. */
export function profileInto(folder: string, name: string): Record<string, string> {
  return { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${folder} --cpu-prof-name=${name}.cpuprofile` };
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
