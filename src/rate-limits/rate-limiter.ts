import { LRUCache } from 'lru-cache';
import { RATE_LIMITS, type Cost, type RateLimit } from '../domain/rate-limits.ts';
import type { SharedCounts } from './shared-counts.ts';

export interface RateLimiterOptions {
  shared: SharedCounts;
  /** By which all limits are multiplied. */
  factor: number;
  /** What is shared could not be asked; whoever it was about may go on. */
  onFailure: (error: unknown) => void;
  limits?: Readonly<Record<Cost, RateLimit>>;
}

/** Says who must wait. */
export interface RateLimiter {
  /**
   * Counts one use of `what` by somebody, once however often and in however many processes it is counted.
   * @param use an interaction's id
   * @returns milliseconds until they may; 0 is now. Never fails
   */
  take(userId: string, what: string, cost: Cost, use: string): Promise<number>;
}

/** What a person used within one window of time: interactions in the order in which they were counted. */
interface Recent {
  uses: Set<string>;
  /** All processes together have counted enough. */
  barred: boolean;
}

/** The share of a limit that a process counts by itself. */
const ALONE = 0.5;

/** How many windows are remembered. */
const REMEMBERED = 100_000;

/**
 * Counts in memory, and together with the other processes only what comes near a limit: most people never cost a
 * statement. Somebody who is served by several processes can therefore reach up to half as much again in each further
 * one, and so can somebody who begins anew here while the shared count still runs. What is strict is always shared.
 */
export function createRateLimiter(options: RateLimiterOptions): RateLimiter {
  const { shared, factor, onFailure, limits = RATE_LIMITS } = options;
  const here = new LRUCache<string, Recent>({ max: REMEMBERED });

  function recent(key: string, seconds: number): Recent {
    const found = here.get(key);
    if (found) return found;
    const fresh = { uses: new Set<string>(), barred: false };
    here.set(key, fresh, { ttl: seconds * 1_000 });
    return fresh;
  }

  return {
    async take(userId, what, cost, use) {
      const { times, seconds, strict } = limits[cost];
      const limit = Math.ceil(times * factor);
      const alone = strict ? 0 : Math.floor(limit * ALONE);
      const key = `${what}:${userId}`;
      const window = recent(key, seconds);
      const { uses } = window;
      // What was let through once is let through again.
      const isNew = !uses.delete(use);
      if (isNew && (window.barred || uses.size >= limit))
        // The cache looks at its clock now and then only.
        return Math.min(Math.max(1, Math.ceil(here.getRemainingTTL(key))), seconds * 1_000);
      uses.add(use);
      if (uses.size <= alone) return 0;
      try {
        // The first to be told brings along what was not.
        const { nth, msLeft } = await shared.add(key, uses.size === alone + 1 ? [...uses] : [use], seconds);
        if (nth <= limit) return 0;
        uses.delete(use);
        // Until then nobody need be asked.
        here.set(key, { uses, barred: true }, { ttl: msLeft });
        return msLeft;
      } catch (error) {
        onFailure(error);
        return 0;
      }
    },
  };
}
