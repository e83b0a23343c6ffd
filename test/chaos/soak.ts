/**
 * A long time of steady use: `soak.ts --minutes 30`. Prints what the bot holds at the start and at the end; exits with 1
 * when that has grown beyond a bound, or when something that was acknowledged is not there. Ctrl-C ends it early.
 */
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { temporaryFolder } from '../support/server.ts';
import { startGuardian } from '../support/start-guardian.ts';
import { reportOf } from './soak/report.ts';
import { takeSample, type Sample } from './soak/sample.ts';
import { judge, lookBefore } from './support/judge.ts';
import { givesBackAllConnections } from './support/leaks.ts';
import { startLoad } from './support/load.ts';
import { FOLDER } from './support/results.ts';
import { startStage, type Stage } from './support/stage.ts';

const MINUTE_MS = 60_000;
const SAMPLES_MOST = 360;
const SAMPLE_LEAST_MS = 1_000;
/** Milliseconds between two acts of each of ten people. */
const PAUSE_MS = 400;
const TAG = 's1';

const say = (text: string) => process.stdout.write(`${text}\n`);

async function soak(stage: Stage, minutes: number, signal: AbortSignal): Promise<boolean> {
  await mkdir(FOLDER, { recursive: true });
  const before = await lookBefore(stage.server);
  const load = startLoad(stage.discord.url, path.join(FOLDER, 'soak.jsonl'), TAG, PAUSE_MS);
  const samples: Sample[] = [];
  try {
    await load.saved(1);
    const every = Math.max(SAMPLE_LEAST_MS, (minutes * MINUTE_MS) / SAMPLES_MOST);
    const endsAt = Date.now() + minutes * MINUTE_MS;
    while (Date.now() < endsAt && !signal.aborted) {
      // Ctrl-C ends the wait; the loop sees it.
      await sleep(every, undefined, { signal }).catch(() => undefined);
      samples.push(await takeSample(stage));
    }
    const ledger = await load.stop();
    const verdict = await judge(stage.server, ledger, TAG, before);
    const { text, failures } = reportOf(samples, ledger);
    say(
      `\n${ledger.length} interactions, ${verdict.acknowledged} acknowledged writes: ${verdict.lost} lost, ${verdict.doubled} doubled, ${verdict.denied} denied.\n\n${text}\n`,
    );
    const leaked = await givesBackAllConnections(stage.server);
    const problems = [
      ...failures,
      ...verdict.problems,
      ...leaked.map((one) => `A connection leaked: ${one}`),
    ];
    for (const problem of problems) say(problem);
    return problems.length === 0;
  } finally {
    await load.kill();
  }
}

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '30' } } });
const minutes = Number(values.minutes);
if (!(minutes > 0 && minutes <= 7 * 24 * 60)) {
  process.stderr.write(`MINUTES is "${values.minutes}"; give a number of minutes, such as MINUTES=30.\n`);
  process.exit(64);
}
const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop.abort());

// The guardian ends what runs in there and removes it, however this ends.
const folder = await temporaryFolder('ostinato-test-soak-');
const guardian = startGuardian(folder);
let good = false;
say(`People use the bot for ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}; Ctrl-C ends it early.`);
try {
  const stage = await startStage(path.join(folder, 'server', '.ostinato', 'postgres'));
  try {
    good = await soak(stage, minutes, stop.signal);
  } finally {
    await stage.close();
  }
} finally {
  guardian.ref();
  guardian.stdin?.end();
  if (guardian.exitCode === null) await once(guardian, 'exit');
}
process.exit(good ? 0 : 1);
