import type { Caller } from '../../domain/caller.ts';
import { accessOf, CANDIDATES, playlistsFor, TRACK_COUNT } from './access.ts';
import { Playlist } from './playlist.ts';

/** How many are found at most: who seeks on writes more of the name. */
const FOUND = 25;
/** How many public playlists are looked at: a word that thousands have in their names finds some of them. */
const LOOKED_AT = 500;

/**
 * Playlists by what their name is like: the caller's own, the server's, shared ones and everybody's public ones, best
 * first. Typing errors are forgiven.
 * Source: PostgreSQL documentation, appendix F, "pg_trgm", word similarity.
 */
export async function searchPlaylists(caller: Caller, text: string): Promise<Playlist[]> {
  const like = `lower(p.name) %> lower(:text)`;
  const { rows } = await Playlist.knex().raw<{ rows: object[] }>(
    `with open as materialized (
       select p.id from playlists p
       where p.deleted_at is null and p.visibility = 'public' and ${like} limit ${LOOKED_AT}),
     f as (${playlistsFor('living', `(${CANDIDATES} or p.id in (select id from open)) and ${like}`)}),
     best as (
       select * from f
       order by word_similarity(lower(:text), lower(name)) desc, similarity(lower(:text), lower(name)) desc, rank, lower(name), id
       limit ${FOUND})
     select f.*, ${TRACK_COUNT} as track_count from best f
     order by word_similarity(lower(:text), lower(name)) desc, similarity(lower(:text), lower(name)) desc, rank, lower(name), id`,
    { ...accessOf(caller), text },
  );
  return rows.map((row) => Playlist.fromDatabaseJson(row));
}
