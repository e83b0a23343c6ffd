import type { Client } from 'pg';
import type { TestDatabase } from './database.ts';

/** The plan of the one statement that a verb sends, as PostgreSQL would run it on `client`. */
export async function planOf(
  database: TestDatabase,
  client: Client,
  verb: () => Promise<unknown>,
): Promise<string> {
  let seen: { sql: string; bindings: readonly unknown[] } | undefined;
  const see = (query: { sql: string; bindings: readonly unknown[] }) => (seen = query);
  database.knex.on('query', see);
  await verb();
  database.knex.removeListener('query', see);
  if (!seen) throw new Error('the verb sent no statement');
  // Knex has put $1, $2 … into what it reports only when it sends; the same is done here.
  let n = 0;
  const sql = seen.sql.replaceAll('?', () => `$${(n += 1)}`);
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${sql}`, [...seen.bindings]);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}
