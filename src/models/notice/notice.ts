import { BaseModel } from '../base/base-model.ts';
import { columns } from '../base/columns.ts';

/** What was done: to whom a to-do was assigned and from whom it was taken, and of its author's, that it changed hands. */
export type NoticeKind =
  'assigned' | 'unassigned' | 'reassigned' | 'done' | 'reopened' | 'changed' | 'removed' | 'restored';

/** That a person is to be told what somebody else did to to-dos of theirs, and what became of the message. */
export class Notice extends BaseModel {
  static override tableName = 'notices';
  static override columns = columns(
    'notices',
    'id',
    'act_id',
    'user_id',
    'actor_id',
    'kind',
    'todo_ids',
    'state',
    'attempts',
    'claimed_at',
    'first_claimed_at',
    'sent_at',
    'sent_channel_id',
    'sent_message_id',
    'failure',
    'created_at',
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
