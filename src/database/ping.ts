import { Client } from 'pg';

/**
 * Asks a server on a connection of its own whether it works: it lets us in and answers a statement.
 * @param url of the database
 * @param withinMs milliseconds for all of it
 * @throws whatever keeps it from answering, or Error `timeout expired`
 */
export async function ping(url: string, withinMs: number): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'ostinato ping' });
  // What breaks the connection also rejects what waits for it; without a listener it would end the process.
  client.on('error', () => undefined);
  const deadline = setTimeout(
    () => client.connection.stream.destroy(new Error('timeout expired')),
    withinMs,
  ).unref();
  try {
    await client.connect();
    await client.query('select 1');
  } finally {
    clearTimeout(deadline);
    // Nobody waits for the goodbye: a frozen server would never answer it.
    client.end(() => undefined);
    setTimeout(() => client.connection.stream.destroy(), withinMs).unref();
  }
}
