import type { Pool } from 'knex/lib/dialects/postgres/index.js';
import type { Client as Connection } from 'pg';
import { within } from '../deadline.ts';
import { Busy } from '../errors.ts';
import { isFull, Unanswered } from './database-error.ts';

/**
 * Waits for a connection of the pool's. That a server has no more of them is a reason to wait.
 * @throws Busy when others of this process kept all that there are; Unanswered when there are none
 */
export async function acquireInTime(pool: Pool, milliseconds: number): Promise<Connection> {
  let asked = pool.acquire();
  const lent = async (): Promise<Connection> => {
    for (;;) {
      try {
        return await asked.promise;
      } catch (error) {
        if (!isFull(error)) throw error;
        asked = pool.acquire();
      }
    }
  };
  return within(milliseconds, lent(), () => {
    asked.abort();
    return pool.numUsed() > 0
      ? new Busy(`every connection was in use for ${milliseconds} ms`)
      : new Unanswered(milliseconds);
  });
}
