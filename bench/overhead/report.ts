import { percentile, short, spread, withRange, type Spread } from '../numbers.ts';
import { table } from '../report/table.ts';
import type { PartReport } from '../run.ts';
import type { Statement } from '../sql/statement.ts';
import type { Measured } from './measured.ts';
import type { Variant } from './variants.ts';

/** How one variant compares, round by round, with the one its goal names. */
export interface Ratio extends Spread {
  variant: string;
  against: string;
  concurrency: number;
  atLeast: number;
  met: boolean;
  /** The same by the processor time that the two bots used for an interaction. */
  processor: Spread;
}

const NOTES = `Interactions per second and milliseconds from the gateway's event to the REST callback, and microseconds
of processor that the bot's process used for each of them; medians over the rounds. Ratios are of throughput within the
same round, median (min..max); by CPU is the ratio of those microseconds, which neighbours disturb less. The load comes from another process on the same machine.
(b) sends what (d) and (e) were seen to send, unnamed, without their guard against repetition, and checks nothing. (c) goes the whole way to the model's door and
comes back with one sentence; /help, whose reply is a long text, is shown beside it. (e) adds to 2,000 lists in turn, so
that no row's lock makes callers wait. The database does not wait for the disk (fsync off), which is harder on ours.`;

/** The tables of part *overhead*. A goal that is missed is shown, and is no failure: machines differ. */
export function reportOverhead(
  variants: readonly Variant[],
  measured: readonly Measured[],
  memory: Record<string, { ready: number; after?: number }>,
  { statements, concurrency }: { statements: Record<string, Statement[]>; concurrency: readonly number[] },
): PartReport {
  const turns = (id: string, at: number) =>
    measured.filter((turn) => turn.variant === id && turn.concurrency === at);
  const median = (values: number[]) => short(percentile(values, 0.5));

  const ratios = variants.flatMap(({ id, goal }): Ratio[] =>
    (turns(goal?.against ?? '', concurrency[0] ?? 1).length > 0 ? concurrency : []).map((at) => {
      const { against, atLeast } = goal ?? { against: id, atLeast: 1 };
      const bases = turns(against, at);
      const pairs = turns(id, at).map((turn, round) => ({ turn, base: bases[round] ?? turn }));
      const compared = spread(pairs.map(({ turn, base }) => turn.perSecond / base.perSecond));
      const processor = spread(pairs.map(({ turn, base }) => base.processorMicros / turn.processorMicros));
      const met = compared.median >= atLeast;
      return { variant: id, against, concurrency: at, atLeast, met, ...compared, processor };
    }),
  );
  const figures = table(
    ['variant', ...concurrency.flatMap((at) => [`${at}: /s`, 'p50', 'p99', 'CPU']), 'MiB ready', 'MiB after'],
    variants.map(({ id, what }) => [
      `(${id}) ${what}`,
      ...concurrency.flatMap((at) => {
        const all = turns(id, at);
        return [
          median(all.map(({ perSecond }) => perSecond)),
          median(all.map(({ p50 }) => p50)),
          median(all.map(({ p99 }) => p99)),
          median(all.map(({ processorMicros }) => processorMicros)),
        ];
      }),
      String(memory[id]?.ready),
      String(memory[id]?.after),
    ]),
  );
  const goals = table(
    ['goal', ...concurrency.flatMap((at) => [`at ${at}`, 'by CPU'])],
    variants.flatMap(({ id, goal }) => {
      const compared = ratios.filter(({ variant }) => variant === id);
      if (!goal || compared.length === 0) return [];
      const cells = compared.flatMap((ratio) => [
        `${withRange(ratio)} ${ratio.met ? 'met' : 'MISSED'}`,
        ratio.processor.median.toFixed(2),
      ]);
      return [[`(${id}) ≥ ${goal.atLeast} of (${goal.against})`, ...cells]];
    }),
  );
  return {
    text: `## Overhead\n\n${figures}\n\n${goals}\n\n${NOTES}`,
    result: { measured, ratios, memory, statements },
    failures: [],
  };
}
