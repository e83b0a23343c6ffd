/** Knex publishes no types for the class of its PostgreSQL dialect; these are the parts that ours extends. */
declare module 'knex/lib/dialects/postgres/index.js' {
  import type { Knex } from 'knex';
  import type { Client as Connection } from 'pg';

  interface KnexQuery {
    sql: string;
    bindings?: readonly unknown[];
    options?: Readonly<Record<string, unknown>>;
    /** Of several statements in one, a result for each. */
    response?: readonly { rowCount: number | null }[];
  }

  export default class PostgresClient extends Knex.Client {
    _query(connection: Connection, query: KnexQuery): Promise<KnexQuery>;
    acquireConnection(): Promise<Connection>;
    validateConnection(connection: Connection): Promise<boolean>;
  }
}
