import { RESTORABLE_DAYS } from '../../domain/ownership/restorable.ts';
import { BaseModel } from '../base/base-model.ts';
import { columns } from '../base/columns.ts';
import { confided, fact, internal, key, named, text, theirs } from '../base/held.ts';

/** What was done: to whom a to-do was assigned and from whom it was taken, and of its author's, that it changed hands. */
export type NoticeKind =
  'assigned' | 'unassigned' | 'reassigned' | 'done' | 'reopened' | 'changed' | 'removed' | 'restored';

/** That a person is to be told what somebody else did to to-dos of theirs, and what became of the message. */
export class Notice extends BaseModel {
  static override tableName = 'notices';
  static override columns = columns(
    'notices',
    {
      id: key,
      act_id: internal,
      user_id: theirs('whom to tell'),
      actor_id: named('who did it'),
      kind: fact('what was done'),
      todo_ids: key,
      state: confided(fact('what became of the message')),
      attempts: internal,
      claimed_at: internal,
      first_claimed_at: internal,
      sent_at: confided(fact('when it was sent')),
      sent_channel_id: confided(fact('id of the message')),
      sent_message_id: confided(fact('id of the message')),
      failure: confided(text('why it could not be sent')),
      created_at: fact('when it was done'),
    },
    {
      file: 'notices',
      stay: {
        for: `${RESTORABLE_DAYS} days`,
        since: 'created_at',
        only: "state in ('sent', 'failed', 'cancelled')",
      },
      without: 'notices that somebody else got',
    },
  );
  static {
    this.register();
  }

  declare id: string;
  declare actId: string;
  /** Whom to tell. */
  declare userId: string;
  /** Who did it; null when everything about them was deleted since. */
  declare actorId: string | null;
  declare kind: NoticeKind;
  declare todoIds: string[];
  declare state: 'pending' | 'sending' | 'sent' | 'failed' | 'cancelled';
  /** How often it was claimed. */
  declare attempts: number;
  declare claimedAt: Date | null;
  /** When it was first claimed, by the clock of the database. */
  declare firstClaimedAt: Date | null;
  declare sentAt: Date | null;
  declare sentChannelId: string | null;
  declare sentMessageId: string | null;
  /** Why it failed, for the operator. */
  declare failure: string | null;
  declare createdAt: Date;
}
