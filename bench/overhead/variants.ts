import { startFakeDiscord, TOKEN, type FakeDiscord } from '../discord/fake-discord.ts';
import type { Load } from '../discord/load.ts';
import { profileInto, startOstinato } from '../processes/bots.ts';
import type { Running } from '../processes/processes.ts';
import type { Bench } from '../run.ts';
import type { Statement } from '../sql/statement.ts';
import { LOADS } from './scene.ts';

/** One bot under one load. */
export interface Variant {
  id: 'a' | 'b-read' | 'b-write' | 'c' | 'c-help' | 'd' | 'e';
  what: string;
  load: Load;
  /** Against which one, and at least how much of its throughput. */
  goal?: { against: Variant['id']; atLeast: number };
  discord: FakeDiscord;
  bot: Running;
}

/** Starts every bot that is compared, each with a Discord and a process of its own. */
export async function startVariants(
  { processes, database, options }: Bench,
  name: string,
  statements: Record<'read' | 'write', Statement[]>,
): Promise<Variant[]> {
  const url = database.url(name);
  const profiled = (id: Variant['id']): Record<string, string> =>
    options.profile ? profileInto(options.folder, id) : {};
  const ours = (id: Variant['id']) => (discord: FakeDiscord) =>
    startOstinato(processes, id, discord, url, profiled(id));
  const other =
    (id: Variant['id'], script: string, ...args: string[]) =>
    async (discord: FakeDiscord) => {
      const bot = await processes.start(id, script, [discord.apiUrl, TOKEN, ...args]);
      await bot.wrote(/connected/);
      return bot;
    };
  const plain = (id: Variant['id'], sent: Statement[]) =>
    other(id, 'bench/bots/plain.ts', url, JSON.stringify(sent));
  const list = [
    { id: 'a', what: 'discord.js alone: “pong”', load: LOADS.pong, start: other('a', 'bench/bots/pong.ts') },
    {
      id: 'b-read',
      what: 'discord.js + pg, the SQL of (d)',
      load: LOADS.read,
      start: plain('b-read', statements.read),
    },
    {
      id: 'b-write',
      what: 'discord.js + pg, the SQL of (e)',
      load: LOADS.write,
      start: plain('b-write', statements.write),
    },
    {
      id: 'c',
      what: 'ours, no storage: /playlist list in a DM, refused',
      load: LOADS.refusal,
      start: ours('c'),
      goal: { against: 'a', atLeast: 0.8 },
    },
    { id: 'c-help', what: 'ours, no storage: /help, a long text', load: LOADS.help, start: ours('c-help') },
    {
      id: 'd',
      what: 'ours, one read: /playlist show',
      load: LOADS.read,
      start: ours('d'),
      goal: { against: 'b-read', atLeast: 1 },
    },
    {
      id: 'e',
      what: 'ours, one write: /playlist add',
      load: LOADS.write,
      start: ours('e'),
      goal: { against: 'b-write', atLeast: 1 },
    },
  ] as const;
  const variants: Variant[] = [];
  const wanted = list.filter(({ id }) => options.variants.length === 0 || options.variants.includes(id));
  for (const { start, ...variant } of wanted) {
    const discord = await startFakeDiscord();
    processes.whenStopped(async () => discord[Symbol.asyncDispose]());
    const bot = await start(discord);
    await discord.connected;
    variants.push({ ...variant, discord, bot });
  }
  return variants;
}
