const WINDOW_MS = 10 * 60_000;
const INVALID = new Set([401, 403, 429]);

/** Counts what Discord refused; whoever collects too much of it is shut out for the rest of ten minutes. https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans */
export function createInvalidRequests(now: () => number, max: number) {
  let window = { count: 0, endsAt: 0 };
  return {
    note(status: number): void {
      if (!INVALID.has(status)) return;
      if (now() >= window.endsAt) window = { count: 0, endsAt: now() + WINDOW_MS };
      window.count += 1;
    },
    /** Seconds for which nothing is answered; 0 when all is well. */
    banSeconds: () => (window.count >= max ? Math.max(0, (window.endsAt - now()) / 1000) : 0),
  };
}
