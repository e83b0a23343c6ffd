import type { Caller } from '../../domain/ownership/caller.ts';
import { playlists, Playlist } from './playlist.ts';

/**
 * Makes a playlist of the caller's own out of one they may see, tracks and all.
 * @throws NotFound; Conflict when the name is taken or they have `limit` playlists
 */
export function copyPlaylist(
  caller: Caller,
  reference: string,
  name: string | undefined,
  limit: number,
): Promise<Playlist> {
  return Playlist.transact(async (trx) => {
    // Held, so that the copy is of one moment.
    const original = await playlists.lock(trx, caller, reference, 'viewer');
    const { description } = original;
    const fields = { name: name ?? original.name, description, visibility: 'private' as const };
    const copy = await playlists.insert(trx, caller, null, fields, limit);
    await trx.raw(
      `insert into tracks (id, playlist_id, position, title, artist, url, duration_ms, added_by)
       select gen_random_uuid(), :copy, position, title, artist, url, duration_ms, :userId
       from tracks where playlist_id = :original and position is not null`,
      { copy: copy.id, original: original.id, userId: caller.userId },
    );
    return copy;
  });
}
