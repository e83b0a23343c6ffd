import { RateLimiterMemory } from 'rate-limiter-flexible';
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
  /** Counts one use of `what` by somebody. @returns milliseconds until they may; 0 is now. Never fails */
  take(userId: string, what: string, cost: Cost): Promise<number>;
}

/** The share of a limit that a process counts by itself. */
const ALONE = 0.5;

/**
 * Counts in memory, and together with the other processes only what comes near a limit: most people never cost a
 * statement. Somebody who is served by several processes can therefore reach up to half as much again in each further
 * one, and so can somebody who begins anew here while the shared count still runs. What is strict is always shared.
 */
export function createRateLimiter(options: RateLimiterOptions): RateLimiter {
  const { shared, factor, onFailure, limits = RATE_LIMITS } = options;
  const here = new RateLimiterMemory({ points: 1, duration: 1 });

  return {
    async take(userId, what, cost) {
      const { times, seconds, strict } = limits[cost];
      const limit = Math.ceil(times * factor);
      const alone = strict ? 0 : Math.floor(limit * ALONE);
      const key = `${what}:${userId}`;
      const own = await here.penalty(key, 1, { customDuration: seconds });
      if (own.consumedPoints > limit) return own.msBeforeNext;
      if (own.consumedPoints <= alone) return 0;
      try {
        // The first to be told brings along what was not.
        const all = await shared.add(key, own.consumedPoints === alone + 1 ? alone + 1 : 1, seconds);
        if (all.times <= limit) return 0;
        // Until then nobody need be asked.
        await here.set(key, limit + 1, all.msLeft / 1_000);
        return all.msLeft;
      } catch (error) {
        onFailure(error);
        return 0;
      }
    },
  };
}
