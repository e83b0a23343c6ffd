import { startFakeDiscord } from '../discord/fake-discord.ts';
import { drive } from '../discord/load.ts';
import type { Bench } from '../run.ts';
import { JOBS } from '../sql/explained.ts';
import { startCounter, type Passed } from '../wire/count.ts';
import type { Contestant } from './contestants.ts';
import { COMMANDS, type CommandName, type Loads } from './loads.ts';

/** What one bot and the database say to each other for one interaction. */
export interface OnTheWire extends Passed {
  bot: Contestant['id'];
  command: CommandName;
}

/** Interactions before the count: what is prepared once, and what is remembered about people, is then known. */
const WARM_UP = 100;

/** Fills a bot's database, and counts what each command sends there, one interaction at a time. What jobs send besides is left out. */
export async function countOnTheWire(
  { database, options, signal }: Bench,
  contestant: Contestant,
  name: string,
  loads: Loads,
): Promise<OnTheWire[]> {
  await using counter = await startCounter(database.url(name));
  await using discord = await startFakeDiscord();
  const bot = await contestant.start(discord, counter.url);
  await discord.connected;
  await loads.fill(discord);
  const counted: OnTheWire[] = [];
  for (const command of COMMANDS) {
    signal.throwIfAborted();
    const type = (count: number) =>
      drive(discord, loads.of[command], { concurrency: 1, seconds: 600, count });
    await type(Math.min(WARM_UP, options.people));
    const before = counter.passed(JOBS);
    const { count } = await type(options.calls);
    const after = counter.passed(JOBS);
    const each = (key: keyof Passed) => (after[key] - before[key]) / count;
    counted.push({
      bot: contestant.id,
      command,
      roundTrips: each('roundTrips'),
      statements: each('statements'),
      sent: each('sent'),
      received: each('received'),
    });
  }
  await bot.stop();
  await database.on(name, (client) => client.query('vacuum analyze'));
  return counted;
}
