import { Counter, Histogram, type Registry } from 'prom-client';
import type { Handled } from '../../discord/receive/handled.ts';

/** Seconds. Discord waits three for an answer, so they are close there. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 2.5, 3, 5, 10];

/** @param commands the names that may be labels; any other was forged by somebody, and is `unknown` */
export function interactionMetrics(registry: Registry, commands: readonly string[]) {
  const known = new Set(commands);
  const registers = [registry];
  const handled = new Counter({
    name: 'ostinato_interactions_total',
    help: 'Interactions that were handled',
    labelNames: ['kind', 'command', 'outcome'],
    registers,
  });
  const duration = new Histogram({
    name: 'ostinato_interaction_duration_seconds',
    help: 'From an interaction’s arrival to its answer',
    labelNames: ['kind', 'command'],
    buckets: BUCKETS,
    registers,
  });
  const limited = new Counter({
    name: 'ostinato_rate_limited_total',
    help: 'Interactions that were refused since a person sent too many',
    labelNames: ['command'],
    registers,
  });
  const limiterFailures = new Counter({
    name: 'ostinato_rate_limiter_failures_total',
    help: 'Times that the rate limit could not be asked, so that nobody was limited',
    registers,
  });
  const labelOf = (command: string) => (known.has(command) ? command : 'unknown');

  return {
    /** An interaction was handled: `onHandled` of the dispatcher. */
    handled: ({ kind, command, outcome, durationMs }: Handled): void => {
      const label = labelOf(command);
      handled.inc({ kind, command: label, outcome });
      // How long somebody else took to answer says nothing of this process.
      if (outcome !== 'elsewhere') duration.observe({ kind, command: label }, durationMs / 1_000);
    },
    /** Somebody was refused for asking too often. */
    rateLimited: (command: string): void => {
      limited.inc({ command: labelOf(command) });
    },
    /** The rate limit could not be asked, and let everybody through. */
    rateLimiterFailed: (): void => {
      limiterFailures.inc();
    },
  };
}
