import { time, TimestampStyles, type BaseInteraction } from 'discord.js';
import type { Cost } from '../../domain/rate-limits.ts';
import { UserError } from '../../errors.ts';
import type { RateLimiter } from '../../rate-limits/rate-limiter.ts';

/** What is counted of an interaction. */
export interface Pace {
  what: string;
  cost: Cost;
}

/** Somebody uses something too often; the message tells when they may go on, as a timestamp that Discord counts down. */
export class TooFast extends UserError {
  override name = 'TooFast';
}

/** Counts an interaction as one use. @throws TooFast */
export async function checkPace(
  limiter: RateLimiter,
  { id, user }: Pick<BaseInteraction, 'id' | 'user'>,
  { what, cost }: Pace,
  now: () => Date,
): Promise<void> {
  const waitMs = await limiter.take(user.id, what, cost, id);
  if (waitMs <= 0) return;
  // Whole seconds, and never too early.
  const when = time(Math.ceil((now().getTime() + waitMs) / 1_000), TimestampStyles.RelativeTime);
  throw new TooFast('errors.tooFast', { when });
}
