import type { Caller } from '../../domain/ownership/caller.ts';
import { playlistMeant } from '../playlist/access.ts';
import { FOUND } from '../playlist/columns.ts';
import { playlistRow } from '../playlist/meant.ts';
import { Playlist } from '../playlist/playlist.ts';
import type { TrackLine } from '../playlist/show.ts';

/** A playlist with all its tracks in order, in one statement. @throws NotFound */
export async function allTracks(
  caller: Caller,
  reference: string,
): Promise<{ playlist: Playlist; tracks: TrackLine[] }> {
  const sql = (meant: string) =>
    `with f as (${playlistMeant('living', meant)})
     select ${FOUND.of('f')}, (
       select coalesce(json_agg(json_build_object('id', id, 'position', position, 'title', title, 'artist', artist, 'url', url,
                                                  'durationMs', duration_ms) order by position), '[]')
       from tracks where playlist_id = f.id and position is not null) as lines
     from f`;
  type Row = object & { lines: TrackLine[] };
  const row = await playlistRow<Row>(Playlist.knex(), caller, reference, sql);
  return { playlist: Playlist.fromDatabaseJson(row), tracks: row.lines };
}
