import type { Caller } from '../../domain/caller.ts';
import { GuildMember } from '../guild-member.ts';
import { Playlist } from './playlist.ts';

/** Puts a playlist away; restorable for 30 days. @throws NotFound, Forbidden */
export function deletePlaylist(caller: Caller, reference: string): Promise<Playlist> {
  return Playlist.transact(async (trx) => {
    const playlist = await Playlist.lock(trx, caller, reference, 'owner');
    await Playlist.query(trx).findById(playlist.id).patch({ deletedAt: trx.fn.now() });
    return playlist;
  });
}

/** Brings a deleted playlist back as it was. @throws NotFound, Forbidden, and Conflict when its name or place is taken */
export function restorePlaylist(caller: Caller, reference: string, limit: number): Promise<Playlist> {
  return Playlist.transact(async (trx) => {
    const playlist = await Playlist.lock(trx, caller, reference, 'owner', 'deleted');
    await GuildMember.remember(trx, caller, playlist.guildId === null ? 'user' : 'guild');
    await Playlist.checkLimit(trx, caller, playlist.guildId, limit);
    await Playlist.query(trx).findById(playlist.id).patch({ deletedAt: null });
    return playlist;
  });
}
