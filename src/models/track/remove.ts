import { v7 as uuid } from 'uuid';
import type { Caller } from '../../domain/caller.ts';
import { Conflict, NotFound, UserError } from '../../errors.ts';
import { RESTORABLE_DAYS } from '../playlist/access.ts';
import { Playlist } from '../playlist/playlist.ts';
import { countTracks, Track, type TrackChange } from './track.ts';

/**
 * Takes tracks out and closes the gaps; `restore` with the returned `removalId` brings them back.
 * @throws NotFound, Forbidden; UserError when one of the positions does not exist (then nothing is removed)
 */
export function removeTracks(
  caller: Caller,
  reference: string,
  positions: readonly number[],
): Promise<TrackChange & { removalId: string }> {
  return Track.transact(async (trx) => {
    const playlist = await Playlist.lock(trx, caller, reference, 'editor');
    const removalId = uuid();
    const { rows } = await trx.raw<{ rows: object[] }>(
      `with gone as (
         update tracks set position = null, removed_at = now(), removal_id = :removalId, removed_from = position
         where playlist_id = :playlistId and position = any(:positions)
         returning *),
       closed as (
         update tracks set position = position - (select count(*) from unnest(:positions::int[]) p where p < position)
         where playlist_id = :playlistId and position > :first and position <> all(:positions))
       select * from gone order by removed_from`,
      { playlistId: playlist.id, removalId, positions: [...positions], first: Math.min(...positions) },
    );
    const count = await countTracks(trx, playlist.id);
    if (rows.length < positions.length) {
      throw new UserError('track.noSuchPosition', {
        position: Math.max(...positions),
        count: count + rows.length,
        name: playlist.name,
      });
    }
    return { playlist, tracks: rows.map((row) => Track.fromDatabaseJson(row)), count, removalId };
  });
}

/**
 * Undoes a removal: its tracks return to where they stood, as near as the list as it is now allows.
 * @throws NotFound when there is nothing to bring back; Forbidden; Conflict when the playlist would pass `limit`
 */
export function putTracksBack(
  caller: Caller,
  playlistId: string,
  removalId: string,
  limit: number,
): Promise<TrackChange> {
  return Track.transact(async (trx) => {
    const playlist = await Playlist.lock(trx, caller, playlistId, 'editor');
    const present = await countTracks(trx, playlist.id);
    const { rows } = await trx.raw<{ rows: object[] }>(
      `with back as (
         select id, least(removed_from, :present + row_number() over (order by removed_from)) as slot
         from tracks
         where playlist_id = :playlistId and removal_id = :removalId
           and removed_at > now() - interval '${RESTORABLE_DAYS} days'),
       free as (
         select slot, row_number() over (order by slot) as former
         from generate_series(1, :present + (select count(*) from back)) slot
         where slot not in (select slot from back)),
       shifted as (
         update tracks t set position = free.slot from free
         where t.playlist_id = :playlistId and t.position = free.former and t.position <> free.slot)
       update tracks t set position = back.slot, removed_at = null, removal_id = null, removed_from = null
       from back where t.id = back.id
       returning t.*`,
      { playlistId: playlist.id, removalId, present },
    );
    if (rows.length === 0) throw new NotFound('track.nothingToRestore');
    if (present + rows.length > limit) throw new Conflict('track.tooMany', { limit, name: playlist.name });
    const tracks = rows.map((row) => Track.fromDatabaseJson(row));
    return {
      playlist,
      tracks: tracks.sort((a, b) => (a.position ?? 0) - (b.position ?? 0)),
      count: present + rows.length,
    };
  });
}
