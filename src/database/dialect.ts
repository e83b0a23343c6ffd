import { createHash } from 'node:crypto';
import PostgresClient, { type KnexQuery } from 'knex/lib/dialects/postgres/index.js';
import { escapeLiteral, type Client as Connection } from 'pg';
import type { Claim } from '../request.ts';
import { fromDatabase, sqlState } from './database-error.ts';

/** One statement that was sent: what log and metrics need to know of it. Bindings are left out on purpose. */
export interface QueryReport {
  sql: string;
  durationMs: number;
  failed: boolean;
}

export interface DialectOptions {
  /** Prepare each statement once per connection. Off behind PgBouncer before 1.21, which cannot carry them. */
  namedStatements: boolean;
  onQuery(report: QueryReport): void;
  /** What the transaction that commits now must be the first to carry out, if anything. */
  claim(): Claim | null;
}

/** Statements whose text varies without end must not fill every connection's memory: beyond this many, no name. */
const MAX_NAMED = 500;
const NAMEABLE = /^\s*(select|insert|update|delete|with)\b/i;

/**
 * Knex's PostgreSQL dialect with named prepared statements, errors translated where they arise, connections checked
 * before they are lent, and every statement reported. Made by a function since Knex copies the prototype, and not
 * the fields, into the client of a transaction.
 */
export function createDialect(options: DialectOptions): typeof PostgresClient {
  const names = new Map<string, string>();

  function nameOf(sql: string): string | undefined {
    if (!options.namedStatements) return undefined;
    const known = names.get(sql);
    if (known || names.size >= MAX_NAMED || !NAMEABLE.test(sql)) return known;
    const name = createHash('sha1').update(sql).digest('base64url');
    names.set(sql, name);
    return name;
  }

  return class extends PostgresClient {
    override async _query(connection: Connection, query: KnexQuery): Promise<KnexQuery> {
      // Without bindings it may be several statements in one, which cannot be prepared.
      const name = query.bindings?.length ? nameOf(query.sql) : undefined;
      if (name) query.options = { ...query.options, name };
      const claim = query.sql === 'COMMIT;' ? options.claim() : null;
      const startedAt = performance.now();
      let failed = true;
      try {
        await (claim
          ? // Sent apart from the query, whose text is logged: a result has what people wrote.
            commit(claim, (sql) => super._query(connection, { ...query, sql }))
          : super._query(connection, query));
        failed = false;
        return query;
      } catch (error) {
        // Knex takes the transaction for ended: what is left of it must not meet the next who borrows the connection.
        if (claim && sqlState(error)) {
          await super._query(connection, { sql: 'ROLLBACK' }).catch(() => {
            // The server closed the connection as well, so nobody will borrow it.
          });
        }
        throw fromDatabase(error);
      } finally {
        options.onQuery({ sql: query.sql, durationMs: performance.now() - startedAt, failed });
      }
    }

    override async acquireConnection(): Promise<Connection> {
      try {
        return await super.acquireConnection();
      } catch (error) {
        throw fromDatabase(error);
      }
    }

    // A client-side query timeout rejects while the server still works: such a connection must not be lent again.
    override async validateConnection(connection: Connection): Promise<boolean> {
      return (connection as Connection & { readyForQuery?: boolean }).readyForQuery === true;
    }
  };
}

/**
 * Claims, and keeps the result, in the same round trip as COMMIT. It waits for a transaction that claims the same to
 * end; when that was committed, this one is not.
 */
async function commit(claim: Claim, send: (sql: string) => Promise<KnexQuery>): Promise<void> {
  const { interactionId, step, result } = claim;
  const kept = result === null ? 'null' : escapeLiteral(result);
  claim.inDoubt = true;
  try {
    await send(
      `insert into handled_interactions (id, step, result) values (${BigInt(interactionId)}, ${step}, ${kept}); COMMIT;`,
    );
    claim.inDoubt = false;
  } catch (error) {
    // An error of the server's is an answer: it did not commit.
    claim.inDoubt = sqlState(error) === undefined;
    throw error;
  }
}
