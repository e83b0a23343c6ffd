import { AsyncLocalStorage } from 'node:async_hooks';
import PostgresClient, {
  type KnexBuilder,
  type KnexQuery,
  type KnexRunner,
} from 'knex/lib/dialects/postgres/index.js';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client as Connection } from 'pg';
import type { Claim } from '../request.ts';
import { within } from '../deadline.ts';
import { acquireInTime } from './acquire.ts';
import type { PoolBreaker } from './breaker.ts';
import type { Connector } from './connect.ts';
import {
  fromDatabase,
  isConnectionLost,
  isFull,
  isPlanStale,
  isUnanswered,
  sqlState,
  Unanswered,
} from './database-error.ts';
import { CLAIM, commit } from './commit.ts';
import { fly, type Statement } from './flight.ts';
import { isRead } from './is-read.ts';
import type { Leases } from './leases.ts';
import { cut, hangUp, isDead, type LiveConnections } from './live-connections.ts';
import { Plans, type Plan } from './plans.ts';

/** One statement that was sent: what log and metrics need to know of it. Bindings are left out on purpose. */
export interface QueryReport {
  sql: string;
  durationMs: number;
  failed: boolean;
}

export interface DialectOptions {
  connector: Connector;
  /** Whether each statement is prepared once per connection. Not behind PgBouncer before 1.21, which cannot carry them. */
  namedStatements(): boolean;
  onQuery(report: QueryReport): void;
  /** What was prepared returns something else since a migration. */
  onStalePlan(sql: string): void;
  /** A connection was lent, after so many milliseconds. */
  onLent(waitedMs: number): void;
  /** What the transaction that commits now must be the first to carry out, if anything. */
  claim(): Claim | null;
  /** Everything that goes to PostgreSQL passes it once; none for tools, which can wait. */
  breaker?: PoolBreaker | undefined;
  connections: LiveConnections;
  /** Milliseconds. */
  timeouts: {
    /** For a connection of the pool's to be lent. */
    acquire: number;
    /** For an answer to a statement; null waits as long as it takes. */
    answer: number | null;
  };
  leases: Leases;
  /** Records where each transaction begins, which costs microseconds: for development. */
  withStacks: boolean;
}

/** Milliseconds that a server has to say goodbye to a connection. */
const GOODBYE_MS = 1_000;

/** Milliseconds between two attempts to get one more connection from a server that is full. */
const FULL_PAUSE_MS = { first: 50, longest: 500 };

/** What ends a transaction, but for a part of one. */
const ENDING = /^(commit|rollback)\b(?! to)/i;

/**
 * Knex's PostgreSQL dialect with named prepared statements, errors translated where they arise, connections checked
 * before they are lent, a breaker before the pool, and every statement reported. Made by a function since Knex copies
 * the prototype, and not the fields, into the client of a transaction.
 */
