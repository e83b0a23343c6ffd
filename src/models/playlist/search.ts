import type { Caller } from '../../domain/caller.ts';
import { accessOf, NAMEABLE, playlistsFor, TRACK_COUNT } from './access.ts';
import { FOUND } from './columns.ts';
import { Playlist } from './playlist.ts';
import { fold } from '../fold.ts';

/** How many are found at most: who seeks on writes more of the name. */
const AT_MOST = 25;
/** How many public playlists are looked at: a word that thousands have in their names finds some of them. */
const LOOKED_AT = 100;
/** How like a part of a name must be to what is sought, from 0 to 1: pg_trgm's own default for word similarity. */
const LIKE_ENOUGH = 0.6;

/**
 * Playlists by what their name is like: the caller's own, the server's, shared ones and everybody's public ones, best
 * first. Typing errors are forgiven.
 * Source: PostgreSQL documentation, appendix F, "pg_trgm", word similarity.
 */
export async function searchPlaylists(caller: Caller, text: string): Promise<Playlist[]> {
  // Public ones come from the trigram index, a bounded number, or where the text has no letter that the database's
  // locale knows, from a look at all of them; the caller's from their own indexes. An array of ids
  // keeps the plan on the primary key, whatever PostgreSQL believes of their number.
  const { rows } = await Playlist.knex().raw<{ rows: object[] }>(
    `with open as materialized (
       select p.id from playlists p
       where p.deleted_at is null and p.visibility = 'public' and name_resembles(${fold('p.name')}, ${fold(':text')}) limit ${LOOKED_AT}),
     odd as materialized (
       select p.id from playlists p
       where not has_trigrams(${fold(':text')}) and p.deleted_at is null and p.visibility = 'public'
         and strpos(${fold('p.name')}, ${fold(':text')}) > 0 limit ${LOOKED_AT}),
     f as materialized (
       select ${FOUND.of('known')}, name_closeness(${fold('name')}, ${fold(':text')}) as closeness
       from (${playlistsFor('living', `p.id = any(array(select id from open union all select id from odd union all ${NAMEABLE}))`)}) known),
     best as (
       select ${FOUND.of('f')}, closeness, name_likeness(${fold('name')}, ${fold(':text')}) as likeness from f where closeness >= ${LIKE_ENOUGH}
       order by closeness desc, likeness desc, rank, ${fold('name')}, id
       limit ${AT_MOST})
     select ${FOUND.of('f')}, ${TRACK_COUNT} as track_count from best f
     order by closeness desc, likeness desc, rank, ${fold('name')}, id`,
    { ...accessOf(caller), text },
  );
  return rows.map((row) => Playlist.fromDatabaseJson(row));
}
