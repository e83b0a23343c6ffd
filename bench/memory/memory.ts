import { setTimeout as sleep } from 'node:timers/promises';
import { contestantsOf, databaseFor, type Contestant } from '../compare/contestants.ts';
import { COMMANDS, loadsFor, PONG, type LoadOfOne, type Loads } from '../compare/loads.ts';
import { startFakeDiscord } from '../discord/fake-discord.ts';
import type { Typed } from '../discord/interaction.ts';
import { drive, type Load } from '../discord/load.ts';
import { memoryOf } from '../processes/usage.ts';
import { say } from '../report/say.ts';
import { table } from '../report/table.ts';
import type { Bench, PartReport } from '../run.ts';

/** Resident memory of one bot, in MiB. */
interface Resident {
  bot: Contestant['id'];
  /** Connected, in no server. */
  ready: number;
  after: number;
  /** Connected and at rest, in many servers. */
  inServers: number;
}

const CONCURRENCY = 16;

/** Part *memory*: connected, after many interactions, and at rest in many servers. */
export async function measureMemory(bench: Bench): Promise<PartReport> {
  const { interactions, guilds } = bench.options;
  const contestants = await contestantsOf(bench);
  const found: Resident[] = [];
  for (const contestant of contestants) {
    say(`memory: ${contestant.what}`);
    found.push(await residentOf(bench, contestant));
  }
  const figures = table(
    ['resident MiB', 'connected', `after ${interactions} interactions`, `at rest in ${guilds} servers`],
    contestants.map(({ what }, i) => [
      what,
      ...[found[i]?.ready, found[i]?.after, found[i]?.inServers].map(String),
    ]),
  );
  return { text: `## Memory\n\n${figures}\n\n${NOTES}`, result: { found }, failures: [] };
}

async function residentOf(bench: Bench, contestant: Contestant): Promise<Resident> {
  const { options, database } = bench;
  const url = database.url(await databaseFor(bench, 'memory', contestant));
  const { ready, after } = await during(bench, contestant, url, 0, async (discord) => {
    const loads = loadsFor(options.people);
    if (contestant.id !== 'pong') await loads.fill(discord);
    const load = contestant.id === 'pong' ? PONG : everything(loads);
    await drive(discord, load, { concurrency: CONCURRENCY, seconds: 3_600, count: options.interactions });
  });
  const atRest = await during(bench, contestant, url, options.guilds, async () => {});
  return { bot: contestant.id, ready, after, inServers: atRest.ready };
}

async function during(
  { options }: Bench,
  contestant: Contestant,
  url: string,
  guilds: number,
  work: (discord: Awaited<ReturnType<typeof startFakeDiscord>>) => Promise<void>,
): Promise<{ ready: number; after: number }> {
  await using discord = await startFakeDiscord({ guilds });
  const bot = await contestant.start(discord, url);
  await discord.connected;
  await sleep(options.rest * 1_000);
  const ready = await memoryOf(bot);
  await work(discord);
  const after = await memoryOf(bot);
  await bot.stop();
  return { ready, after };
}

/** One command after the other. */
function everything({ of }: Loads): Load {
  const loads = new WeakMap<Typed, LoadOfOne>();
  return {
    next(n) {
      const load = of[COMMANDS[n % COMMANDS.length] ?? 'help'];
      // Nothing is open yet in the first moments.
      const possible = load.left?.() === 0 ? of['todo add'] : load;
      const typed = possible.next(n);
      loads.set(typed, possible);
      return typed;
    },
    expects: (typed) => loads.get(typed)?.expects ?? '',
    heard: (typed, body) => loads.get(typed)?.heard?.(typed, body),
  };
}

const NOTES = `Resident memory (RSS) of the bot's process, one bot at a time, ${CONCURRENCY} interactions under way, all commands in turn. In each
server are 40 channels and 25 roles, of which bots with the Guilds intent, as discord.js's guide has it, are told.`;
