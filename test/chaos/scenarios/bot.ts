import { until } from '../../support/until.ts';
import { POOL_MAX, type Stage } from '../support/stage.ts';
import { silent, type Scenario } from './scenario.ts';

const HOUR_MS = 60 * 60_000;

/** How many of the bots' statements wait for a lock. */
async function waitingIn({ server }: Stage): Promise<number> {
  const [row] = await server.query<{ count: number }>(
    `select count(*)::integer from pg_stat_activity where wait_event_type = 'Lock'`,
  );
  return row?.count ?? 0;
}

/** What can happen to the bot itself. */
export const BOT: Scenario[] = [
  {
    name: 'bot-killed',
    fault: 'The bot is ended by kill -9 while it writes, and started again.',
    promise: 'Nothing that was acknowledged is lost, and nothing is half done.',
    feels: silent,
    lasts: 12,
    newBot: true,
    async strike(stage) {
      await stage.bot.stop('SIGKILL');
      return () => stage.startBot();
    },
  },
  {
    name: 'bot-stopped',
    fault: 'The bot is asked to stop (SIGTERM) while it works, as each update does, and started again.',
    promise: 'What runs is finished and answered; it ends with code 0.',
    feels: silent,
    lasts: 12,
    newBot: true,
    async strike(stage) {
      const code = await stage.bot.stop('SIGTERM');
      if (code !== 0) throw new Error(`The bot ended with ${code} when it was asked to stop.`);
      return () => stage.startBot();
    },
  },
  {
    name: 'bot-replaced',
    fault: 'A second process of the bot starts, and the first one is asked to stop while much is under way.',
    promise: 'Whatever is asked is answered by one of them, and truthfully.',
    lasts: 60,
    newBot: true,
    async strike(stage) {
      const first = stage.bot;
      await stage.startBot();
      return async () => {
        // Whatever runs has to wait for this, and with it the end of the first process.
        const session = await stage.server.session();
        await session.query('begin');
        await session.query('lock table playlists in access exclusive mode');
        const ended = first.stop();
        await first.line(/"msg":"stopping"/);
        await until('much waits for it', async () => (await waitingIn(stage)) >= POOL_MAX);
        await session.query('rollback');
        await session.end();
        await ended;
      };
    },
  },
  {
    name: 'clock-forward',
    fault: 'The bot’s clock jumps three hours ahead.',
    promise: 'Nobody notices.',
    lasts: 60,
    async strike(stage) {
      stage.shiftClock(3 * HOUR_MS);
      return async () => undefined;
    },
  },
  {
    name: 'clock-back',
    fault: 'The bot’s clock jumps five hours back.',
    promise: 'Nobody notices.',
    lasts: 60,
    async strike(stage) {
      stage.shiftClock(-2 * HOUR_MS);
      return async () => stage.shiftClock(0);
    },
  },
];
