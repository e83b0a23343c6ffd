import type { Client } from 'pg';
import { reasonOf } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { connect as open } from './connect.ts';

/** Milliseconds between attempts to listen again. */
const RETRY = { first: 100, longest: 5_000 };

export interface Listener {
  stop(): Promise<void>;
}

/**
 * Hears what other processes tell by NOTIFY, on a connection of its own that is made anew whenever it breaks.
 * `onGap` is called after each time in which something may have been missed: at the start and after a break.
 * Source: PostgreSQL documentation, LISTEN; behind PgBouncer it needs a direct connection.
 */
export function listen(
  url: string,
  channel: string,
  handlers: { onMessage(payload: string): void; onGap(): void },
  log: Logger,
): Listener {
  let client: Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let delay = RETRY.first;

  function again(err: unknown): void {
    if (stopped || timer) return;
    const reason = reasonOf(err);
    // Once for each interruption: what keeps it from listening keeps others from more.
    log[delay === RETRY.first ? 'warn' : 'debug'](
      { reason, channel },
      'listening to PostgreSQL failed; retrying',
    );
    timer = setTimeout(() => {
      timer = undefined;
      void connect();
    }, delay);
    delay = Math.min(delay * 2, RETRY.longest);
  }

  async function connect(): Promise<void> {
    try {
      const fresh = await open(url, {
        applicationName: 'ostinato listener',
        bare: true,
        onClient: (each) => (client = each),
      });
      fresh.on('error', again);
      fresh.on('end', () => again(new Error('the connection ended')));
      fresh.on('notification', ({ payload }) => handlers.onMessage(payload ?? ''));
      // Who listens says nothing for hours.
      await fresh.query(`set idle_session_timeout = 0; listen ${fresh.escapeIdentifier(channel)}`);
      delay = RETRY.first;
      handlers.onGap();
    } catch (error) {
      again(error);
      // What was half open is of no use; that it cannot be closed either is no news.
      await client?.end().catch((err: unknown) => log.debug({ err }, 'closing a broken connection failed'));
    }
  }

  void connect();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await client?.end();
    },
  };
}
