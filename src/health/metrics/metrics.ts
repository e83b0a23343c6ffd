import { collectDefaultMetrics, Registry } from 'prom-client';
import type { PoolUse } from '../../database/pool-use.ts';
import { databaseMetrics } from './database.ts';
import { interactionMetrics } from './interactions.ts';
import { jobMetrics } from './jobs.ts';
import { stateMetrics, type StateSources } from './state.ts';

/** Where the figures come from that are read when somebody asks for them. */
export interface MetricsSources extends StateSources {
  /** The names that may be labels of an interaction. */
  commands: readonly string[];
  readonly pool: () => PoolUse;
}

/** Recorders, to be handed as callbacks to whoever has something to tell, and what they came to. */
export type Metrics = ReturnType<typeof createMetrics>;

/** The metrics of one process, in a registry of their own. Starts to watch the event loop and the garbage collector. */
export function createMetrics(sources: MetricsSources) {
  const registry = new Registry();
  stateMetrics(registry, sources);
  const recorders = {
    ...interactionMetrics(registry, sources.commands),
    ...databaseMetrics(registry, sources.pool),
    ...jobMetrics(registry),
  };
  // process_… and nodejs_…, under the names that everybody's dashboards know.
  collectDefaultMetrics({ register: registry });
  return {
    ...recorders,
    /** Everything, in Prometheus's text format. Source: prometheus.io/docs/instrumenting/exposition_formats */
    scrape: async (): Promise<{ type: string; text: string }> => ({
      type: registry.contentType,
      text: await registry.metrics(),
    }),
  };
}
