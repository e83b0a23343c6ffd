import type { Caller } from '../../domain/ownership/caller.ts';
import { pageOf, PAGE_SIZE, type Page } from '../../domain/pages.ts';
import { skipped } from '../base/paged.ts';
import type { Track } from '../track/track.ts';
import { Playlist, playlists, TRACK_COUNT } from './playlist.ts';

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

type Row = object & { lines: TrackLine[]; duration_ms: number; unknown: number };

/** One page of a playlist's tracks. @throws NotFound */
export async function showPlaylist(caller: Caller, reference: string, page: number): Promise<PlaylistPage> {
  const statement = (one: string) =>
    `with f as (${one}),
          n as (select ${playlists.found.of('f')}, ${TRACK_COUNT} as track_count from f),
          at as (select ${skipped('track_count')} as skipped from n)
     select ${playlists.found.of('n')}, n.track_count,
       (select coalesce(sum(duration_ms), 0)::float8 from tracks where playlist_id = n.id and position is not null)
         as duration_ms,
       (select count(*)::integer from tracks where playlist_id = n.id and position is not null and duration_ms is null)
         as unknown,
       (select coalesce(json_agg(json_build_object('id', id, 'position', position, 'title', title, 'artist', artist, 'url', url,
                                                   'durationMs', duration_ms) order by position), '[]')
        from tracks, at
        where playlist_id = n.id and position > skipped and position <= skipped + ${PAGE_SIZE}) as lines
     from n`;
  const at = { page: Math.max(1, page) };
  const row = await playlists.rowMeant<Row>(Playlist.knex(), caller, reference, statement, at);
  const playlist = Playlist.fromDatabaseJson(row);
  return {
    playlist,
    lines: row.lines,
    durationMs: row.duration_ms,
    unknown: row.unknown,
    ...pageOf(page, playlist.trackCount),
  };
}
