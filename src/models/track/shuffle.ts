import type { Caller } from '../../domain/ownership/caller.ts';
import { permutation } from '../../domain/playlist/shuffle.ts';
import { Conflict } from '../../errors.ts';
import type { Transaction } from '../base/base-model.ts';
import { playlists, type Playlist } from '../playlist/playlist.ts';
import { Track } from './track.ts';

/** A playlist in another order, that of `seed`; `digest` tells whether it is still that order. */
export interface Shuffled {
  playlist: Playlist;
  seed: number;
  count: number;
  digest: string;
}

/** Puts the tracks into the order that a seed gives. @throws NotFound, Forbidden */
export function shuffleTracks(caller: Caller, reference: string, seed: number): Promise<Shuffled> {
  return Track.transact(async (trx) => {
    const playlist = await playlists.lock(trx, caller, reference, 'editor');
    const { count } = await orderOf(trx, playlist.id);
    await reorder(trx, playlist.id, permutation(count, seed));
    return { playlist, seed, ...(await orderOf(trx, playlist.id)) };
  });
}

/** Takes a shuffle back, unless somebody changed the playlist since. @throws NotFound, Forbidden, Conflict */
export function unshuffleTracks(
  caller: Caller,
  playlistId: string,
  seed: number,
  digest: string,
): Promise<Shuffled> {
  return Track.transact(async (trx) => {
    const playlist = await playlists.lock(trx, caller, playlistId, 'editor');
    const now = await orderOf(trx, playlist.id);
    if (now.digest !== digest) throw new Conflict('track.changedSince', { name: playlist.name });
    const back: number[] = [];
    for (const [from, to] of permutation(now.count, seed).entries()) back[to] = from;
    await reorder(trx, playlist.id, back);
    return { playlist, seed, ...now };
  });
}

async function orderOf(trx: Transaction, playlistId: string): Promise<{ count: number; digest: string }> {
  const { rows } = await trx.raw<{ rows: { count: number; digest: string }[] }>(
    `select count(*)::integer as count, left(md5(coalesce(string_agg(id::text, ',' order by position), '')), 8) as digest
     from tracks where playlist_id = ? and position is not null`,
    [playlistId],
  );
  return rows[0] ?? { count: 0, digest: '' };
}

/** `order[i]` is where the track at i goes, both counted from 0. */
async function reorder(trx: Transaction, playlistId: string, order: readonly number[]): Promise<void> {
  await trx.raw(
    `update tracks t set position = o.to_position
     from unnest(cast(:positions as integer[])) with ordinality as o (to_position, from_position)
     where t.playlist_id = :playlistId and t.position = o.from_position and o.to_position <> o.from_position`,
    { playlistId, positions: order.map((position) => position + 1) },
  );
}
