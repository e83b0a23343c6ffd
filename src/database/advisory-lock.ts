import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';

const POLL_MS = 50;

/**
 * Runs `work` while this process holds an advisory lock, on a connection of its own that the pool must have beside the
 * one for the work. The lock is a transaction's, since behind a pooler only a transaction keeps its connection; one that
 * holds no snapshot, and so keeps CREATE INDEX CONCURRENTLY from nothing. It asks again and again for the same reason: a
 * statement that waits has a snapshot. PostgreSQL frees the lock when the connection ends.
 * Source: PostgreSQL documentation, 13.3.5 "Advisory Locks".
 */
export async function withAdvisoryLock<T>(knex: Knex, key: number, work: () => Promise<T>): Promise<T> {
  const holder = await knex.transaction();
  try {
    await holder.raw('set local idle_in_transaction_session_timeout = 0');
    while (!(await isTaken(holder, key))) await sleep(POLL_MS * (0.5 + Math.random()));
    return await work();
  } finally {
    // Where the connection is gone, so is the lock; what `work` threw says more.
    await holder.rollback().catch(() => undefined);
  }
}

async function isTaken(holder: Knex.Transaction, key: number): Promise<boolean> {
  // Without bindings: what is sent with them leaves a portal behind, which keeps its snapshot.
  const { rows } = await holder.raw<{ rows: { yes: boolean }[] }>(
    `select pg_try_advisory_xact_lock(${BigInt(key)}) as yes`,
  );
  return rows[0]?.yes === true;
}
