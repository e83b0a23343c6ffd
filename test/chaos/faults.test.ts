import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { temporaryFolder } from '../support/server.ts';
import { SCENARIOS } from './scenarios/all.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { conduct } from './support/conduct.ts';
import { givesBackAllConnections } from './support/leaks.ts';
import { FOLDER, keepResults, sentenceOf, type ScenarioResult } from './support/results.ts';
import { mountSmallDisk } from './support/small-disk.ts';
import { startStage, type Stage } from './support/stage.ts';

/** Milliseconds: a fault lasts for seconds, on a machine that does other things as well for more. */
const SCENARIO_MS = 300_000;

const results: ScenarioResult[] = [];
let shared: Stage | undefined;

/** One stage serves all as long as nothing went wrong on it. */
async function stageFor({
  smallDisk,
}: Scenario): Promise<{ stage: Stage; leave: (good: boolean) => Promise<void> }> {
  if (smallDisk) {
    const folder = await temporaryFolder('chaos-disk-');
    const unmount = await mountSmallDisk(folder);
    const stage = await startStage(path.join(folder, '.ostinato', 'postgres'));
    return {
      stage,
      leave: async () => {
        await stage.close();
        await unmount();
      },
    };
  }
  const stage = (shared ??= await startStage(
    path.join(await temporaryFolder('chaos-'), '.ostinato', 'postgres'),
  ));
  return {
    stage,
    leave: async (good) => {
      if (good) return;
      shared = undefined;
      await stage.close();
    },
  };
}

function note(result: ScenarioResult): void {
  results.push(result);
  // Jest keeps to itself what a file says by console.
  process.stderr.write(`${sentenceOf(result)}\n`);
}

async function attempt(stage: Stage, scenario: Scenario): Promise<void> {
  const result = await conduct(stage, scenario, FOLDER).catch((error: unknown): never => {
    note({ scenario: scenario.name, failure: String(error) });
    throw error;
  });
  note(result);
  expect(result.problems).toEqual([]);
  expect(result).toMatchObject({ lost: 0, doubled: 0, denied: 0 });
}

for (const scenario of SCENARIOS) {
  const leftOut = scenario.unless?.();
  if (leftOut) note({ scenario: scenario.name, leftOut });
  const run = leftOut ? test.skip : test;
  run(
    `${scenario.fault} ${scenario.promise}`,
    async () => {
      const { stage, leave } = await stageFor(scenario);
      let good = false;
      try {
        await attempt(stage, scenario);
        good = true;
      } finally {
        await leave(good);
      }
    },
    SCENARIO_MS,
  );
}

test(
  'in the end the bot gives every connection back, and no fault has leaked one',
  async () => {
    shared ??= await startStage(path.join(await temporaryFolder('chaos-'), '.ostinato', 'postgres'));
    await expect(givesBackAllConnections(shared.server)).resolves.toEqual([]);
  },
  SCENARIO_MS,
);

afterAll(async () => {
  await shared?.close();
  await keepResults(results, process.env['WRITE'] === '1');
}, SCENARIO_MS);