export function createDialect(options: DialectOptions): typeof PostgresClient {
  const plans = new Plans();
  const { breaker, connections, connector, leases, timeouts } = options;
  const begunAt = new AsyncLocalStorage<string | undefined>();
  /** Errors after which the statement may be asked again, on another connection. */
  const repeatable = new WeakSet<object>();
  /** Whose BEGIN waits for the first statement, with which it travels. */
  const beginning = new WeakSet<Connection>();

  return class extends PostgresClient {
    override async _query(connection: Connection, query: KnexQuery): Promise<KnexQuery> {
      if (query.sql === 'BEGIN;') {
        if (!connector.begin) {
          beginning.add(connection);
          leases.use(connection, query.sql);
          options.onQuery({ sql: query.sql, durationMs: 0, failed: false });
          return query;
        }
        query.options = { ...query.options, text: `BEGIN; ${connector.begin}` };
      }
      const begin = beginning.delete(connection);
      // Without bindings it may be several statements in one, which cannot be prepared.
      const isNamed = options.namedStatements() && (query.bindings?.length ?? 0) > 0;
      // Else the transaction has failed with it, and is run again as a whole.
      const isAlone = !begin && connection.getTransactionStatus() === 'I';
      const claim = query.sql === 'COMMIT;' ? options.claim() : null;
      // What has not begun needs no end.
      if (begin && !claim && ENDING.test(query.sql)) return query;
      const startedAt = performance.now();
      let failed = true;
      leases.use(connection, query.sql);
      const send = async (plan?: Plan): Promise<unknown> => {
        const claiming: Statement | null =
          claim && ((options.namedStatements() && plans.of(CLAIM)) || { text: CLAIM });
        const named = claiming ?? plan;
        if (begin && !named?.name) await super._query(connection, { sql: 'BEGIN' });
        const along = { begin: begin && Boolean(named?.name), commit: claiming !== null };
        // Apart from the query, whose text is logged: a result has what people wrote.
        if (claim && claiming) return commit(claim, (values) => fly(connection, along, claiming, values));
        if (plan && begin) {
          query.response = await fly(connection, along, plan, query.bindings ?? []);
          return query;
        }
        query.options = { ...query.options, ...plan };
        return super._query(connection, query);
      };
      const sendInTime = (plan?: Plan) =>
        timeouts.answer === null
          ? send(plan)
          : within<unknown>(timeouts.answer, send(plan), () => new Unanswered(timeouts.answer ?? 0));
      const sendPrepared = async (): Promise<unknown> => {
        const plan = isNamed ? plans.of(query.sql) : undefined;
        if (!plan) return sendInTime();
        try {
          return await sendInTime(plan);
        } catch (error) {
          if (!isPlanStale(error)) throw error;
          plans.renew(query.sql, plan);
          options.onStalePlan(query.sql);
          if (!isAlone) throw error;
          this.emit('retry', 'plan', error);
          return sendPrepared();
        }
      };
      try {
        await (breaker && !isDead(connection) ? breaker.running(sendPrepared) : sendPrepared());
        failed = false;
        return query;
      } catch (error) {
        // Knex takes the transaction for ended: what is left of it must not meet the next who borrows the connection.
        if (claim && sqlState(error)) {
          await super._query(connection, { sql: 'ROLLBACK' }).catch(() => {
            // The server closed the connection as well, so nobody will borrow it.
          });
        }
        // The rollback would only wait as long.
        if (isUnanswered(error)) cut(connection);
        // What ended this one may have ended others that nobody has used since.
        if (isUnanswered(error) || isConnectionLost(error)) connections.retire();
        const translated = fromDatabase(error);
        if (!this.transacting && isConnectionLost(error) && isRead(query.sql) && translated instanceof Error)
          repeatable.add(translated);
        throw translated;
      } finally {
        options.onQuery({ sql: query.sql, durationMs: performance.now() - startedAt, failed });
      }
    }

    override transaction(...args: Parameters<PostgresClient['transaction']>) {
      if (!options.withStacks) return super.transaction(...args);
      // Knex connects later, when nothing is left of who asked for it.
      return begunAt.run(new Error('begun').stack, () => super.transaction(...args));
    }

    /** A read whose connection broke is asked once more: the pool lends a fresh connection, or says that there is none. */
    override runner(builder: KnexBuilder): KnexRunner {
      const runner = super.runner(builder);
      const run = runner.run.bind(runner);
      runner.run = async () => {
        try {
          return await run();
        } catch (error) {
          const isOnItsOwn = !builder._connection && error instanceof Error;
          if (!isOnItsOwn || !repeatable.has(error)) throw error;
          this.emit('retry', 'read', error);
          return super.runner(builder).run();
        }
      };
      return runner;
    }

    override async acquireConnection(): Promise<Connection> {
      const acquire = () =>
        this.pool ? acquireInTime(this.pool, timeouts.acquire) : super.acquireConnection();
      const askedAt = performance.now();
      try {
        const connection = await (breaker
          ? breaker.admitted(acquire, (late) => super.releaseConnection(late))
          : acquire());
        leases.lend(connection, begunAt.getStore());
        options.onLent(performance.now() - askedAt);
        return connection;
      } catch (error) {
        throw fromDatabase(error);
      }
    }

    override releaseConnection(connection: Connection): Promise<void> {
      leases.giveBack(connection);
      beginning.delete(connection);
      return super.releaseConnection(connection);
    }

    override async acquireRawConnection(): Promise<Connection> {
      const connect = () => connector.connect();
      let pause = FULL_PAUSE_MS.first;
      for (;;) {
        try {
          const connection = await (breaker ? breaker.connecting(connect) : connect());
          connections.add(connection);
          return connection;
        } catch (error) {
          // The pool is as large as the server lets it be: whoever waits is lent what others give back.
          if (!isFull(error) || !this.pool?.numPendingAcquires()) throw error;
          await sleep(pause * (0.5 + Math.random() / 2));
          pause = Math.min(pause * 2, FULL_PAUSE_MS.longest);
        }
      }
    }

    override destroyRawConnection(connection: Connection): Promise<void> {
      return hangUp(connection, GOODBYE_MS);
    }

    // A client-side query timeout rejects while the server still works: such a connection must not be lent again.
    override async validateConnection(connection: Connection): Promise<boolean> {
      const { readyForQuery } = connection as Connection & { readyForQuery?: boolean };
      // Nor one in which a transaction was left behind.
      const isIdle = readyForQuery === true && connection.getTransactionStatus() === 'I';
      return isIdle && !connections.isRetired(connection);
    }
  };
}
