import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { PROJECT } from '../../src/project.ts';
import { temporaryFolder } from '../support/server.ts';
import { SCENARIOS } from './scenarios/all.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { conduct, type Result } from './support/conduct.ts';
import { givesBackAllConnections } from './support/leaks.ts';
import { machineFacts } from './support/machine.ts';
import { mountSmallDisk } from './support/small-disk.ts';
import { startStage, type Stage } from './support/stage.ts';

/** Milliseconds: a fault lasts for seconds, on a machine that does other things as well for more. */
const SCENARIO_MS = 180_000;
const FOLDER = path.join(PROJECT.state, 'chaos');

const results: Result[] = [];
let shared: Stage | undefined;

/** One stage serves all as long as nothing went wrong on it. */
async function stageFor({
  smallDisk,
}: Scenario): Promise<{ stage: Stage; leave(good: boolean): Promise<void> }> {
  if (smallDisk) {
    const folder = await temporaryFolder('chaos-disk-');
    const unmount = await mountSmallDisk(folder);
    const stage = await startStage(path.join(folder, '.ostinato', 'postgres'));
    return { stage, leave: () => stage.close().finally(unmount) };
  }
  const stage = (shared ??= await startStage(
    path.join(await temporaryFolder('chaos-'), '.ostinato', 'postgres'),
  ));
  return {
    stage,
    async leave(good) {
      if (good) return;
      shared = undefined;
      await stage.close();
    },
  };
}

for (const scenario of SCENARIOS) {
  const reason = scenario.unless?.();
  // Jest keeps to itself what a file says by console.
  if (reason) process.stderr.write(`${scenario.name} is left out here: ${reason}.\n`);
  const run = reason ? test.skip : test;
  run(
    `${scenario.fault} ${scenario.promise}`,
    async () => {
      const { stage, leave } = await stageFor(scenario);
      let good = false;
      try {
        const result = await conduct(stage, scenario, FOLDER);
        results.push(result);
        process.stderr.write(
          `${scenario.name}: ${result.acknowledged} acknowledged, ${result.lost} lost, ${result.doubled} doubled, ${result.denied} denied; recovered in ${result.recoveryMs} ms\n`,
        );
        expect(result.problems).toEqual([]);
        expect(result).toMatchObject({ lost: 0, doubled: 0, denied: 0 });
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
  await mkdir(FOLDER, { recursive: true });
  await writeFile(
    path.join(FOLDER, 'results.json'),
    `${JSON.stringify({ machine: machineFacts(), results }, null, 2)}\n`,
  );
}, SCENARIO_MS);
