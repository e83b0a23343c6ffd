import type { Caller } from '../../domain/ownership/caller.ts';
import { playlists } from '../playlist/playlist.ts';
import { countTracks, noSuchPosition, Track, type TrackChange } from './track.ts';

/** Moves one track; those between give way. @throws NotFound, Forbidden; UserError when either position does not exist */
export function moveTrack(caller: Caller, reference: string, from: number, to: number): Promise<TrackChange> {
  return Track.transact(async (trx) => {
    const playlist = await playlists.lock(trx, caller, reference, 'editor');
    const count = await countTracks(trx, playlist.id);
    if (Math.max(from, to) > count) {
      throw noSuchPosition(Math.max(from, to), count, playlist);
    }
    const { rows } = await trx.raw<{ rows: object[] }>(
      `update tracks
       set position = case position when :from then :to else position + :shift end
       where playlist_id = :playlistId and position between :low and :high
       returning ${Track.columns.list}`,
      {
        playlistId: playlist.id,
        from,
        to,
        shift: Math.sign(from - to),
        low: Math.min(from, to),
        high: Math.max(from, to),
      },
    );
    const tracks = rows.map((row) => Track.fromDatabaseJson(row)).filter((track) => track.position === to);
    return { playlist, tracks, count };
  });
}
