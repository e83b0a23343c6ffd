import { say } from '../report/say.ts';
import type { Bench, PartReport } from '../run.ts';
import { contestantsOf, databaseFor } from './contestants.ts';
import { loadsFor } from './loads.ts';
import { reportComparison } from './report.ts';
import { takeTurns } from './rounds.ts';
import { countOnTheWire, type OnTheWire } from './wire.ts';

/** Part *compare*: what each command takes, ours and of bots that others could have written. */
export async function measureBots(bench: Bench): Promise<PartReport> {
  const wire: OnTheWire[] = [];
  const entered = [];
  for (const contestant of await contestantsOf(bench)) {
    const name = await databaseFor(bench, 'compare', contestant);
    const loads = loadsFor(bench.options.people);
    if (contestant.id !== 'pong') {
      say(`compare: ${contestant.what}, filled and counted`);
      wire.push(...(await countOnTheWire(bench, contestant, name, loads)));
    }
    entered.push({ contestant, name, loads });
  }
  const turns = await takeTurns(bench, entered);
  return reportComparison(
    entered.map(({ contestant }) => contestant),
    { ...turns, wire },
    bench.options.concurrency,
  );
}
