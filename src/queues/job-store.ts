import type { Knex } from 'knex';
import { fromKnex, type Db } from 'pg-boss';

/** What pg-boss sends in one piece, to be carried out as one transaction. */
const SCRIPT = /^\s*begin\b/i;

/**
 * A pool as pg-boss wants its database. Many of its statements are scripts with a BEGIN and a COMMIT; one that breaks
 * off in the middle is rolled back before anybody else is lent the connection.
 */
export function jobStore(knex: Knex): Db {
  return {
    async executeSql(text, values) {
      if (!SCRIPT.test(text)) return fromKnex(knex).executeSql(text, values);
      const connection: unknown = await knex.client.acquireConnection();
      const pinned = (sql: string, bindings: readonly Knex.Value[] = []) =>
        knex.raw<unknown>(sql, [...bindings]).connection(connection);
      try {
        return await fromKnex({
          raw: async (sql, bindings) => pinned(sql, bindings as Knex.Value[]),
        }).executeSql(text, values);
      } catch (error) {
        // A connection that is broken has nothing to roll back, and is not lent again.
        await pinned('rollback').catch(() => undefined);
        throw error;
      } finally {
        await knex.client.releaseConnection(connection);
      }
    },
  };
}
