import type { Caller } from '../../src/domain/ownership/caller.ts';
import type { Scope, Visibility } from '../../src/domain/ownership/ownership.ts';
import type { Playlist } from '../../src/models/playlist/playlist.ts';
import { Track } from '../../src/models/track/track.ts';
import { playlists } from '../../src/models/playlist/playlist.ts';
import { addTrack } from '../../src/models/track/add.ts';

let people = 0;

/** Somebody who was never seen before, in direct messages unless told. */
export function newCaller(where: Partial<Caller> = {}): Caller {
  people += 1;
  return {
    userId: String(800_000_000_000_000_000n + BigInt(people)),
    guildId: null,
    isStaff: false,
    ...where,
  };
}

/** A new playlist whose tracks are called 1, 2, 3 … */
export async function newPlaylist(
  owner: Caller,
  tracks: number,
  { scope = 'mine', visibility = 'private' }: { scope?: Scope; visibility?: Visibility } = {},
): Promise<Playlist> {
  people += 1;
  const playlist = await playlists.create(owner, { name: `List ${people}`, scope, visibility }, 1_000);
  for (let n = 1; n <= tracks; n += 1) {
    await addTrack(owner, playlist.id, { title: String(n), artist: null, url: null }, 1_000);
  }
  return playlist;
}

/** The titles of a playlist in order; throws when its positions are not 1..n. */
export async function orderOf(playlistId: string): Promise<string[]> {
  const tracks = await Track.query()
    .where({ playlist_id: playlistId })
    .whereNotNull('position')
    .orderBy('position');
  const wrong = tracks.find((track, i) => track.position !== i + 1);
  if (wrong) throw new Error(`position ${wrong.position} out of order`);
  return tracks.map(({ title }) => title);
}

/** The outcomes of that many calls at once. */
export function settled<T>(
  times: number,
  call: (i: number) => Promise<T>,
): Promise<PromiseSettledResult<T>[]> {
  return Promise.allSettled(Array.from({ length: times }, (_, i) => call(i)));
}
