import type { Caller } from '../../domain/ownership/caller.ts';
import { ROLES, type Role } from '../../domain/playlist/playlist.ts';
import type { Transaction } from '../base/base-model.ts';
import { fits } from '../../domain/typing-errors.ts';
import { fold } from '../base/fold.ts';
import { likeness, LOOKED_AT, SUGGESTIONS } from '../base/likeness.ts';
import { accessOf, NAMEABLE, openTo, playlistsFor, type Among } from './access.ts';
import { FOUND } from './columns.ts';

/** In which playlists something is looked for. */
export interface Wanted {
  /** The caller has at least that role in them. */
  role: Role;
  among?: Among;
}

const { matches, order } = likeness('name');

/**
 * The rows of up to 25 playlists, by what was typed of their names; typing errors are forgiven. Those that everybody may
 * see are among them as soon as something is typed.
 */
export async function suggestedPlaylists(
  runner: Pick<Transaction, 'raw'>,
  caller: Caller,
  typed: string,
  { role, among = 'living' }: Wanted,
): Promise<{ id: string; name: string }[]> {
  const { rows } = await runner.raw<{ rows: { id: string; name: string }[] }>(
    `with ${openTo(':open')}
     select ${FOUND.list}
     from (${playlistsFor(among, `p.id = any(array(select id from open union all ${NAMEABLE}))`)}) f
     where role = any(:roles) and ${matches}
     order by ${order}, rank, ${fold('name')}, id
     limit ${LOOKED_AT}`,
    {
      ...accessOf(caller),
      typed,
      open: role === 'viewer' && among === 'living' && typed !== '',
      roles: ROLES.slice(0, ROLES.indexOf(role) + 1),
    },
  );
  return rows.filter(({ name }) => typed === '' || fits(typed, name)).slice(0, SUGGESTIONS);
}
