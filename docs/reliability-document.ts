import { SCENARIOS } from '../test/chaos/scenarios/all.ts';
import type { Scenario } from '../test/chaos/scenarios/scenario.ts';
import type { Run, ScenarioResult } from '../test/chaos/support/results.ts';

const INTRODUCTION = `# Reliability

<!-- Written by \`make test-chaos WRITE=1\`; a test compares it with the faults that there are. -->

What was acknowledged is kept, once; what was not saved is not said to be. To try it, \`make test-chaos\` starts the
production bot with a local Discord and a PostgreSQL server of its own, lets people use it from another process, and
makes one thing after the other go wrong meanwhile. People only know what Discord shows them, and keep a ledger of it.
Afterwards the ledger is compared with the database, by SQL that shares nothing with the bot:

- **acknowledged**: writes that people were shown as done;
- **lost**: what is not as the last acknowledged write left it;
- **doubled**: what is there more than once;
- **denied**: what is there although a process said that nothing was saved, also where another one's answer took its
  place;
- **recovery**: from the moment the fault is over to the first write that is acknowledged again, starts of processes
  included. It is measured, and decides nothing.

For every fault it must also hold that the positions of each playlist are 1 to n and nothing is without its owner, that
no transaction stays open and no connection leaks, that a deliberate mistake is refused as one, that what a person was
told is done shows in the next list, that the bot is the same process as before unless it was the one to be ended, and
that its log has no fault of ours.
`;

/** What docs/reliability.md says: every fault, what is promised for it, and what a run measured. */
export function reliabilityDocument(run: Run): string {
  const { machine, results } = run;
  const found = new Map(results.map((result) => [result.scenario, result]));
  return [
    INTRODUCTION,
    '## What was measured',
    '',
    `On ${machine.on}, with Node ${machine.node} and the embedded PostgreSQL on ${machine.cores} cores of ${machine.cpu} (${machine.os}).`,
    '',
    '| fault | acknowledged | lost | doubled | denied | recovery | holds |',
    '| --- | ---: | ---: | ---: | ---: | ---: | --- |',
    ...SCENARIOS.map(({ name }) => row(name, found.get(name))),
    '',
    '## The faults',
    '',
    ...SCENARIOS.map(({ name, fault, promise }: Scenario) => `- **${name}**: ${fault}\n  ${promise}`),
    '',
  ].join('\n');
}

function row(name: string, result: ScenarioResult | undefined): string {
  if (!result) throw new Error(`No result for ${name}; \`make test-chaos WRITE=1\` measures all of them.`);
  if ('leftOut' in result) return `| ${name} | | | | | | left out: ${result.leftOut} |`;
  if ('failure' in result) return `| ${name} | | | | | | no: ${cell(result.failure)} |`;
  const { acknowledged, lost, doubled, denied, recoveryMs, problems } = result;
  const holds = problems.length === 0 ? 'yes' : 'no';
  const recovery = recoveryMs < 1_000 ? `${recoveryMs} ms` : `${(recoveryMs / 1_000).toFixed(1)} s`;
  return `| ${name} | ${acknowledged} | ${lost} | ${doubled} | ${denied} | ${recovery} | ${holds} |`;
}

/** A cell of a table has one line; the whole of it is in the run's own output. */
const cell = (text: string) => (text.split('\n')[0] ?? '').replaceAll('|', '/').slice(0, 80);
