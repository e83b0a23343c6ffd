import type { Client } from 'pg';
import { deadline } from '../deadline.ts';
import { connect } from './connect.ts';
import { Unanswered } from './database-error.ts';

/**
 * Asks a server on a connection of its own whether it works: it lets us in and answers a statement.
 * @param url of the database
 * @param withinMs milliseconds for all of it
 * @throws whatever keeps it from answering, or Unanswered
 */
export async function ping(url: string, withinMs: number): Promise<void> {
  let latest: Client | undefined;
  const cancel = deadline(withinMs, () => latest?.connection.stream.destroy(new Unanswered(withinMs)));
  try {
    const client = await connect(url, {
      applicationName: 'ostinato ping',
      connectMs: withinMs,
      bare: true,
      onClient: (each) => (latest = each),
    });
    await client.query('select 1');
  } finally {
    cancel();
    // Nobody waits for the goodbye: a frozen server would never answer it.
    latest?.end(() => undefined);
    setTimeout(() => latest?.connection.stream.destroy(), withinMs).unref();
  }
}
