import type { RemindersBy } from '../../domain/preferences.ts';
import type { RowQueue } from '../enqueue.ts';

/** What every row has that somebody, and nobody else, is to send now. */
export interface Claimed {
  id: string;
  /** Which claim this is; whoever was claimed for later on has taken it over. */
  attempts: number;
  /** When it was claimed first, by the clock of the database. */
  since: Date;
}

/** A row that becomes a message to a person. */
export interface ClaimedMessage extends Claimed {
  userId: string;
  by: RemindersBy;
  /** Where to write when direct messages are closed, or chosen not to be written. */
  channelId: string | null;
  /** Whose server it is about; null for what is a person's own. */
  guildId: string | null;
  /** What the person chose, else what their Discord speaks, else their server. */
  locale: string | null;
}

/**
 * A table of rows that are each sent once, and the queue whose jobs ring for them. The table has the columns `id`
 * (uuid), `state` ('pending', 'sending', 'sent', 'failed' or 'cancelled'), `attempts`, `claimed_at`,
 * `first_claimed_at`, `sent_at` and `failure` (500 characters), besides those that are named here.
 */
export interface OutboxTable {
  readonly queue: RowQueue;
  readonly table: string;
  /** The column that says when a row is to leave. */
  readonly at: string;
  /** The column that says since when a row is held back; null where none ever is. */
  readonly held: string | null;
  /** SQL for whether row `r` waits to be sent. */
  readonly waits: string;
  /** SQL for whether there is another, so that row `r`, which was not sent, need not be tried again. */
  readonly enough: string;
  /** Where to write what is known of a row once it is sent, by what a `Delivery` calls it. */
  readonly keeps: Readonly<Record<string, string>>;
}

/** An outbox, with how its rows are claimed. */
export interface Outbox<Row extends Claimed, Kept extends string = never> extends OutboxTable {
  readonly keeps: Readonly<Record<Kept, string>>;
  /**
   * SQL for common table expressions, the last of them `judged`, of the rows `:ids` that are still to be sent, locked:
   * their `id`, and as `next` what becomes of each: `sending`, `cancelled`, or `pending` for what is to be held.
   */
  readonly judged: string;
  /** The columns of `judged` that are to be known of a row. */
  readonly shown: Readonly<Record<Exclude<keyof Row, keyof Claimed>, string>>;
  /** What is to be sent one after the other; each row of another lane may be sent at the same time. */
  readonly lane: (row: Row) => string;
}

/** SQL for whether row `r` is one of `:ids` and still to be sent; for `judged`. */
export const CLAIMABLE = `r.id = any(:ids) and r.state in ('pending', 'sending')`;

/** What is known of a message that was sent. */
export const MESSAGE_KEEPS = { channelId: 'sent_channel_id', messageId: 'sent_message_id' } as const;
export type MessageKept = keyof typeof MESSAGE_KEEPS;
