import { once } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { connect, type Discord } from '../../../playground/driver/connect.ts';
import { startChild, type Child } from '../../support/child.ts';
import { freePort } from '../../support/processes.ts';
import { startProxy, type Proxy } from '../../support/proxy.ts';
import { startHurtServer, type HurtServer } from './server.ts';

const TOKEN = 'playground-token';

/** Fewer connections than there are people, so that they meet. */
export const POOL_MAX = 4;

/** The production bot between a local Discord and a server of its own, with a failing network on both sides. */
export interface Stage {
  readonly discord: Discord;
  readonly server: HurtServer;
  /** Between the bot and its database. */
  readonly toDatabase: Proxy;
  /** Between the bot and Discord's REST API. */
  readonly toDiscord: Proxy;
  readonly bot: Child;
  /** Starts one more bot in place of the one before, and waits until it is at work. */
  startBot(): Promise<void>;
  /** Starts a bot beside it, which hears everything as well, with a way to the database of its own. */
  startSecond(): Promise<{ bot: Child; toDatabase: Proxy }>;
  /** Sets by how much the bot’s clock is off. */
  shiftClock(milliseconds: number): void;
  /** The bytes of its heap that the bot needs. */
  weighHeap(): Promise<number>;
  /** Starts the server again and leads the bot to it. */
  restartServer(): Promise<void>;
  /** What all bots wrote since they started. */
  output(): string;
  close(): Promise<void>;
}

/** Starts all of it; the server's data goes into a folder. */
export async function startStage(directory: string): Promise<Stage> {
  const server = await startHurtServer(directory);
  const toDatabase = await startProxy(server.url);
  const playground = startChild('playground/main.ts', { PLAYGROUND_PORT: '0', PLAYGROUND_TOKEN: TOKEN });
  const [, url = ''] = await playground.line(/"url":"([^"]+)"/);
  const toDiscord = await startProxy(url);
  const discord = await connect(url);
  const ways = [toDatabase];
  const bots: Child[] = [];

  async function start(way = toDatabase): Promise<Child> {
    const inside = pathToFileURL(path.join(import.meta.dirname, 'inside.ts')).href;
    const child = startChild('src/app/main.ts', {
      NODE_OPTIONS: `--import=${inside}`,
      NODE_ENV: 'test',
      DISCORD_TOKEN: TOKEN,
      DISCORD_API_URL: new URL('/api', toDiscord.url).href,
      DATABASE_URL: way.url,
      DATABASE_POOL_MAX: String(POOL_MAX),
      HEALTH_PORT: await freePort(),
      PLAYLISTS_PER_OWNER: '10000',
      // Where there are limits for one person, they are not what is tried here.
      RATE_LIMIT_FACTOR: '1000',
      TITLE_LOOKUP: 'off',
    });
    bots.push(child);
    await child.line(/"msg":"logged in"/);
    return child;
  }

  let bot = await start();
  await discord.ready();

  return {
    discord,
    server,
    toDatabase,
    toDiscord,
    get bot() {
      return bot;
    },
    async startBot() {
      bot = await start();
      await discord.ready();
    },
    async startSecond() {
      const way = await startProxy(server.url);
      ways.push(way);
      return { bot: await start(way), toDatabase: way };
    },
    shiftClock: (clockMs) => void bot.process.send({ clockMs }),
    async weighHeap() {
      bot.process.send({ weigh: true });
      for (;;) {
        const [message] = (await once(bot.process, 'message')) as [{ heapBytes?: number }];
        if (message.heapBytes !== undefined) return message.heapBytes;
      }
    },
    async restartServer() {
      await server.start();
      for (const way of ways) way.leadTo(server.port);
    },
    output: () => bots.map((one) => one.output).join('\n'),
    async close() {
      await Promise.all(bots.map((one) => one.stop()));
      await playground.stop();
      await Promise.all([...ways, toDiscord].map((way) => way.close()));
      await server.stop();
    },
  };
}
