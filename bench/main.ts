import { parseArgs } from 'node:util';
import { measureBots } from './compare/compare.ts';
import { measureData } from './data/data.ts';
import { measureMemory } from './memory/memory.ts';
import { OPTIONS, readOptions, USAGE, type Part } from './options.ts';
import { runBench, type Bench, type PartReport } from './run.ts';
import { measureReminders } from './reminders/reminders.ts';
import { say } from './report/say.ts';

const PARTS: Record<Part, (bench: Bench) => Promise<PartReport>> = {
  compare: measureBots,
  memory: measureMemory,
  data: measureData,
  reminders: measureReminders,
};

// The first signal stops what was started; the second one ends at once.
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stop.signal.aborted) process.exit(130);
    stop.abort(new Error('stopped by a signal'));
  });
}

try {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
  if (values.help) say(USAGE);
  else {
    const { PATH = '', HOME = '', TMPDIR = '', NODE_COMPILE_CACHE = '' } = process.env;
    const options = readOptions(values, positionals);
    const good = await runBench(PARTS, options, { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE }, stop.signal);
    process.exitCode = good ? 0 : 1;
  }
} catch (error) {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
}
