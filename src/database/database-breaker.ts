import type { Logger } from '../logger.ts';
import { createBreaker, type BreakerState, type PoolBreaker } from './breaker.ts';
import { ping } from './ping.ts';

/** The breaker of the database at `url`. It logs one line when the database goes, and one when it is back. */
export function createDatabaseBreaker(url: string, log: Logger): PoolBreaker {
  const breaker = createBreaker({ ping: (withinMs) => ping(url, withinMs) });
  let awaySince: number | undefined;
  breaker.onChange((state: BreakerState) => {
    if (state === 'open' && awaySince === undefined) {
      awaySince = performance.now();
      log.error({ reason: breaker.failure?.message }, 'the database is unavailable; commands fail fast');
    } else if (state === 'closed' && awaySince !== undefined) {
      log.info({ awayMs: Math.round(performance.now() - awaySince) }, 'the database is available again');
      awaySince = undefined;
    }
  });
  return breaker;
}
