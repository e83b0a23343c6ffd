import { Gauge, type Registry } from 'prom-client';
import type { ShardState } from '../../discord/connection/shard-state.ts';
import type { ReadinessReport } from '../readiness.ts';

export interface StateSources {
  version: string;
  readonly shards: () => readonly ShardState[];
  readonly readiness: () => Promise<ReadinessReport>;
}

/** What is neither counted nor timed, but is so at the moment somebody asks. */
export function stateMetrics(registry: Registry, { version, shards, readiness }: StateSources): void {
  const registers = [registry];
  new Gauge({
    name: 'ostinato_build_info',
    help: 'Always 1; the version is a label',
    labelNames: ['version'],
    registers,
  }).set({ version }, 1);

  const ready = new Gauge({
    name: 'ostinato_ready',
    help: '1 while /readyz answers 200, else 0',
    registers,
    async collect() {
      ready.set((await readiness()).status === 'ready' ? 1 : 0);
    },
  });
  // Each gauge asks for itself, since all are collected at once; the checks run once.
  const check = new Gauge({
    name: 'ostinato_ready_check',
    help: '1 where a check of /readyz is well, else 0',
    labelNames: ['check'],
    registers,
    async collect() {
      const { checks } = await readiness();
      for (const [name, { ok }] of Object.entries(checks)) check.set({ check: name }, ok ? 1 : 0);
    },
  });

  const connected = new Gauge({
    name: 'ostinato_gateway_connected',
    help: '1 while a shard is connected to Discord’s gateway, else 0',
    labelNames: ['shard'],
    registers,
    collect() {
      for (const { shard, ready } of shards()) connected.set({ shard }, ready ? 1 : 0);
    },
  });
  const ping = new Gauge({
    name: 'ostinato_gateway_ping_seconds',
    help: 'Round trip of the gateway’s last heartbeat',
    labelNames: ['shard'],
    registers,
    collect() {
      for (const { shard, pingMs } of shards()) if (pingMs !== null) ping.set({ shard }, pingMs / 1_000);
    },
  });
}
