import type { Logger } from './logger.ts';

/** One thing to stop; steps run in the order given, each after the one before. */
export interface ShutdownStep {
  name: string;
  stop(): unknown;
}

/**
 * Stops everything in order, each step even when one before it failed. What is not done by the deadline is left.
 * @param deadlineMs for all steps together, in milliseconds
 * @returns whether every step ended well and in time
 */
export async function shutDown(
  steps: readonly ShutdownStep[],
  deadlineMs: number,
  log: Logger,
): Promise<boolean> {
  let clean = true;
  let current = '';
  const run = async () => {
    for (const step of steps) {
      current = step.name;
      try {
        await step.stop();
      } catch (err) {
        clean = false;
        log.error({ err, step: step.name }, 'a step of the shutdown failed');
      }
    }
    return clean;
  };
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => {
      log.error({ step: current, deadlineMs }, 'the shutdown took too long; what is left is abandoned');
      resolve(false);
    }, deadlineMs);
  });
  return Promise.race([run(), deadline]).finally(() => clearTimeout(timer));
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
