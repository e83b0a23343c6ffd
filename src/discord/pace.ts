import { time, TimestampStyles } from 'discord.js';
import type { Cost } from '../domain/rate-limits.ts';
import { UserError } from '../errors.ts';
import type { RateLimiter } from '../rate-limits/rate-limiter.ts';

/** What is counted of an interaction. */
export interface Pace {
  what: string;
  cost: Cost;
}

/** Somebody uses something too often; the message tells when they may go on, as a timestamp that Discord counts down. */
export class TooFast extends UserError {
  override name = 'TooFast';
}

/** Counts one use. @throws TooFast */
export async function checkPace(
  limiter: RateLimiter,
  userId: string,
  { what, cost }: Pace,
  now: () => Date,
): Promise<void> {
  const waitMs = await limiter.take(userId, what, cost);
  if (waitMs <= 0) return;
  // Whole seconds, and never too early.
  const when = time(Math.ceil((now().getTime() + waitMs) / 1_000), TimestampStyles.RelativeTime);
  throw new TooFast('errors.tooFast', { when });
}
