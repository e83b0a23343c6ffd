import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { QueryReport } from '../../database/dialect.ts';
import type { PoolUse } from '../../database/pool-use.ts';
import { asOperation, operationOf, OPERATIONS } from './operation.ts';

/** Seconds. Most statements take less than a millisecond; the server gives up after two seconds. */
const BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** The circuit breaker's states. */
export type BreakerState = 'closed' | 'open' | 'half-open';
const STATES: readonly BreakerState[] = ['closed', 'open', 'half-open'];

/** @param pool is read when somebody asks for the metrics */
export function databaseMetrics(registry: Registry, pool: () => PoolUse) {
  const registers = [registry];
  const counter = <T extends string = never>(name: string, help: string, labelNames: T[] = []) =>
    new Counter({ name, help, labelNames, registers });
  const duration = new Histogram({
    name: 'ostinato_query_duration_seconds',
    help: 'Statements sent to PostgreSQL, to their answer',
    labelNames: ['operation'],
    buckets: BUCKETS,
    registers,
  });
  const failed = counter('ostinato_query_failures_total', 'Statements that failed', ['operation']);
  const slow = counter('ostinato_slow_queries_total', 'Statements slower than SLOW_QUERY_MS', ['operation']);
  const retried = counter('ostinato_query_retries_total', 'Times that work was tried again', ['operation']);
  const leaks = counter('ostinato_connection_leaks_total', 'Connections that were kept unused too long');
  const opened = counter('ostinato_breaker_opened_total', 'Times that the circuit breaker opened');
  const state = new Gauge({
    name: 'ostinato_breaker_state',
    help: '1 for the state in which the circuit breaker is, else 0',
    labelNames: ['state'],
    registers,
  });
  const cache = counter('ostinato_settings_cache_lookups_total', 'Lookups of callers’ settings', ['result']);
  poolGauges(registry, pool);

  function breakerChanged(now: BreakerState): void {
    for (const one of STATES) state.set({ state: one }, one === now ? 1 : 0);
    if (now === 'open') opened.inc();
  }

  // So that the first of them is an increase, too.
  breakerChanged('closed');
  for (const operation of OPERATIONS) {
    duration.zero({ operation });
    for (const each of [failed, slow, retried]) each.inc({ operation }, 0);
  }
  for (const result of ['hit', 'miss']) cache.inc({ result }, 0);

  return {
    /** A statement was answered, or failed. */
    queried: ({ sql, durationMs, failed: isFailed }: QueryReport, isSlow: boolean): void => {
      const operation = operationOf(sql);
      duration.observe({ operation }, durationMs / 1_000);
      if (isFailed) failed.inc({ operation });
      if (isSlow) slow.inc({ operation });
    },
    /** The settings of a caller were asked for; a hit needed no statement of its own. */
    settingsLookedUp: (isHit: boolean): void => {
      cache.inc({ result: isHit ? 'hit' : 'miss' });
    },
    breakerChanged,
    /** Work is tried again. @param operation one of {@link OPERATIONS}, else it counts as `other` */
    retried: (operation: string): void => {
      retried.inc({ operation: asOperation(operation) });
    },
    /** A connection was not given back in time. */
    leaked: (): void => {
      leaks.inc();
    },
  };
}

function poolGauges(registry: Registry, pool: () => PoolUse): void {
  const registers = [registry];
  const connections = new Gauge({
    name: 'ostinato_pool_connections',
    help: 'Connections of the pool, in use or idle',
    labelNames: ['state'],
    registers,
    collect() {
      const { used, idle } = pool();
      connections.set({ state: 'used' }, used);
      connections.set({ state: 'idle' }, idle);
    },
  });
  const waiting: Gauge = new Gauge({
    name: 'ostinato_pool_waiting',
    help: 'Queries that wait for a connection',
    registers,
    collect() {
      waiting.set(pool().waiting);
    },
  });
  const max: Gauge = new Gauge({
    name: 'ostinato_pool_max_connections',
    help: 'Connections that the pool may have: DATABASE_POOL_MAX',
    registers,
    collect() {
      max.set(pool().max);
    },
  });
}
