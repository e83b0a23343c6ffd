import knex, { type Knex } from 'knex';
import type { ClientConfig } from 'pg';
import type { Logger } from '../logger.ts';
import { claim, currentRequest } from '../request.ts';
import { createDialect } from './dialect.ts';

export interface DatabaseOptions {
  url: string;
  /** Connections at most; the pool shrinks to none when idle. */
  poolMax: number;
  /** Seen in pg_stat_activity. */
  applicationName: string;
  namedStatements: boolean;
  /** Statements that take longer, in milliseconds, are logged (without their bindings). */
  slowQueryMs: number;
  log: Logger;
  /** Milliseconds after which the server gives up on a statement; 2,000 unless told. */
  statementMs?: number;
  /** Migrations may take long: leaves statement and query timeouts out. */
  patient?: boolean;
}

/** Milliseconds. The server gives up on a statement (2 s) before the client does (2.5 s), and both before Discord. */
const TIMEOUTS = {
  acquire: 3_000,
  connect: 2_000,
  statement: 2_000,
  grace: 500,
  lock: 1_000,
  idleInTransaction: 5_000,
};
const LIFETIME_MS = 30 * 60_000;

const BEGIN = /^begin/i;
const TRANSACTION_CONTROL = /^(begin|commit|rollback|savepoint|release)/i;

/** The bounded pool over which everything goes. It connects at the first query, never before. */
export function createDatabase(options: DatabaseOptions): Knex {
  const { log, statementMs = TIMEOUTS.statement } = options;
  const dialect = createDialect({
    namedStatements: options.namedStatements,
    claim,
    onQuery({ sql, durationMs, failed }) {
      const request = currentRequest();
      if (request && BEGIN.test(sql)) request.transactions += 1;
      else if (request && !TRANSACTION_CONTROL.test(sql)) request.statements += 1;
      const requestId = request?.requestId;
      if (durationMs > options.slowQueryMs)
        log.warn({ requestId, sql, durationMs: Math.round(durationMs), failed }, 'slow query');
      else log.trace({ requestId, sql, durationMs, failed }, 'query');
    },
  });
  const connection: ClientConfig = {
    connectionString: options.url,
    application_name: options.applicationName,
    connectionTimeoutMillis: TIMEOUTS.connect,
    keepAlive: true,
    lock_timeout: TIMEOUTS.lock,
    idle_in_transaction_session_timeout: TIMEOUTS.idleInTransaction,
    ...(options.patient
      ? {}
      : { statement_timeout: statementMs, query_timeout: statementMs + TIMEOUTS.grace }),
  };
  return knex({
    client: dialect,
    // Known in advance, so that no connection has to ask for it.
    version: '17',
    // Knex knows fewer of the settings than node-postgres takes.
    connection: connection as Knex.PgConnectionConfig,
    pool: {
      min: 0,
      max: options.poolMax,
      acquireTimeoutMillis: TIMEOUTS.acquire,
      maxConnectionLifetimeMillis: LIFETIME_MS,
      maxConnectionLifetimeJitterMillis: LIFETIME_MS / 10,
    },
    acquireConnectionTimeout: TIMEOUTS.acquire,
    log: {
      warn: (message: unknown) => log.warn(String(message)),
      error: (message: unknown) => log.error(String(message)),
      deprecate: (message: unknown) => log.warn(String(message)),
      debug: (message: unknown) => log.debug({ knex: message }, 'knex'),
    },
  });
}
