import { percentile } from '../numbers.ts';
import type { FakeDiscord } from './fake-discord.ts';
import { interaction, type Typed } from './interaction.ts';

/** What keeps the bot busy. */
export interface Load {
  /** The n-th interaction, from 0. */
  next(n: number): Typed;
  /** Is in each right answer, or in the right one to what was typed. */
  expects: string | ((typed: Typed) => string);
  /** Learns from a right answer, as people do who read it. */
  heard?(typed: Typed, body: string): void;
  /** How many more there can be; any number unless told. */
  left?(): number;
}

/** One turn, times in milliseconds from the moment an interaction was emitted to its answer. */
export interface Turn {
  count: number;
  perSecond: number;
  p50: number;
  p99: number;
}

/** Milliseconds without any answer after which a bot counts as lost. */
const SILENCE = 30_000;

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
  const { concurrency, seconds, every = 0 } = limits;
  const count = Math.min(limits.count ?? Number.POSITIVE_INFINITY, load.left?.() ?? Number.POSITIVE_INFINITY);
  const underWay = new Map<string, { typed: Typed; at: number }>();
  const latencies: number[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<Turn>();
  let emitted = 0;
  const startedAt = performance.now();
  const until = startedAt + seconds * 1_000;

  function emit(): void {
    const typed = load.next(emitted);
    const one = interaction(typed);
    emitted += 1;
    underWay.set(one.id, { typed, at: performance.now() });
    discord.emit(one);
  }
  const silence = setTimeout(
    () =>
      reject(
        new Error(
          `no answer in ${SILENCE} ms, ${underWay.size} under way: ${JSON.stringify([...underWay.values()][0])}`,
        ),
      ),
    SILENCE,
  );

  discord.onCallback((id, body) => {
    const now = performance.now();
    const one = underWay.get(id);
    if (!one) return;
    underWay.delete(id);
    latencies.push(now - one.at);
    silence.refresh();
    const expected = typeof load.expects === 'string' ? load.expects : load.expects(one.typed);
    if (!body.includes(expected)) return reject(new Error(`expected “${expected}”, got ${body}`));
    load.heard?.(one.typed, body);
    if (now < until && emitted < count) {
      if (every > 0) setTimeout(emit, every);
      else emit();
    } else if (underWay.size === 0) {
      resolve({
        count: latencies.length,
        perSecond: (latencies.length / (now - startedAt)) * 1_000,
        p50: percentile(latencies, 0.5),
        p99: percentile(latencies, 0.99),
      });
    }
  });
  if (count < 1) reject(new Error('there is nothing to type'));
  for (let i = 0; i < Math.min(concurrency, count); i += 1) emit();
  return promise.finally(() => {
    clearTimeout(silence);
    discord.onCallback(() => {});
  });
}
