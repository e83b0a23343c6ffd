import { createHash } from 'node:crypto';
import PostgresClient, { type KnexQuery } from 'knex/lib/dialects/postgres/index.js';
import type { Client as Connection } from 'pg';
import { fromDatabase } from './database-error.ts';

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
  /** What a transaction that begins must be the first to carry out, if anything. */
  claim(): { interactionId: string; settle(isFirst: boolean): void } | null;
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
      // In the same round trip as BEGIN; it waits for a transaction that does the same to end.
      const claim = query.sql === 'BEGIN;' ? options.claim() : null;
      if (claim)
        query.sql = `BEGIN; insert into handled_interactions (id) values (${BigInt(claim.interactionId)}) on conflict do nothing;`;
      const startedAt = performance.now();
      let failed = true;
      try {
        const answered = await super._query(connection, query);
        failed = false;
        claim?.settle(answered.response?.[1]?.rowCount === 1);
        return answered;
      } catch (error) {
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
