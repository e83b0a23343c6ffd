import type { Caller } from '../../domain/ownership/caller.ts';
import { Playlist, playlists } from '../playlist/playlist.ts';
import type { TrackLine } from '../playlist/show.ts';

/** A playlist with all its tracks in order, in one statement. @throws NotFound */
export async function allTracks(
  caller: Caller,
  reference: string,
): Promise<{ playlist: Playlist; tracks: TrackLine[] }> {
  const statement = (one: string) =>
    `with f as (${one})
     select ${playlists.found.of('f')}, (
       select coalesce(json_agg(json_build_object('id', id, 'position', position, 'title', title, 'artist', artist, 'url', url,
                                                  'durationMs', duration_ms) order by position), '[]')
       from tracks where playlist_id = f.id and position is not null) as lines
     from f`;
  type Row = object & { lines: TrackLine[] };
  const row = await playlists.rowMeant<Row>(Playlist.knex(), caller, reference, statement);
  return { playlist: Playlist.fromDatabaseJson(row), tracks: row.lines };
}
