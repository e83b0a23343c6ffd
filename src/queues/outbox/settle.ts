import type { Knex } from 'knex';
import type { Claimed, OutboxTable } from './outbox.ts';

/** Which claim writes down what became of it: one that was taken over writes nothing. */
type Claim = Pick<Claimed, 'id' | 'attempts'>;

const MINE = `id = :id and state = 'sending' and attempts = :attempts`;

/** It was sent, and what is to be kept of that. @returns false when another process has taken it over */
export async function markSent<Kept extends string>(
  knex: Knex,
  { table, keeps }: Pick<OutboxTable, 'table'> & { keeps: Readonly<Record<Kept, string>> },
  claim: Claim,
  sent: Readonly<Record<NoInfer<Kept>, string>> & { at: Date },
): Promise<boolean> {
  const kept = Object.entries<string>(keeps).map(([name, column]) => `${column} = :${name},`);
  const { rowCount } = await knex.raw<{ rowCount: number }>(
    `update ${table} set state = 'sent', claimed_at = null, sent_at = :at, ${kept.join(' ')} failure = null where ${MINE}`,
    { ...claimOf(claim), ...sent },
  );
  return rowCount === 1;
}

/** It cannot be sent, now or later; `reason` is for the operator. */
export async function markFailed(
  knex: Knex,
  { table }: Pick<OutboxTable, 'table'>,
  claim: Claim,
  reason: string,
): Promise<void> {
  await knex.raw(`update ${table} set state = 'failed', claimed_at = null, failure = :reason where ${MINE}`, {
    ...claimOf(claim),
    reason: reason.slice(0, 500),
  });
}

/** It was not sent and will be tried again; unless another is enough by now. */
export async function putBack(
  knex: Knex,
  { table, enough }: Pick<OutboxTable, 'table' | 'enough'>,
  claim: Claim,
  reason: string,
): Promise<void> {
  await knex.raw(
    `update ${table} r
     set claimed_at = null, failure = :reason, state = case when ${enough} then 'cancelled' else 'pending' end
     where ${MINE}`,
    { ...claimOf(claim), reason: reason.slice(0, 500) },
  );
}

const claimOf = ({ id, attempts }: Claim) => ({ id, attempts });
