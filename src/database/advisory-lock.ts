import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';

const POLL_MS = 50;

/**
 * Runs `work` while this process holds a session-level advisory lock, on a connection of its own that the pool must
 * have beside the one for the work. It asks again and again, because a session that waits inside a statement would
 * deadlock with CREATE INDEX CONCURRENTLY. PostgreSQL frees the lock when the connection ends.
 * Source: PostgreSQL documentation, 13.3.5 "Advisory Locks".
 */
export async function withAdvisoryLock<T>(knex: Knex, key: number, work: () => Promise<T>): Promise<T> {
  const connection: unknown = await knex.client.acquireConnection();
  try {
    while (!(await ask(knex, connection, 'pg_try_advisory_lock', key))) {
      await sleep(POLL_MS * (0.5 + Math.random()));
    }
    try {
      return await work();
    } finally {
      await ask(knex, connection, 'pg_advisory_unlock', key);
    }
  } finally {
    await knex.client.releaseConnection(connection);
  }
}

async function ask(knex: Knex, connection: unknown, verb: string, key: number): Promise<boolean> {
  const { rows } = await knex
    .raw<{ rows: { yes: boolean }[] }>(`select ${verb}(?) as yes`, [key])
    .connection(connection);
  return rows[0]?.yes === true;
}
