import type { Caller } from '../../domain/ownership/caller.ts';
import type { Visibility } from '../../domain/playlist/playlist.ts';
import { Forbidden, naming, UserError } from '../../errors.ts';
import { playlistMeant } from './access.ts';
import { playlistRow } from './meant.ts';
import { Playlist } from './playlist.ts';

/** A playlist as its owner is about to edit it. @throws NotFound, Forbidden */
export async function playlistToEdit(caller: Caller, reference: string): Promise<Playlist> {
  const row = await playlistRow(Playlist.knex(), caller, reference, (meant) =>
    playlistMeant('living', meant),
  );
  const playlist = Playlist.fromDatabaseJson(row);
  if (playlist.role !== 'owner') throw new Forbidden('playlist.needs.owner', { name: playlist.name });
  return playlist;
}

/** Gives a playlist another name, description or visibility. @throws NotFound, Forbidden; Conflict when the name is taken */
export function editPlaylist(
  caller: Caller,
  reference: string,
  change: { name: string; description: string | null; visibility: Visibility },
): Promise<Playlist> {
  return Playlist.transact(async (trx) => {
    const playlist = await Playlist.lock(trx, caller, reference, 'owner');
    if (playlist.guildId !== null && change.visibility === 'private')
      throw new UserError('playlist.serverIsSeen');
    await naming(change.name, Playlist.query(trx).findById(playlist.id).patch(change));
    return playlist.$set(change);
  });
}
