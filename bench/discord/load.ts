import { percentile } from '../numbers.ts';
import type { FakeDiscord } from './fake-discord.ts';
import { interaction, type Typed } from './interaction.ts';

/** What keeps the bot busy. */
export interface Load {
  /** The n-th interaction, from 0. */
  next(n: number): Typed;
  /** Is in each right answer. */
  expects: string;
}

/** One turn, times in milliseconds from the moment an interaction was emitted to its first response. */
export interface Turn {
  count: number;
  perSecond: number;
  p50: number;
  p99: number;
}

/** Milliseconds without any answer after which a bot counts as lost. */
const SILENCE = 10_000;

/**
 * Keeps interactions under way for that long, and waits for the last answer. With `every`, whoever was answered waits
 * so many milliseconds before typing again.
 * @throws Error at a wrong answer: a bot that says no quickly is not quick
 */
export function drive(
  discord: FakeDiscord,
  load: Load,
  limits: { concurrency: number; seconds: number; count?: number; every?: number },
): Promise<Turn> {
  const { concurrency, seconds, count = Number.POSITIVE_INFINITY, every = 0 } = limits;
  const emittedAt = new Map<string, number>();
  const latencies: number[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<Turn>();
  let emitted = 0;
  const startedAt = performance.now();
  const until = startedAt + seconds * 1_000;

  function emit(): void {
    const one = interaction(load.next(emitted));
    emitted += 1;
    emittedAt.set(one.id, performance.now());
    discord.emit(one);
  }
  const silence = setTimeout(
    () => reject(new Error(`no answer in ${SILENCE} ms, ${emittedAt.size} under way`)),
    seconds * 1_000 + SILENCE,
  );

  discord.onCallback((id, body) => {
    const now = performance.now();
    const since = emittedAt.get(id);
    if (since === undefined) return;
    emittedAt.delete(id);
    latencies.push(now - since);
    if (!body.includes(load.expects)) return reject(new Error(`expected “${load.expects}”, got ${body}`));
    if (now < until && emitted < count) {
      if (every > 0) setTimeout(emit, every);
      else emit();
    } else if (emittedAt.size === 0) {
      resolve({
        count: latencies.length,
        perSecond: (latencies.length / (now - startedAt)) * 1_000,
        p50: percentile(latencies, 0.5),
        p99: percentile(latencies, 0.99),
      });
    }
  });
  for (let i = 0; i < Math.min(concurrency, count); i += 1) emit();
  return promise.finally(() => {
    clearTimeout(silence);
    discord.onCallback(() => {});
  });
}
