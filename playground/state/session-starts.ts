/** How many sessions a bot may start. https://docs.discord.com/developers/events/gateway#session-start-limit-object */
export interface SessionStarts {
  /** Counts an IDENTIFY: `busy` is too many within five seconds, `exhausted` too many within a day. */
  take(): 'allowed' | 'busy' | 'exhausted';
  /** As `GET /gateway/bot` tells it. */
  view(): { total: number; remaining: number; reset_after: number; max_concurrency: number };
}

const CONCURRENCY_MS = 5_000;
const DAY_MS = 86_400_000;

/** Counts from zero. `identifies` is for a day, `concurrency` for five seconds. */
export function createSessionStarts(
  now: () => number,
  { identifies: total, concurrency }: { identifies: number; concurrency: number },
): SessionStarts {
  let day = { used: 0, endsAt: now() + DAY_MS };
  let recent: number[] = [];
  const today = () => {
    if (now() >= day.endsAt) day = { used: 0, endsAt: now() + DAY_MS };
    return day;
  };

  return {
    take() {
      recent = recent.filter((at) => at > now() - CONCURRENCY_MS);
      if (today().used >= total) return 'exhausted';
      if (recent.length >= concurrency) return 'busy';
      day.used += 1;
      recent.push(now());
      return 'allowed';
    },
    view: () => ({
      total,
      remaining: total - today().used,
      reset_after: day.endsAt - now(),
      max_concurrency: concurrency,
    }),
  };
}
