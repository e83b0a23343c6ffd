import type { Caller } from '../../domain/caller.ts';
import { pageOf, PAGE_SIZE, type Page } from '../../domain/pages.ts';
import type { Track } from '../track/track.ts';
import { accessOf, playlistMeant, TRACK_COUNT } from './access.ts';
import { FOUND } from './columns.ts';
import { notFound, Playlist } from './playlist.ts';

/** A track as a page of its playlist shows it. */
export type TrackLine = Pick<Track, 'id' | 'title' | 'artist' | 'url' | 'durationMs'> & { position: number };

/** A page of a playlist; `durationMs` is the sum of the known durations of all its tracks. */
export interface PlaylistPage extends Page {
  playlist: Playlist;
  lines: TrackLine[];
  durationMs: number;
  /** How many tracks have none. */
  unknown: number;
}

/** One page of a playlist's tracks. @throws NotFound */
export async function showPlaylist(caller: Caller, reference: string, page: number): Promise<PlaylistPage> {
  const { rows } = await Playlist.knex().raw<{
    rows: (object & { lines: TrackLine[]; duration_ms: number; unknown: number })[];
  }>(
    `with f as (${playlistMeant('living', reference)}),
          n as (select ${FOUND.of('f')}, ${TRACK_COUNT} as track_count from f),
          at as (select least(:page - 1, greatest(track_count - 1, 0) / ${PAGE_SIZE}) * ${PAGE_SIZE} as skipped from n)
     select ${FOUND.of('n')}, n.track_count,
       (select coalesce(sum(duration_ms), 0)::float8 from tracks where playlist_id = n.id and position is not null)
         as duration_ms,
       (select count(*)::integer from tracks where playlist_id = n.id and position is not null and duration_ms is null)
         as unknown,
       (select coalesce(json_agg(json_build_object('id', id, 'position', position, 'title', title, 'artist', artist, 'url', url,
                                                   'durationMs', duration_ms) order by position), '[]')
        from tracks, at
        where playlist_id = n.id and position > skipped and position <= skipped + ${PAGE_SIZE}) as lines
     from n`,
    { ...accessOf(caller), reference, page: Math.max(1, page) },
  );
  const row = rows[0];
  if (!row) throw notFound(reference);
  const playlist = Playlist.fromDatabaseJson(row);
  return {
    playlist,
    lines: row.lines,
    durationMs: row.duration_ms,
    unknown: row.unknown,
    ...pageOf(page, playlist.trackCount),
  };
}
