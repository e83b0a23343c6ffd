import { v5, v7 } from 'uuid';
import { Conflict, NotFound, UserError } from '../../errors.ts';

/**
 * The id of an act that can be undone: things carry that of the act that last changed them. The undoing of an act is one
 * itself, whose id follows from that of the other, so that whoever undoes it twice can be told so.
 * @param undone the act that this one undoes
 */
export function newAct(undone?: string): string {
  return undone === undefined ? v7() : v5('undone', undone);
}

/**
 * Finds what was deleted, to bring it back.
 * @param undone the deletion that is meant; any when it is left out
 * @param since the key of what to say when it was deleted again since
 * @throws Conflict besides, when it lives again
 */
export async function lockDeleted<T extends { actId: string | null; name: string | null }>(
  lock: (among: 'living' | 'deleted') => Promise<T>,
  undone: string | undefined,
  since: string,
): Promise<T> {
  const found = await lock('deleted').catch(async (error: unknown) => {
    if (undone === undefined || !(error instanceof NotFound)) throw error;
    const lives = await lock('living').then(
      () => true,
      (hidden: unknown) => (hidden instanceof UserError ? false : Promise.reject(hidden)),
    );
    throw lives ? new Conflict('undo.already') : error;
  });
  if (undone !== undefined && found.actId !== undone) throw new Conflict(since, { name: found.name ?? '' });
  return found;
}
