import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Scenario } from '../scenarios/scenario.ts';
import { until } from '../../support/until.ts';
import { judge, lookBefore, type Verdict } from './judge.ts';
import { isSaved, type Entry } from './ledger.ts';
import { startLoad } from './load.ts';
import { POOL_MAX, type Stage } from './stage.ts';

/** What a fault came to. Milliseconds. */
export interface Result extends Verdict {
  scenario: string;
  /** Interactions, whatever they were. */
  asked: number;
  /** From the moment the fault was over to the first write that was acknowledged. */
  recoveryMs: number;
  /** How long it took. */
  faultMs: number;
  /** What was asked after it was over, and not answered as it should be. */
  afterwards: number;
}

/** Between two acts of one person, in milliseconds. */
const PAUSE_MS = 100;
/** Acknowledged writes before the fault, and after it. */
const BEFORE = 20;
const AFTER = 30;

/**
 * Lets a fault happen while a load runs, and compares what the load was told with what is in the database.
 * @param folder for the ledger
 */
export async function conduct(stage: Stage, scenario: Scenario, folder: string): Promise<Result> {
  const tag = `x${(tags += 1)}`;
  const ledger = path.join(folder, `${scenario.name}.jsonl`);
  await mkdir(folder, { recursive: true });
  const before = await lookBefore(stage.server);
  const bot = stage.bot.process.pid;
  const read = stage.output().length;
  const load = startLoad(stage.discord.url, ledger, tag, PAUSE_MS);
  try {
    await load.saved(BEFORE);
    const struckAt = Date.now();
    const mend = await scenario.strike(stage);
    // What nobody needs to notice counts from the moment it holds; the other kind may be over by then.
    await load.answered(scenario.lasts, scenario.feels ? struckAt : Date.now(), scenario.feels);
    const mendedAt = Date.now();
    await mend();
    // A bot or a server that has to start again is a part of the recovery.
    await load.saved(AFTER, mendedAt);
    const entries = await load.stop();
    const problems = [...noise(stage, read), ...(await unrest(stage))];
    if (!scenario.newBot && stage.bot.process.pid !== bot) problems.push('the bot is another process');
    if (stage.bot.process.exitCode !== null) problems.push('the bot has ended');
    const verdict = await judge(stage.server, entries, tag, before);
    return {
      scenario: scenario.name,
      asked: entries.length,
      ...verdict,
      problems: [...problems, ...verdict.problems],
      recoveryMs: recoveryOf(entries, mendedAt),
      faultMs: mendedAt - struckAt,
      afterwards: entries.filter((entry) => entry.askedAt > mendedAt && failed(entry)).length,
    };
  } finally {
    await load.kill();
    // To look at, should something be wrong with it.
    await writeFile(path.join(folder, `${scenario.name}.log`), stage.output().slice(read));
  }
}

let tags = 0;

const failed = ({ outcome }: Entry) => outcome === 'nothing saved' || outcome === 'unknown';

function recoveryOf(entries: readonly Entry[], mendedAt: number): number {
  const first = entries
    .filter((entry) => isSaved(entry) && entry.answeredAt > mendedAt)
    .map((one) => one.answeredAt);
  return Math.min(...first) - mendedAt;
}

/** What the bot must never write into its log, whatever happens to it. */
const NEVER = /"level":"fatal"|"msg":"unexpected error"|unhandled|uncaught|MaxListenersExceeded/i;

/** So many lines say enough. */
const NOISE_MOST = 3;

function noise(stage: Stage, from: number): string[] {
  const lines = stage.output().slice(from).split('\n');
  const found = lines.filter((line) => NEVER.test(line));
  const shown = found.slice(0, NOISE_MOST).map((line) => `the bot’s log: ${line.slice(0, 600)}`);
  return found.length > NOISE_MOST ? [...shown, `and ${found.length - NOISE_MOST} lines like these`] : shown;
}

/** When nobody asks for anything any more, no transaction stays open and no more connections than the pool may have. */
async function unrest({ server }: Stage): Promise<string[]> {
  const found = async () => {
    const rows = await server.query<{ state: string; query: string }>(
      `select state, query from pg_stat_activity where application_name = 'ostinato'`,
    );
    const busy = rows.filter(({ state }) => state !== 'idle');
    return [
      ...busy.map(({ state, query }) => `a connection stays ${state}: ${query}`),
      ...(rows.length > POOL_MAX ? [`${rows.length} connections for a pool of ${POOL_MAX}`] : []),
    ];
  };
  try {
    await until('the bot’s connections are idle', async () => (await found()).length === 0);
    return [];
  } catch {
    // What they are says more than that it took too long.
    return found();
  }
}
