import knex, { type Knex } from 'knex';
import type { Logger } from '../logger.ts';
import { currentClaim, currentRequest } from '../request.ts';
import type { PoolBreaker } from './breaker.ts';
import { Connector } from './connect.ts';
import { createDialect, type QueryReport } from './dialect.ts';
import { type Leak, Leases } from './leases.ts';
import { isDead, LiveConnections, watch } from './live-connections.ts';

export interface DatabaseOptions {
  url: string;
  /** Connections at most; the pool shrinks to none when idle. */
  poolMax: number;
  /** Seen in pg_stat_activity. */
  applicationName: string;
  /** `auto`: unless there is a pooler in between. */
  namedStatements: boolean | 'auto';
  /** Statements that take longer, in milliseconds, are logged (without their bindings). */
  slowQueryMs: number;
  log: Logger;
  /** The metrics' hook. */
  onQuery?(report: QueryReport, isSlow: boolean): void;
  /** Milliseconds after which the server gives up on a statement; 2,000 unless told. */
  statementMs?: number;
  /** Milliseconds to wait for a connection: unless told, 3,000 for one of the pool's, and 2,000 of these for a new one. */
  connectionMs?: number;
  /** Migrations may take long: leaves statement and query timeouts out, and waits half a minute for a connection. */
  patient?: boolean;
  /** Keeps everybody from waiting for a server that is away. */
  breaker?: PoolBreaker;
  /** Milliseconds since its last statement after which a connection that is lent counts as leaked; 10 s. */
  leakAfterMs?: number;
  /** Names in the log where a leaked transaction began; costs a little for each. */
  withStacks?: boolean;
  onLeak?: (leak: Leak) => void;
  /** Told of each operation that is tried again: its connection broke, others were in its way, or its plan was stale. */
  onRetry?: (operation: 'read' | 'transaction' | 'plan' | 'erased', error: unknown) => void;
}

/** Milliseconds. The server gives up on a statement (2 s) before the client does (2.5 s), and both before Discord. */
const TIMEOUTS = {
  acquire: 3_000,
  connect: 2_000,
  patience: 30_000,
  statement: 2_000,
  grace: 500,
  // More than PostgreSQL's deadlock_timeout (1 s), which else never gets to find a deadlock, and less than a statement.
  lock: 1_600,
  // Who waits to alter a table keeps everybody else from it.
  alter: 1_000,
  idleInTransaction: 5_000,
};
/** The longest that a timer takes. */
const NEVER_MS = 2 ** 31 - 1;
const LIFETIME_MS = 30 * 60_000;
/** No statement and no transaction of an interaction's can take that long. */
const LEAK_AFTER_MS = 10_000;

const CONNECTION_TROUBLE = /^(acquire )?connection error/i;
const BEGIN = /^begin/i;
const TRANSACTION_CONTROL = /^(begin|commit|rollback|savepoint|release)/i;

/** The bounded pool over which everything goes. It connects at the first query, never before. */
export function createDatabase(options: DatabaseOptions): Knex {
  const { log, breaker, statementMs = TIMEOUTS.statement } = options;
  const connectionMs = options.connectionMs ?? (options.patient ? TIMEOUTS.patience : undefined);
  const connections = new LiveConnections();
  breaker?.onChange((state) => {
    // Nothing that was sent will be answered, and what is idle only looks alive.
    if (state === 'open') connections.cut();
  });
  const leases = new Leases({
    leakAfterMs: options.patient ? null : (options.leakAfterMs ?? LEAK_AFTER_MS),
    holder: () => currentRequest()?.requestId,
    onLeak(leak) {
      log.error(leak, 'connection leak');
      options.onLeak?.(leak);
    },
    onHeld(connection) {
      // PostgreSQL has ended it, as it does with an idle transaction: its place in the pool is for others.
      if (isDead(connection)) void database.client.releaseConnection(connection);
    },
  });
  const connector = new Connector(options.url, {
    applicationName: options.applicationName,
    connectMs: connectionMs ?? TIMEOUTS.connect,
    onClient: watch,
    limits: {
      lock_timeout: options.patient ? TIMEOUTS.alter : TIMEOUTS.lock,
      idle_in_transaction_session_timeout: TIMEOUTS.idleInTransaction,
      statement_timeout: options.patient ? 0 : statementMs,
      // Those of a role or a database, which would end what has its own limits.
      transaction_timeout: 0,
      idle_session_timeout: 0,
    },
  });
  const dialect = createDialect({
    connector,
    namedStatements: () => (options.namedStatements === 'auto' ? !connector.pooled : options.namedStatements),
    claim: currentClaim,
    breaker,
    connections,
    leases,
    withStacks: options.withStacks ?? false,
    // Of our own: those of driver and pool take a late timer for a missing answer.
    timeouts: {
      acquire: connectionMs ?? TIMEOUTS.acquire,
      answer: options.patient ? null : statementMs + TIMEOUTS.grace,
    },
    onStalePlan: (sql) => log.info({ sql }, 'statement prepared again after a migration'),
    onLent(waitedMs) {
      if (waitedMs <= options.slowQueryMs) return;
      const requestId = currentRequest()?.requestId;
      log.warn({ requestId, waitedMs: Math.round(waitedMs) }, 'long wait for a connection');
    },
    onQuery(report) {
      const { sql, durationMs, failed } = report;
      const isSlow = durationMs > options.slowQueryMs;
      options.onQuery?.(report, isSlow);
      const request = currentRequest();
      if (request && BEGIN.test(sql)) request.transactions += 1;
      else if (request && !TRANSACTION_CONTROL.test(sql)) request.statements += 1;
      const requestId = request?.requestId;
      if (isSlow) log.warn({ requestId, sql, durationMs: Math.round(durationMs), failed }, 'slow query');
      else log.trace({ requestId, sql, durationMs, failed }, 'query');
    },
  });
  const database: Knex = knex({
    client: dialect,
    // Known in advance, so that no connection has to ask for it.
    version: '17',
    // Only says that there is one: the dialect has the connector make them.
    connection: {},
    pool: {
      min: 0,
      max: options.poolMax,
      acquireTimeoutMillis: NEVER_MS,
      maxConnectionLifetimeMillis: LIFETIME_MS,
      maxConnectionLifetimeJitterMillis: LIFETIME_MS / 10,
    },
    acquireConnectionTimeout: NEVER_MS,
    // Errors carry the statement as it was written: what people said is in its bindings, and stays out of the log.
    compileSqlOnError: false,
    log: {
      // That a connection broke is told by whoever needed it, and by the breaker: with the stacks, it would flood.
      warn: (message: unknown) =>
        log[CONNECTION_TROUBLE.test(String(message)) ? 'debug' : 'warn']({ knex: message }, 'Knex warning'),
      error: (message: unknown) => log.error({ knex: message }, 'Knex error'),
      deprecate: (message: unknown) => log.warn({ knex: message }, 'Knex deprecation'),
      debug: (message: unknown) => log.debug({ knex: message }, 'Knex debug'),
    },
  });
  if (options.onRetry) database.client.on('retry', options.onRetry);
  return database;
}
