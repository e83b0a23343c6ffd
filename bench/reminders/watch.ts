import { setTimeout as sleep } from 'node:timers/promises';
import type { Sent } from '../discord/fake-discord.ts';
import { percentile } from '../numbers.ts';
import { memoryOf, processorTimeOf } from '../processes/usage.ts';
import type { Running } from '../processes/processes.ts';

/** What was seen of one turn. */
export interface Seen {
  messages: number;
  /** Messages that came more than once. */
  twice: number;
  /** Requests that Discord refused for its limit. */
  refused: number;
  /** From the first message to the last. */
  seconds: number;
  perSecond: number;
  /** The busiest second, with every request of the bot. */
  busiest: number;
  /** Seconds from the first message on, after which half, and nearly all, were there. */
  lag: { p50: number; p99: number };
  /** Resident memory of the bot in MiB, before and at most. */
  memory: { ready: number; most: number };
  /** Milliseconds of processor for each message, which other programs at work change less than they do the pace. */
  processor: number;
}

const SAMPLE_MS = 250;
/** Milliseconds between two looks for the first message, and after which none is expected any more. */
const LOOK_MS = 20;
const SILENCE_MS = 120_000;

/** Resolves when a first message has come. @throws Error when none does */
export async function begins(sent: Sent, signal: AbortSignal): Promise<void> {
  const until = performance.now() + SILENCE_MS;
  while (sent.messages.length === 0) {
    signal.throwIfAborted();
    if (performance.now() > until) throw new Error(`no reminder came in ${SILENCE_MS} ms`);
    await sleep(LOOK_MS);
  }
}

/** Watches until that many messages have come, or so many seconds from the first one on are over. */
export async function watch(
  bot: Running,
  sent: Sent,
  limits: { count: number; seconds: number; signal: AbortSignal },
): Promise<Seen> {
  const ready = await memoryOf(bot);
  let most = ready;
  const processorBefore = await processorTimeOf(bot);
  if (limits.count > 0) await begins(sent, limits.signal);
  const until = performance.now() + limits.seconds * 1_000;
  while (sent.messages.length < limits.count && performance.now() < until) {
    limits.signal.throwIfAborted();
    await sleep(SAMPLE_MS);
    most = Math.max(most, await memoryOf(bot));
  }
  const processor = (await processorTimeOf(bot)) - processorBefore;
  const first = sent.messages[0]?.at ?? 0;
  const arrivals = sent.messages.map(({ at }) => (at - first) / 1_000);
  const seconds = arrivals.at(-1) ?? 0;
  return {
    messages: arrivals.length,
    twice: arrivals.length - new Set(sent.messages.map(({ nonce }) => nonce)).size,
    refused: sent.refused,
    seconds,
    perSecond: arrivals.length / seconds,
    busiest: Math.max(0, ...sent.requestsBySecond.values()),
    lag: { p50: percentile(arrivals, 0.5), p99: percentile(arrivals, 0.99) },
    memory: { ready, most },
    processor: processor / arrivals.length,
  };
}
