import knex, { type Knex } from 'knex';
import PostgresClient from 'knex/lib/dialects/postgres/index.js';
import { loadModule } from '../../../src/database/module-files.ts';

const TRANSACTION_CONTROL = /^(begin|commit|rollback|savepoint|release)\b/i;

/** Knex reads `config`, and its types do not have it. */
type Migration = Knex.Migration & { config?: { transaction?: boolean } };

export interface MigrationSql {
  sql: string;
  /** As long as its `config` does not say otherwise. */
  inTransaction: boolean;
}

/**
 * The SQL that a migration's `up` sends, without a database: whatever it asks, no row answers. Bindings stay `$1`.
 * @throws whatever `up` throws.
 */
export async function sqlOf(name: string, directory: string): Promise<MigrationSql> {
  const statements: string[] = [];
  class Recorder extends PostgresClient {
    override _query(
      ...[, query]: Parameters<PostgresClient['_query']>
    ): ReturnType<PostgresClient['_query']> {
      // Of a transaction within the migration's own there are savepoints only.
      if (!TRANSACTION_CONTROL.test(query.sql)) statements.push(query.sql);
      // By it Knex decides what it gives to whoever asked.
      const command = query.sql.trim().split(/\s/, 1)[0]?.toUpperCase().replace('WITH', 'SELECT');
      const response = { command, rowCount: 0, rows: [], fields: [] };
      return Promise.resolve(Object.assign(query, { response }) as never);
    }
    override acquireConnection(): ReturnType<PostgresClient['acquireConnection']> {
      return Promise.resolve({} as never);
    }
    override releaseConnection(): Promise<void> {
      return Promise.resolve();
    }
  }
  const recording: Knex = knex({ client: Recorder, version: '17' });
  const { up, config } = await loadModule<Migration>(directory, name);
  await up(recording);
  return {
    sql: statements.map((sql) => `${sql.trim().replace(/;$/, '')};\n`).join(''),
    inTransaction: config?.transaction !== false,
  };
}
