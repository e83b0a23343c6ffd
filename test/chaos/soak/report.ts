import { table } from '../../../bench/report/table.ts';
import type { Entry } from '../support/ledger.ts';
import { POOL_MAX } from '../support/stage.ts';
import type { Sample } from './sample.ts';

/** Of the time, how much at its start is for getting warm, and how much counts as its start and its end. */
const WARM = 0.2;
const END = 0.2;

/** How much more there may be at the end: a share of the start, and so much besides. */
const BOUNDS = {
  // What is collected is not given back to the system at once.
  memory: { share: 0.5, plus: 32 },
  heap: { share: 0.1, plus: 6 },
  handles: { share: 0, plus: 8 },
};

/** What a soak found, for people; and a sentence for each thing that grew. */
export interface SoakReport {
  text: string;
  failures: string[];
}

/** Compares the start of a soak with its end. */
export function reportOf(samples: readonly Sample[], ledger: readonly Entry[]): SoakReport {
  const warm = samples.slice(Math.floor(samples.length * WARM));
  const part = Math.max(1, Math.floor(warm.length * END));
  const start = warm.slice(0, part);
  const end = warm.slice(-part);
  const failures: string[] = [];
  const rows = (['memory', 'heap', 'handles', 'connections'] as const).flatMap((what) => {
    const [before, after] = [middle(start, what), middle(end, what)];
    if (before === null || after === null) return [];
    const bound = what === 'connections' ? POOL_MAX : before * (1 + BOUNDS[what].share) + BOUNDS[what].plus;
    if (after > bound)
      failures.push(`${NAMES[what]} grew from ${round(before)} to ${round(after)}, over ${round(bound)}.`);
    return [
      [NAMES[what], round(before), round(after), `${round(slope(warm, what))} / h`, `≤ ${round(bound)}`],
    ];
  });
  const times = [start, end].map((some) => latencies(ledger, some));
  const lines = (['p50', 'p99'] as const).map((quantile) => [
    `${quantile} of answers, ms`,
    ...times.map((one) => round(one[quantile])),
    '',
    'not gated',
  ]);
  return { text: table(['', 'start', 'end', 'slope', 'bound'], [...rows, ...lines]), failures };
}

const NAMES = {
  memory: 'resident memory, MiB',
  heap: 'heap needed, MiB',
  handles: 'open handles',
  connections: 'connections of the pool',
} as const;

const round = (value: number) => String(Math.round(value * 10) / 10);

function valuesOf(samples: readonly Sample[], what: keyof typeof NAMES): { at: number; value: number }[] {
  return samples.flatMap((sample) => {
    const value = sample[what];
    return value === null ? [] : [{ at: sample.at, value }];
  });
}

/** The median; null where nothing was seen. */
function middle(samples: readonly Sample[], what: keyof typeof NAMES): number | null {
  const values = valuesOf(samples, what).map(({ value }) => value);
  return values.length > 0 ? quantileOf(values, 0.5) : null;
}

/** Growth per hour, by least squares. */
function slope(samples: readonly Sample[], what: keyof typeof NAMES): number {
  const points = valuesOf(samples, what);
  const mean = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
  const at = mean(points.map((point) => point.at));
  const value = mean(points.map((point) => point.value));
  const spread = points.reduce((sum, point) => sum + (point.at - at) ** 2, 0);
  const rise = points.reduce((sum, point) => sum + (point.at - at) * (point.value - value), 0);
  return spread > 0 ? (rise / spread) * 60 * 60_000 : 0;
}

function latencies(ledger: readonly Entry[], samples: readonly Sample[]): { p50: number; p99: number } {
  const [from, to] = [samples[0]?.at ?? 0, samples.at(-1)?.at ?? 0];
  const times = ledger
    .filter(({ askedAt }) => askedAt >= from && askedAt <= to)
    .map(({ askedAt, answeredAt }) => answeredAt - askedAt);
  return { p50: quantileOf(times, 0.5), p99: quantileOf(times, 0.99) };
}

function quantileOf(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
