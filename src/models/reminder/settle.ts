import type { Knex } from 'knex';
import type { ClaimedReminder } from './claim.ts';

/** Which claim writes down what became of it: one that was taken over writes nothing. */
type Claim = Pick<ClaimedReminder, 'id' | 'attempts'>;

const MINE = `id = :id and state = 'sending' and attempts = :attempts`;

/** Discord accepted the message. @returns false when another process has taken the reminder over */
export async function markSent(
  knex: Knex,
  claim: Claim,
  sent: { channelId: string; messageId: string; at: Date },
): Promise<boolean> {
  const { rowCount } = await knex.raw<{ rowCount: number }>(
    `update reminders set state = 'sent', claimed_at = null, sent_at = :at, sent_channel_id = :channelId,
            sent_message_id = :messageId, failure = null where ${MINE}`,
    { ...claimOf(claim), ...sent },
  );
  return rowCount === 1;
}

/** It cannot be sent, now or later; `reason` is for the operator. */
export async function markFailed(knex: Knex, claim: Claim, reason: string): Promise<void> {
  await knex.raw(
    `update reminders set state = 'failed', claimed_at = null, failure = :reason where ${MINE}`,
    { ...claimOf(claim), reason: reason.slice(0, 500) },
  );
}

/** It was not sent and will be tried again; unless the to-do has another reminder by now, which is enough. */
export async function putBack(knex: Knex, claim: Claim, reason: string): Promise<void> {
  await knex.raw(
    `update reminders r
     set claimed_at = null, failure = :reason, state = case when exists (
       select from reminders o where o.todo_id = r.todo_id and o.user_id = r.user_id and o.state = 'pending')
       then 'cancelled' else 'pending' end
     where ${MINE}`,
    { ...claimOf(claim), reason: reason.slice(0, 500) },
  );
}

const claimOf = ({ id, attempts }: Claim) => ({ id, attempts });
