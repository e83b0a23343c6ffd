import type { Claim } from '../request.ts';
import { sqlState } from './database-error.ts';

/** Its key is the interaction and the step: the second that inserts one waits for the first, and fails. */
export const CLAIM = 'insert into handled_interactions (id, step, user_id, result) values ($1, $2, $3, $4)';

/**
 * Claims, and keeps the result, in the same round trip as COMMIT. It waits for a transaction that claims the same to
 * end; when that was committed, this one is not.
 */
export async function commit(
  claim: Claim,
  send: (values: readonly unknown[]) => Promise<unknown>,
): Promise<void> {
  const { interactionId, step, userId, result } = claim;
  claim.inDoubt = true;
  try {
    await send([interactionId, step, userId, result]);
    claim.inDoubt = false;
  } catch (error) {
    // An error of the server's is an answer: it did not commit.
    claim.inDoubt = sqlState(error) === undefined;
    throw error;
  }
}
