/** Knex publishes no types for the class of its PostgreSQL dialect; these are the parts that ours extends. */
declare module 'knex/lib/dialects/postgres/index.js' {
  import type { Knex } from 'knex';
  import type { Client as Connection, ClientConfig } from 'pg';

  interface KnexQuery {
    sql: string;
    bindings?: readonly unknown[];
    options?: Readonly<Record<string, unknown>>;
    /** Of several statements in one, a result for each. */
    response?: { rowCount: number | null } | readonly { rowCount: number | null }[];
  }

  interface KnexBuilder {
    /** The connection that it is bound to, if any. */
    _connection?: unknown;
  }

  interface KnexRunner {
    run(): Promise<unknown>;
  }

  /** Source: tarn, "Pool". */
  type Pool = Extract<NonNullable<Knex.Client['pool']>, { numPendingAcquires(): number }>;

  export default class PostgresClient extends Knex.Client {
    /** Set on the client of a transaction, which has one connection. */
    transacting?: boolean;
    /** None once it is destroyed. */
    pool: Pool | undefined;
    connectionSettings: ClientConfig;
    runner(builder: KnexBuilder): KnexRunner;
    _query(connection: Connection, query: KnexQuery): Promise<KnexQuery>;
    acquireConnection(): Promise<Connection>;
    releaseConnection(connection: Connection): Promise<void>;
    acquireRawConnection(): Promise<Connection>;
    destroyRawConnection(connection: Connection): Promise<void>;
    validateConnection(connection: Connection): Promise<boolean>;
  }
}
