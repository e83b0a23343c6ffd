import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, platform, release, totalmem } from 'node:os';
import path from 'node:path';
import { PROJECT } from '../../../src/project.ts';
import { runScript } from '../../support/script.ts';
import type { Result } from './conduct.ts';

/** What a run keeps: a ledger and the bot's log for each fault, and the results of all. */
export const FOLDER = path.join(PROJECT.state, 'chaos');
export const RESULTS = path.join(FOLDER, 'results.json');

/** What a fault came to; or why it could not be tried on this machine, or was not got through. */
export type ScenarioResult =
  Result | { scenario: string; leftOut: string } | { scenario: string; failure: string };

/** A run of all the faults. */
export interface Run {
  /** What the figures depend on. */
  machine: { on: string; node: string; os: string; cpu: string; cores: number; memoryGiB: number };
  results: ScenarioResult[];
}

/** Writes a run down; `intoDocument` renders docs/reliability.md from it, too, which needs each of the faults. */
export async function keepResults(results: ScenarioResult[], intoDocument: boolean): Promise<void> {
  const machine = {
    on: new Date().toISOString().slice(0, 10),
    node: process.version,
    os: `${platform()} ${release()}`,
    cpu: cpus()[0]?.model ?? 'an unknown kind',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  };
  await mkdir(FOLDER, { recursive: true });
  await writeFile(RESULTS, `${JSON.stringify({ machine, results } satisfies Run, null, 2)}\n`);
  if (!intoDocument) return;
  const { code, stderr } = await runScript('docs/write-reliability.ts');
  if (code !== 0) throw new Error(`docs/reliability.md could not be written: ${stderr}`);
}

/** A line on a result, for whoever watches. */
export function sentenceOf(result: ScenarioResult): string {
  const { scenario } = result;
  if ('leftOut' in result) return `${scenario} is left out here: ${result.leftOut}.`;
  if ('failure' in result) return `${scenario}: ${result.failure}`;
  const { asked, acknowledged, notSaved, unknown, lost, doubled, denied, faultMs, recoveryMs, afterwards } =
    result;
  return `${scenario}: ${asked} asked; of the writes ${acknowledged} acknowledged, ${notSaved} not saved, ${unknown} unknown: ${lost} lost, ${doubled} doubled, ${denied} denied; after ${faultMs} ms recovered in ${recoveryMs} ms, ${afterwards} failed afterwards`;
}
