import { silent, type Scenario } from './scenario.ts';

const HOUR_MS = 60 * 60_000;

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
    fault:
      'A second process of the bot starts, and the first one is asked to stop when the second one is at work.',
    promise: 'Whatever is asked is answered by one of them, and truthfully.',
    lasts: 60,
    newBot: true,
    async strike(stage) {
      const first = stage.bot;
      await stage.startBot();
      return async () => void (await first.stop());
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
