/** What time it is for everything that the bot says and does. */
export interface Clock {
  readonly now: () => Date;
}

/** The machine's clock, which can be made to run ahead: tests travel instead of sleeping. */
export function createClock(): Clock & { runAhead(milliseconds: number): void } {
  let aheadMs = 0;
  return {
    now: () => new Date(Date.now() + aheadMs),
    runAhead(milliseconds) {
      aheadMs = milliseconds;
    },
  };
}
