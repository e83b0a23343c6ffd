import { startFakeDiscord, type FakeDiscord } from '../discord/fake-discord.ts';
import { drive, type Load, type Turn } from '../discord/load.ts';
import type { Running } from '../processes/processes.ts';
import { collectedSince, endOf, memoryOf, processorTimeOf } from '../processes/usage.ts';
import { say } from '../report/say.ts';
import type { Bench } from '../run.ts';
import { isChosen, type BotId, type Contestant } from './contestants.ts';
import { COMMANDS, PONG, type CommandName, type Loads } from './loads.ts';

/** One turn of one bot with one command. What it cost is for each interaction. */
export interface Measured extends Turn {
  bot: BotId;
  command: CommandName | 'pong';
  concurrency: number;
  round: number;
  /** Microseconds of processor that the bot used. */
  botMicros: number;
  /** Microseconds of processor that PostgreSQL used. */
  databaseMicros: number;
  /** Microseconds for which the bot stood still for garbage collection. */
  collectionMicros: number;
  /** Bytes of write-ahead log. */
  wal: number;
}

/** A contestant at work. */
export interface Started {
  contestant: Contestant;
  loads: Loads;
  discord: FakeDiscord;
  bot: Running;
}

/** Resident memory in MiB, connected and at the end. */
export type Memory = Record<string, { ready: number; after: number }>;

/** Interactions by which V8 has compiled what is hot. */
const WARM_UP = { seconds: 2, concurrency: 16 };

/** Lets all bots run at once and take turns: each command, each number of interactions under way, one bot after the other. */
export async function takeTurns(
  bench: Bench,
  entered: { contestant: Contestant; name: string; loads: Loads }[],
): Promise<{ measured: Measured[]; memory: Memory }> {
  const { database, options, signal } = bench;
  const started: Started[] = await Promise.all(
    entered.map(async ({ contestant, name, loads }) => {
      const discord = await startFakeDiscord();
      bench.processes.whenStopped(async () => discord[Symbol.asyncDispose]());
      const bot = await contestant.start(discord, database.url(name));
      await discord.connected;
      return { contestant, loads, discord, bot };
    }),
  );
  const memory: Memory = {};
  for (const { contestant, bot } of started)
    memory[contestant.id] = { ready: await memoryOf(bot), after: Number.NaN };

  const steps = ['pong' as const, ...COMMANDS.filter((command) => wanted(command, options.commands))];
  for (const command of steps)
    for (const one of started) {
      const load = loadOf(one, command);
      const seconds = Math.min(WARM_UP.seconds, options.seconds);
      if (load) await drive(one.discord, load, { ...WARM_UP, seconds });
    }
  const measured: Measured[] = [];
  for (let round = 1; round <= options.rounds; round += 1) {
    say(`compare: round ${round} of ${options.rounds}`);
    // Who comes first in one round comes last in another.
    const turned = [...started.slice(round % started.length), ...started.slice(0, round % started.length)];
    for (const concurrency of options.concurrency)
      for (const command of steps)
        for (const one of turned) {
          signal.throwIfAborted();
          const load = loadOf(one, command);
          if (!load) continue;
          const turn = await takeTurn(bench, one, load, concurrency);
          measured.push({ bot: one.contestant.id, command, concurrency, round, ...turn });
        }
  }
  for (const { contestant, bot } of started)
    Object.assign(memory[contestant.id] ?? {}, { after: await memoryOf(bot) });
  await Promise.all(started.map(({ bot }) => bot.stop()));
  return { measured, memory };
}

/** To-dos are added in any case where some are to be done. */
const wanted = (command: CommandName, chosen: readonly string[]) =>
  isChosen(command, chosen, COMMANDS) || (command === 'todo add' && chosen.includes('todo done'));

function loadOf({ contestant, loads }: Started, command: Measured['command']): Load | undefined {
  const knowsOneWord = contestant.id === 'pong';
  if (command === 'pong') return knowsOneWord ? PONG : undefined;
  return knowsOneWord ? undefined : loads.of[command];
}

async function takeTurn(
  { database, options }: Bench,
  { discord, bot }: Started,
  load: Load,
  concurrency: number,
): Promise<Omit<Measured, 'bot' | 'command' | 'concurrency' | 'round'>> {
  const look = async () => ({
    bot: await processorTimeOf(bot),
    database: await database.processorTime(),
    log: await endOf(bot.logFile),
    wal: await walOf(database),
  });
  const before = await look();
  const turn = await drive(discord, load, { concurrency, seconds: options.seconds });
  const after = await look();
  const collected = await collectedSince(bot, before.log);
  return {
    ...turn,
    botMicros: ((after.bot - before.bot) / turn.count) * 1_000,
    databaseMicros: ((after.database - before.database) / turn.count) * 1_000,
    collectionMicros: (collected / turn.count) * 1_000,
    wal: (after.wal - before.wal) / turn.count,
  };
}

/** Bytes of write-ahead log since the server was made. */
async function walOf(database: Bench['database']): Promise<number> {
  const [row] = await database.query<{ bytes: string }>(
    `select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') as bytes`,
  );
  return Number(row?.bytes);
}
