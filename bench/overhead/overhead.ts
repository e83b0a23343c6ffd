import { migratedDatabase } from '../sql/migrated.ts';
import { drive } from '../discord/load.ts';
import { memoryOf, processorTimeOf } from '../processes/bots.ts';
import { say } from '../report/say.ts';
import type { Bench, PartReport } from '../run.ts';
import type { Measured } from './measured.ts';
import { reportOverhead } from './report.ts';
import { fillScene, LOADS } from './scene.ts';
import { statementsOf } from './statements.ts';
import { startVariants } from './variants.ts';

const NAME = 'bench_overhead';
/** Interactions by which V8 has compiled what is hot. */
const WARM_UP = { seconds: 3, concurrency: 16 };

/** Part *overhead*: interactions per second, latency and memory of each variant. */
export async function measureOverhead(bench: Bench): Promise<PartReport> {
  const { options, signal } = bench;
  await migratedDatabase(bench, NAME);
  await bench.database.on(NAME, fillScene);
  const statements = await statementsOf(bench, NAME, LOADS);
  const variants = await startVariants(bench, NAME, statements);
  const memory: Record<string, { ready: number; after?: number }> = {};
  for (const { id, bot } of variants) memory[id] = { ready: await memoryOf(bot) };

  for (const { discord, load } of variants)
    await drive(discord, load, { ...WARM_UP, seconds: Math.min(WARM_UP.seconds, options.seconds * 2) });
  const measured: Measured[] = [];
  for (let round = 1; round <= options.rounds; round += 1) {
    say(`overhead: round ${round} of ${options.rounds}`);
    for (const concurrency of options.concurrency) {
      // Who comes first in one round comes last in another.
      const turned = [
        ...variants.slice(round % variants.length),
        ...variants.slice(0, round % variants.length),
      ];
      for (const { id, discord, load, bot } of turned) {
        signal.throwIfAborted();
        const before = await processorTimeOf(bot);
        const turn = await drive(discord, load, { concurrency, seconds: options.seconds });
        const processorMicros = (((await processorTimeOf(bot)) - before) / turn.count) * 1_000;
        measured.push({ variant: id, concurrency, round, processorMicros, ...turn });
      }
    }
  }
  for (const { id, bot } of variants) Object.assign(memory[id] ?? {}, { after: await memoryOf(bot) });
  await Promise.all(variants.map(({ bot }) => bot.stop()));
  return reportOverhead(variants, measured, memory, { statements, concurrency: options.concurrency });
}
