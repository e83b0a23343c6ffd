import type { Caller } from '../../domain/ownership/caller.ts';
import { NotFound, UserError } from '../../errors.ts';
import { User } from '../person/user.ts';
import { PlaylistCollaborator } from './collaborator.ts';
import { Playlist } from './playlist.ts';

/** Lets somebody look at a playlist, or also change its tracks; sharing again changes what they may. @throws NotFound, Forbidden */
export function sharePlaylist(
  caller: Caller,
  reference: string,
  userId: string,
  role: PlaylistCollaborator['role'],
): Promise<Playlist> {
  return Playlist.transact(async (trx) => {
    const playlist = await Playlist.lock(trx, caller, reference, 'owner');
    if (playlist.guildId === null && userId === playlist.ownerId)
      throw new UserError('playlist.shareWithOwner');
    await User.query(trx).insert({ id: userId }).onConflict('id').ignore();
    await PlaylistCollaborator.query(trx)
      .insert({ playlistId: playlist.id, userId, role, grantedBy: caller.userId })
      .onConflict(['playlist_id', 'user_id'])
      .merge(['role', 'granted_by']);
    return playlist;
  });
}

/** Takes it back; who was shared with may also leave by themselves. @throws NotFound, Forbidden */
export function unsharePlaylist(caller: Caller, reference: string, userId: string): Promise<Playlist> {
  return Playlist.transact(async (trx) => {
    const playlist = await Playlist.lock(
      trx,
      caller,
      reference,
      userId === caller.userId ? 'viewer' : 'owner',
    );
    const gone = await PlaylistCollaborator.query(trx).deleteById([playlist.id, userId]);
    if (gone === 0) throw new NotFound('playlist.notShared', { name: playlist.name });
    return playlist;
  });
}
