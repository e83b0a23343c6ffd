import { v7 as uuid } from 'uuid';
import type { Caller } from '../../domain/ownership/caller.ts';
import { naming } from '../../errors.ts';
import { GuildMember } from '../guild/guild-member.ts';
import { PLAYLIST } from './columns.ts';
import { Playlist } from './playlist.ts';

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
    const original = await Playlist.lock(trx, caller, reference, 'viewer');
    await GuildMember.remember(trx, caller, 'user');
    await Playlist.checkLimit(trx, caller, null, limit);
    const row = {
      id: uuid(),
      ownerId: caller.userId,
      guildId: null,
      name: name ?? original.name,
      description: original.description,
      visibility: 'private' as const,
    };
    const copy = await naming(row.name, Playlist.query(trx).insert(row).returning(PLAYLIST.names));
    await trx.raw(
      `insert into tracks (id, playlist_id, position, title, artist, url, duration_ms, added_by)
       select gen_random_uuid(), :copy, position, title, artist, url, duration_ms, :userId
       from tracks where playlist_id = :original and position is not null`,
      { copy: copy.id, original: original.id, userId: caller.userId },
    );
    return copy;
  });
}
