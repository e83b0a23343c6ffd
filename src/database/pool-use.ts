import type { Knex } from 'knex';

/** How a pool is used at this moment, in connections; `waiting` are queries that wait for one. */
export interface PoolUse {
  used: number;
  idle: number;
  waiting: number;
  max: number;
}

/** What is asked of the pool that Knex has within. Source: tarn, "Pool". */
interface Pool {
  numUsed(): number;
  numFree(): number;
  numPendingAcquires(): number;
  readonly max: number;
}

/** All are 0 once the pool is destroyed. */
export function poolUse(knex: Knex): PoolUse {
  const { pool } = knex.client as { pool?: Pool };
  return {
    used: pool?.numUsed() ?? 0,
    idle: pool?.numFree() ?? 0,
    waiting: pool?.numPendingAcquires() ?? 0,
    max: pool?.max ?? 0,
  };
}
