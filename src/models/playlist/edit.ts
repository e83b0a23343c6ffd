import type { Caller } from '../../domain/caller.ts';
import type { Visibility } from '../../domain/playlist.ts';
import { Forbidden, UserError } from '../../errors.ts';
import { accessOf, playlistMeant } from './access.ts';
import { notFound, Playlist } from './playlist.ts';

/** A playlist as its owner is about to edit it. @throws NotFound, Forbidden */
export async function playlistToEdit(caller: Caller, reference: string): Promise<Playlist> {
  const { rows } = await Playlist.knex().raw<{ rows: object[] }>(playlistMeant('living', reference), {
    ...accessOf(caller),
    reference,
  });
  if (!rows[0]) throw notFound(reference);
  const playlist = Playlist.fromDatabaseJson(rows[0]);
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
    await Playlist.query(trx).findById(playlist.id).patch(change);
    return playlist.$set(change);
  });
}
