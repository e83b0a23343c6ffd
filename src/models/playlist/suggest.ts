import type { Caller } from '../../domain/caller.ts';
import { ROLES, type Role } from '../../domain/playlist.ts';
import { accessOf, playlistsFor, type Among } from './access.ts';
import { FOUND } from './columns.ts';
import { Playlist } from './playlist.ts';
import { fold } from '../fold.ts';

/** How many suggestions Discord shows at most while somebody types. */
const SUGGESTIONS = 25;

/** Up to 25 playlists whose name contains what was typed, in any case, those that begin with it first. */
export async function suggestPlaylists(
  caller: Caller,
  typed: string,
  needed: Role,
  among: Among = 'living',
): Promise<Playlist[]> {
  const { rows } = await Playlist.knex().raw<{ rows: object[] }>(
    `select ${FOUND.list} from (${playlistsFor(among)}) f
     where strpos(${fold('name')}, ${fold(':typed')}) > 0 and role = any(:roles)
     order by strpos(${fold('name')}, ${fold(':typed')}) <> 1, rank, ${fold('name')}, id
     limit ${SUGGESTIONS}`,
    { ...accessOf(caller), typed, roles: ROLES.slice(0, ROLES.indexOf(needed) + 1) },
  );
  return rows.map((row) => Playlist.fromDatabaseJson(row));
}
