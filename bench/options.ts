import path from 'node:path';

/** What can be measured. */
export type Part = 'overhead' | 'data' | 'reminders';

/** What the command line says. */
export interface Options {
  parts: Part[];
  /** How often the variants take turns. */
  rounds: number;
  /** How long one turn is. */
  seconds: number;
  /** How many interactions are under way at once. */
  concurrency: number[];
  /** Which variants, by their letters; empty: all of them. */
  variants: string[];
  /** Share of the 100,000 playlists and 5,000,000 tracks. */
  scale: number;
  /** How often each command is carried out on the data. */
  calls: number;
  /** Keep the data for the next run, and use what an earlier one kept. */
  keep: boolean;
  /** Have Node write a CPU profile of each of our bots. */
  profile: boolean;
  /** Folder for results and for data that is kept. */
  folder: string;
}

export const OPTIONS = {
  rounds: { type: 'string', default: '5' },
  seconds: { type: 'string', default: '2' },
  concurrency: { type: 'string', default: '1,16,64' },
  variants: { type: 'string', default: '' },
  scale: { type: 'string', default: '1' },
  calls: { type: 'string', default: '200' },
  keep: { type: 'boolean', default: false },
  profile: { type: 'boolean', default: false },
  folder: { type: 'string', default: path.join(import.meta.dirname, '..', '.ostinato', 'bench') },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

export const USAGE = `Usage: node bench/main.ts [PART...] [OPTIONS]
Parts: overhead, data, reminders (without any: the first two)
  --rounds N          overhead: how often the variants take turns (5)
  --seconds N         overhead: how long one turn is (2); reminders: ten times that under Discord's limit
  --concurrency N,N   overhead: interactions under way at once (1,16,64)
  --variants a,c      overhead: only these (all)
  --scale N           data: share of 100,000 playlists and 5,000,000 tracks (1); reminders: of 100,000
  --calls N           data: how often each command is carried out (200)
  --keep              data: keep it, and use what an earlier run kept
  --profile           overhead, reminders: write a .cpuprofile of each of our bots into the folder
  --folder PATH       for results and kept data (.ostinato/bench)`;

const isPart = (name: string): name is Part => name === 'overhead' || name === 'data' || name === 'reminders';

/** @throws Error in one sentence */
export function readOptions(
  values: Record<'rounds' | 'seconds' | 'concurrency' | 'scale' | 'calls' | 'folder' | 'variants', string> & {
    keep: boolean;
    profile: boolean;
  },
  positionals: readonly string[],
): Options {
  const wrong = positionals.find((name) => !isPart(name));
  if (wrong !== undefined) throw new Error(`There is no part "${wrong}".\n${USAGE}`);
  const parts = positionals.filter(isPart);
  return {
    parts: parts.length > 0 ? parts : ['overhead', 'data'],
    rounds: between(1, 100, 'rounds', values.rounds),
    seconds: between(0.05, 60, 'seconds', values.seconds),
    concurrency: values.concurrency.split(',').map((text) => between(1, 500, 'concurrency', text)),
    variants: values.variants.split(',').filter(Boolean),
    scale: between(0.0001, 10, 'scale', values.scale),
    calls: between(1, 10_000, 'calls', values.calls),
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
