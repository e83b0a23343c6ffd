import type { Caller } from '../../domain/ownership/caller.ts';
import { Conflict, naming } from '../../errors.ts';
import { GuildMember } from '../guild/guild-member.ts';
import { Playlist } from './playlist.ts';

/** Puts a playlist away; restorable for 30 days. @throws NotFound, Forbidden */
export function deletePlaylist(caller: Caller, reference: string): Promise<Playlist> {
  return Playlist.transact(async (trx) => {
    const playlist = await Playlist.lock(trx, caller, reference, 'owner');
    const { rows } = await trx.raw<{ rows: { deletedAt: Date }[] }>(
      'update playlists set deleted_at = now() where id = ? returning deleted_at as "deletedAt"',
      [playlist.id],
    );
    return playlist.$set({ deletedAt: rows[0]?.deletedAt ?? null });
  });
}

/**
 * Brings a deleted playlist back as it was.
 * @param deletedAt the deletion that is meant, in milliseconds; any when it is left out
 * @throws NotFound, Forbidden, and Conflict when its name or place is taken, or it was deleted again since
 */
export function restorePlaylist(
  caller: Caller,
  reference: string,
  limit: number,
  deletedAt?: number,
): Promise<Playlist> {
  return Playlist.transact(async (trx) => {
    const playlist = await Playlist.lock(trx, caller, reference, 'owner', 'deleted');
    if (deletedAt !== undefined && playlist.deletedAt?.getTime() !== deletedAt)
      throw new Conflict('playlist.deletedSince', { name: playlist.name });
    await GuildMember.remember(trx, caller, playlist.guildId === null ? 'user' : 'guild');
    await Playlist.checkLimit(trx, caller, playlist.guildId, limit);
    await naming(playlist.name, Playlist.query(trx).findById(playlist.id).patch({ deletedAt: null }));
    return playlist;
  });
}
