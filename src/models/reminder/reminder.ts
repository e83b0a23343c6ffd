import { BaseModel } from '../base/base-model.ts';
import { columns } from '../base/columns.ts';
import { confided, fact, internal, key, text, theirs } from '../base/held.ts';

/** What became of a reminder; `sent`, `failed` and `cancelled` are final. */
export type ReminderState = 'pending' | 'sending' | 'sent' | 'failed' | 'cancelled';

/** That somebody is to be told of a to-do at a time. A row is never moved to another time: a new one takes its place. */
export class Reminder extends BaseModel {
  static override tableName = 'reminders';
  static override columns = columns(
    'reminders',
    {
      id: key,
      todo_id: key,
      user_id: theirs('whom to remind'),
      due_at: fact('due date'),
      remind_at: confided(fact('when it comes')),
      state: confided(fact('what became of the message')),
      attempts: internal,
      claimed_at: internal,
      first_claimed_at: internal,
      held_at: internal,
      closed_at: internal,
      sent_at: confided(fact('when it was sent')),
      sent_channel_id: confided(fact('id of the message')),
      sent_message_id: confided(fact('id of the message')),
      failure: confided(text('why it could not be sent')),
      created_at: internal,
    },
    {
      file: 'reminders',
      on: ['todo_id', 'todos'],
      stay: { for: '90 days', since: 'remind_at', only: "state in ('sent', 'failed', 'cancelled')" },
    },
  );
  static {
    this.register();
  }

  declare id: string;
  declare todoId: string;
  declare userId: string;
  /** The due date that it is about. */
  declare dueAt: Date;
  declare remindAt: Date;
  declare state: ReminderState;
  /** How often it was claimed. */
  declare attempts: number;
  declare claimedAt: Date | null;
  /** When it was first claimed, by the clock of the database. */
  declare firstClaimedAt: Date | null;
  /** Since when it waits for the person, the bot or the module to be back in the server. */
  declare heldAt: Date | null;
  /** When its message lost its buttons, since the to-do was done or changed elsewhere. */
  declare closedAt: Date | null;
  declare sentAt: Date | null;
  declare sentChannelId: string | null;
  declare sentMessageId: string | null;
  /** Why it failed, for the operator. */
  declare failure: string | null;
  declare createdAt: Date;
}
