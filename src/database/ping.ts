import { Client } from 'pg';
import { deadline } from '../deadline.ts';
import { Unanswered } from './database-error.ts';

/**
 * Asks a server on a connection of its own whether it works: it lets us in and answers a statement.
 * @param url of the database
 * @param withinMs milliseconds for all of it
 * @throws whatever keeps it from answering, or Unanswered
 */
export async function ping(url: string, withinMs: number): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'ostinato ping' });
  // What breaks the connection also rejects what waits for it; without a listener it would end the process.
  client.on('error', () => undefined);
  const cancel = deadline(withinMs, () => client.connection.stream.destroy(new Unanswered(withinMs)));
  try {
    await client.connect();
    await client.query('select 1');
  } finally {
    cancel();
    // Nobody waits for the goodbye: a frozen server would never answer it.
    client.end(() => undefined);
    setTimeout(() => client.connection.stream.destroy(), withinMs).unref();
  }
}
