import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../logger.ts';

/** One thing to stop; steps run in the order given, each after the one before. */
export interface ShutdownStep {
  name: string;
  /** Milliseconds that it may take, where it needs more than others. */
  withinMs?: number;
  stop(): unknown;
}

/**
 * Stops everything in order, each step even when one before it failed, or is not done by its deadline and left. Takes each
 * step off the list, so that one that a start has added meanwhile is next.
 * @param stepWithinMs for each step that says nothing else, in milliseconds
 * @returns whether every step ended well and in time
 */
export async function shutDown(steps: ShutdownStep[], stepWithinMs: number, log: Logger): Promise<boolean> {
  let clean = true;
  for (let step = steps.shift(); step; step = steps.shift()) {
    const withinMs = step.withinMs ?? stepWithinMs;
    const late = new AbortController();
    try {
      const isDone = await Promise.race([
        Promise.resolve()
          .then(() => step.stop())
          .then(() => true),
        sleep(withinMs, false, { signal: late.signal }),
      ]);
      if (isDone) continue;
      log.error({ step: step.name, withinMs }, 'shutdown step timed out');
    } catch (err) {
      log.error({ err, step: step.name }, 'shutdown step failed');
    } finally {
      late.abort();
    }
    clean = false;
  }
  return clean;
}

/** Calls `stop` once, at the first signal or when the parent process goes; a second signal exits at once, with 130. */
export function onStopSignal(stop: (reason: string) => void): void {
  let asked = false;
  const ask = (reason: string) => {
    if (asked) process.exit(130);
    asked = true;
    stop(reason);
  };
  process.on('SIGTERM', ask);
  process.on('SIGINT', ask);
  process.on('disconnect', () => !asked && ask('disconnect'));
  // It may have gone before anybody listened.
  if (process.send && !process.connected) ask('disconnect');
}
