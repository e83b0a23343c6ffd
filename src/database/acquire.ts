import type { Pool } from 'knex/lib/dialects/postgres/index.js';
import type { Client as Connection } from 'pg';
import { within } from '../deadline.ts';
import { isFull, Unanswered } from './database-error.ts';

/** Waits for a connection of the pool's. That a server has no more of them is a reason to wait. @throws Unanswered */
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
    return new Unanswered(milliseconds);
  });
}
