import type { RemindersBy } from '../../domain/preferences.ts';

/** A kind of message: the table of its rows, and the queue whose jobs ring for them. */
export interface Outbox {
  readonly table: 'reminders' | 'notices';
  readonly queue: string;
  /** What a job calls the id of its row. */
  readonly idKey: string;
  /** The column that says when a row is to leave, and which of those that wait are not held back. */
  readonly at: string;
  readonly waits: string;
  /** SQL for whether there is another, so that row `r`, which was not sent, need not be tried again. */
  readonly enough: string;
}

export const REMINDERS: Outbox = {
  table: 'reminders',
  queue: 'reminders',
  idKey: 'reminderId',
  at: 'remind_at',
  waits: `r.state = 'pending' and r.held_at is null`,
  enough: `exists (
    select from reminders o where o.todo_id = r.todo_id and o.user_id = r.user_id and o.state = 'pending')`,
};

export const NOTICES: Outbox = {
  table: 'notices',
  queue: 'notices',
  idKey: 'noticeId',
  at: 'created_at',
  waits: `r.state = 'pending'`,
  enough: 'false',
};

/** What every row has that somebody, and nobody else, is to send now. */
export interface Claimed {
  id: string;
  /** Which claim this is; whoever was claimed for later on has taken it over. */
  attempts: number;
  /** When it was claimed first, by the clock of the database. */
  since: Date;
  userId: string;
  by: RemindersBy;
  /** Where to write when direct messages are closed, or chosen not to be written. */
  channelId: string | null;
  /** Whose server it is about; null for what is a person's own. */
  guildId: string | null;
  /** What the person chose, else what their Discord speaks, else their server. */
  locale: string | null;
}
