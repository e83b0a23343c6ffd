import { reasonOf, StorageUnavailable } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { withRequest } from '../request.ts';

/** A job that runs until it is stopped. */
export interface Job {
  /** Waits for the run that is going on. */
  stop(): Promise<void>;
}

/**
 * Runs a job now and then again that many milliseconds after it ended, give or take a tenth, so that processes that
 * started together do not knock together. A run that fails is logged and made up for by the next.
 */
export function every(
  milliseconds: number,
  name: string,
  run: () => Promise<void>,
  log: Logger,
  onFinished?: (name: string, outcome: 'done' | 'failed', seconds: number) => void,
): Job {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let stopped = false;

  async function once(): Promise<void> {
    const startedAt = performance.now();
    let outcome: 'done' | 'failed' = 'done';
    try {
      await withRequest(`job ${name}`, run);
    } catch (err) {
      outcome = 'failed';
      if (err instanceof StorageUnavailable)
        log.warn({ job: name, reason: reasonOf(err) }, 'job skipped: storage unavailable');
      else log.error({ job: name, err }, 'job failed');
    }
    onFinished?.(name, outcome, (performance.now() - startedAt) / 1_000);
    if (!stopped) timer = setTimeout(start, milliseconds * (0.9 + Math.random() / 5)).unref();
  }

  function start(): void {
    running = once();
  }

  start();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
