import { validate as isId } from 'uuid';
import type { Caller } from '../../domain/ownership/caller.ts';
import { RESTORABLE_DAYS } from '../../domain/ownership/restorable.ts';
import { NotFound } from '../../errors.ts';
import type { Transaction } from '../base/base-model.ts';
import { theOneMeant } from '../base/the-one-meant.ts';
import { accessOf, listMeant, type Among } from './access.ts';
import { suggestedLists } from './suggested.ts';

/**
 * What `ask` finds for the list that a text means to a caller. @throws NotFound when there is none; UserError when there
 * are several
 */
export function listNamed<Row>(
  runner: Pick<Transaction, 'raw'>,
  caller: Caller,
  reference: string,
  ask: (reference: string) => Promise<Row | undefined>,
  among: Among = 'living',
): Promise<Row> {
  return theOneMeant(reference, {
    ask,
    look: () => suggestedLists(runner, caller, reference, { role: 'viewer', among }),
    nothing: noSuchList(reference, among),
    several: 'todoList.severalMeant',
  });
}

/** The id of the list that an id or a name stands for to a caller. */
export async function idOfList(
  runner: Pick<Transaction, 'raw'>,
  caller: Caller,
  reference: string,
): Promise<string | undefined> {
  const { rows } = await runner.raw<{ rows: { id: string }[] }>(
    `select id from (${listMeant('living', reference)}) meant`,
    { ...accessOf(caller), reference },
  );
  return rows[0]?.id;
}

/** What a caller is told of a list that is not there, or not for them. */
function noSuchList(reference: string, among: Among): NotFound {
  if (among === 'deleted') return new NotFound('todoList.notDeleted', { reference, days: RESTORABLE_DAYS });
  return new NotFound(isId(reference) ? 'todoList.gone' : 'todoList.notFound', { reference });
}
