import { say } from '../report/say.ts';
import type { Bench, PartReport } from '../run.ts';
import { contestantsOf, databaseFor } from './contestants.ts';
import { loadsFor } from './loads.ts';
import { reportComparison } from './report.ts';
import { takeTurns } from './rounds.ts';
import { countOnTheWire, type OnTheWire } from './wire.ts';

/** Part *compare*: what each command takes, ours and of bots that others could have written. */
export async function measureBots(bench: Bench): Promise<PartReport> {
  say('compare: bots are filled and counted');
  // What is counted does not depend on what else is going on.
  const entered = await Promise.all(
    (await contestantsOf(bench)).map(async (contestant) => {
      const name = await databaseFor(bench, 'compare', contestant);
      const loads = loadsFor(bench.options.people);
      const wire: OnTheWire[] =
        contestant.id === 'pong' ? [] : await countOnTheWire(bench, contestant, name, loads);
      return { contestant, name, loads, wire };
    }),
  );
  const turns = await takeTurns(bench, entered);
  return reportComparison(
    entered.map(({ contestant }) => contestant),
    { ...turns, wire: entered.flatMap(({ wire }) => wire) },
    bench.options.concurrency,
  );
}
