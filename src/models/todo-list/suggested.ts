import type { Caller } from '../../domain/ownership/caller.ts';
import type { Transaction } from '../base/base-model.ts';
import { fits } from '../../domain/typing-errors.ts';
import { fold } from '../base/fold.ts';
import { likeness, LOOKED_AT, SUGGESTIONS } from '../base/likeness.ts';
import { accessOf, LIST_ROLES, listsFor, type Among, type ListRole } from './access.ts';
import { FOUND } from './columns.ts';

/** In which lists something is looked for. */
export interface Wanted {
  /** The caller has at least that role in them. */
  role: ListRole;
  among?: Among;
  /** What the list without a name is called; left out, it is not looked for. */
  unnamed?: string;
}

const { matches, order } = likeness('coalesce(name, :unnamed)');

/** The rows of up to 25 lists, by what was typed of their names; typing errors are forgiven. */
export async function suggestedLists(
  runner: Pick<Transaction, 'raw'>,
  caller: Caller,
  typed: string,
  { role, among = 'living', unnamed }: Wanted,
): Promise<{ id: string; name: string | null }[]> {
  const { rows } = await runner.raw<{ rows: { id: string; name: string | null }[] }>(
    `select ${FOUND.list} from (${listsFor(among)}) f
     where role = any(:roles) and ${matches}
     order by ${order}, rank, name is not null, ${fold('name')}, id
     limit ${LOOKED_AT}`,
    {
      ...accessOf(caller),
      typed,
      unnamed: unnamed ?? null,
      roles: LIST_ROLES.slice(0, LIST_ROLES.indexOf(role) + 1),
    },
  );
  const isMeant = (name: string | null) => typed === '' || fits(typed, name ?? unnamed ?? '');
  return rows.filter(({ name }) => isMeant(name)).slice(0, SUGGESTIONS);
}
