import type { Caller } from '../../domain/caller.ts';
import { accessOf, playlistMeant } from '../playlist/access.ts';
import { FOUND } from '../playlist/columns.ts';
import { notFound, Playlist } from '../playlist/playlist.ts';
import type { TrackLine } from '../playlist/show.ts';

/** A playlist with all its tracks in order, in one statement. @throws NotFound */
export async function allTracks(
  caller: Caller,
  reference: string,
): Promise<{ playlist: Playlist; tracks: TrackLine[] }> {
  const { rows } = await Playlist.knex().raw<{ rows: (object & { lines: TrackLine[] })[] }>(
    `with f as (${playlistMeant('living', reference)})
     select ${FOUND.of('f')}, (
       select coalesce(json_agg(json_build_object('position', position, 'title', title, 'artist', artist, 'url', url,
                                                  'durationMs', duration_ms) order by position), '[]')
       from tracks where playlist_id = f.id and position is not null) as lines
     from f`,
    { ...accessOf(caller), reference },
  );
  const row = rows[0];
  if (!row) throw notFound(reference);
  return { playlist: Playlist.fromDatabaseJson(row), tracks: row.lines };
}
