import type { Caller } from '../../domain/ownership/caller.ts';
import { Playlist } from './playlist.ts';
import { suggestedPlaylists, type Wanted } from './suggested.ts';

/** Up to 25 playlists that a caller may mean by what they have typed so far. */
export async function suggestPlaylists(caller: Caller, typed: string, wanted: Wanted): Promise<Playlist[]> {
  const rows = await suggestedPlaylists(Playlist.knex(), caller, typed, wanted);
  return rows.map((row) => Playlist.fromDatabaseJson(row));
}
