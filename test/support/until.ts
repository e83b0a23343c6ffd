import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits for a condition by asking again and again; never for a time.
 * @throws Error when it does not hold within the deadline (milliseconds).
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T> | T,
  deadlineMs = 240_000,
): Promise<NonNullable<T>> {
  const deadline = performance.now() + deadlineMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (performance.now() > deadline) throw new Error(`Waited ${deadlineMs} ms in vain until ${what}`);
    await sleep(5);
  }
}
