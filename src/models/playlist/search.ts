import type { Caller } from '../../domain/ownership/caller.ts';
import { fits } from '../../domain/typing-errors.ts';
import { LIKE_ENOUGH, LOOKED_AT } from '../base/likeness.ts';
import { accessOf, NAMEABLE, openTo, playlistsFor, TRACK_COUNT } from './access.ts';
import { FOUND } from './columns.ts';
import { Playlist } from './playlist.ts';
import { fold } from '../base/fold.ts';

/** How many are found at most: who seeks on writes more of the name. */
const AT_MOST = 25;
/** How like a part of a name must be to what is sought, from 0 to 1, to need no other reason: pg_trgm's own default. */
const CLOSE = 0.6;

/**
 * Playlists by what their name is like: the caller's own, the server's, shared ones and everybody's public ones, best
 * first. Typing errors are forgiven.
 * Source: PostgreSQL documentation, appendix F, "pg_trgm", word similarity.
 */
export async function searchPlaylists(caller: Caller, text: string): Promise<Playlist[]> {
  // Public ones come from the trigram index, a bounded number, or where the text has no letter that the database's
  // locale knows, from a look at all of them; the caller's from their own indexes. An array of ids
  // keeps the plan on the primary key, whatever PostgreSQL believes of their number.
  const { rows } = await Playlist.knex().raw<{ rows: { name: string; closeness: number }[] }>(
    `with ${openTo('true')},
     f as materialized (
       select ${FOUND.of('known')}, name_closeness(${fold('name')}, ${fold(':typed')}) as closeness
       from (${playlistsFor('living', `p.id = any(array(select id from open union all ${NAMEABLE}))`)}) known),
     best as (
       select ${FOUND.of('f')}, closeness, name_likeness(${fold('name')}, ${fold(':typed')}) as likeness from f where closeness >= ${LIKE_ENOUGH}
       order by closeness desc, likeness desc, rank, ${fold('name')}, id
       limit ${LOOKED_AT})
     select ${FOUND.of('f')}, closeness, ${TRACK_COUNT} as track_count from best f
     order by closeness desc, likeness desc, rank, ${fold('name')}, id`,
    { ...accessOf(caller), typed: text },
  );
  const found = rows.filter(({ name, closeness }) => closeness >= CLOSE || fits(text, name));
  return found.slice(0, AT_MOST).map((row) => Playlist.fromDatabaseJson(row));
}
