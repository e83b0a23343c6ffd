import path from 'node:path';

export const PARTS = ['compare', 'memory', 'data', 'reminders'] as const;

/** What can be measured. */
export type Part = (typeof PARTS)[number];

/** What the command line says. */
export interface Options {
  parts: Part[];
  /** How often the bots take turns. */
  rounds: number;
  /** How long one turn is. */
  seconds: number;
  /** How many interactions are under way at once. */
  concurrency: number[];
  /** Which bots; empty: all of them. */
  bots: string[];
  /** Which commands; empty: all of them. */
  commands: string[];
  /** A commit, or a folder with another checkout, whose Ostinato takes part; empty: none. */
  against: string;
  /** Who reads, and as many who write. */
  people: number;
  /** After how many interactions memory is measured. */
  interactions: number;
  /** In how many servers a bot is at rest. */
  guilds: number;
  /** Seconds from a start until memory is taken, in which what begins with a bot ends. */
  rest: number;
  /** Share of the 100,000 playlists and 5,000,000 tracks. */
  scale: number;
  /** How often each command is carried out on the data, and while it is counted what goes to PostgreSQL. */
  calls: number;
  /** Keep the data for the next run, and use what an earlier one kept. */
  keep: boolean;
  /** Have Node write a CPU profile of each of our bots. */
  profile: boolean;
  /** Folder for results and for data that is kept. */
  folder: string;
}

export const OPTIONS = {
  rounds: { type: 'string', default: '3' },
  seconds: { type: 'string', default: '2' },
  concurrency: { type: 'string', default: '1,16,64' },
  bots: { type: 'string', default: '' },
  commands: { type: 'string', default: '' },
  against: { type: 'string', default: '' },
  people: { type: 'string', default: '500' },
  interactions: { type: 'string', default: '60000' },
  guilds: { type: 'string', default: '2500' },
  rest: { type: 'string', default: '3' },
  scale: { type: 'string', default: '1' },
  calls: { type: 'string', default: '200' },
  keep: { type: 'boolean', default: false },
  profile: { type: 'boolean', default: false },
  folder: { type: 'string', default: path.join(import.meta.dirname, '..', '.ostinato', 'bench') },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

export const USAGE = `Usage: node bench/main.ts [PART...] [OPTIONS]
Parts: ${PARTS.join(', ')} (without any: all but the last)
  --rounds N          compare: how often the bots take turns (3)
  --seconds N         compare: how long one turn is (2); reminders: ten times that under Discord's limit
  --concurrency N,N   compare: interactions under way at once (1,16,64)
  --bots ID,ID        compare, memory: of pong, pg, drizzle, sapphire, ours, against (all)
  --commands A,B      compare: only these, such as "todo add,todo list" (all)
  --against REV       compare, memory: Ostinato of that commit, or of a folder, as well
  --people N          compare, memory: who reads, and as many who write (500)
  --interactions N    memory: how many come before it is taken (60000)
  --guilds N          memory: in how many servers the bot is at rest (2500)
  --rest N            memory: seconds from a start until it is taken (3)
  --scale N           data: share of 100,000 playlists and 5,000,000 tracks (1); reminders: of 100,000
  --calls N           data: how often each command is carried out; compare: how often while it is counted (200)
  --keep              data: keep it, and use what an earlier run kept
  --profile           compare, reminders: write a .cpuprofile of each of our bots into the folder
  --folder PATH       for results and kept data (.ostinato/bench)`;

type Values = { [Name in Exclude<keyof typeof OPTIONS, 'keep' | 'profile' | 'help'>]: string } & {
  keep: boolean;
  profile: boolean;
};

const isPart = (name: string): name is Part => (PARTS as readonly string[]).includes(name);
const listed = (text: string) => text.split(',').filter(Boolean);

/** @throws Error in one sentence */
export function readOptions(values: Values, positionals: readonly string[]): Options {
  const wrong = positionals.find((name) => !isPart(name));
  if (wrong !== undefined) throw new Error(`There is no part "${wrong}".\n${USAGE}`);
  const parts = positionals.filter(isPart);
  const number = (name: keyof Values, low: number, high: number) =>
    between(low, high, name, String(values[name]));
  return {
    parts: parts.length > 0 ? parts : ['compare', 'memory', 'data'],
    rounds: number('rounds', 1, 100),
    seconds: number('seconds', 0.05, 60),
    concurrency: listed(values.concurrency).map((text) => between(1, 500, 'concurrency', text)),
    bots: listed(values.bots),
    commands: listed(values.commands),
    against: values.against,
    people: number('people', 1, 100_000),
    interactions: number('interactions', 1, 10_000_000),
    guilds: number('guilds', 0, 100_000),
    rest: number('rest', 0, 600),
    scale: number('scale', 0.0001, 10),
    calls: number('calls', 1, 10_000),
    keep: values.keep,
    profile: values.profile,
    folder: path.resolve(values.folder),
  };
}

function between(low: number, high: number, name: string, text: string): number {
  const value = Number(text);
  if (value >= low && value <= high) return value;
  throw new Error(`--${name} is "${text}"; give a number from ${low} to ${high}.`);
}
