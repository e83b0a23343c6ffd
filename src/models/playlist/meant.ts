import { validate as isId } from 'uuid';
import type { Caller } from '../../domain/ownership/caller.ts';
import { RESTORABLE_DAYS } from '../../domain/ownership/restorable.ts';
import { NotFound } from '../../errors.ts';
import type { Transaction } from '../base/base-model.ts';
import { theOneMeant } from '../base/the-one-meant.ts';
import { accessOf, type Among } from './access.ts';
import { suggestedPlaylists } from './suggested.ts';

/**
 * The row that a statement gives for the playlist that a text means to a caller; it may be everybody's.
 * @param sql the statement for an id or a name, which it has as `:reference`
 * @throws NotFound when there is none; UserError when there are several
 */
export function playlistRow<Row extends object>(
  runner: Pick<Transaction, 'raw'>,
  caller: Caller,
  reference: string,
  sql: (reference: string) => string,
  { among = 'living', ...bindings }: { among?: Among; page?: number } = {},
): Promise<Row> {
  return theOneMeant(reference, {
    async ask(meant) {
      const named = { ...accessOf(caller), ...bindings, reference: meant };
      const { rows } = await runner.raw<{ rows: Row[] }>(sql(meant), named);
      return rows[0];
    },
    look: () => suggestedPlaylists(runner, caller, reference, { role: 'viewer', among }),
    nothing: notFound(reference, among),
    several: 'playlist.severalMeant',
  });
}

/** What a caller is told of a playlist that is not there, or not for them. */
function notFound(reference: string, among: Among): NotFound {
  if (among === 'deleted') return new NotFound('playlist.notDeleted', { reference, days: RESTORABLE_DAYS });
  return new NotFound(isId(reference) ? 'playlist.gone' : 'playlist.notFound', { reference });
}
