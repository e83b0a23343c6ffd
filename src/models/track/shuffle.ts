import { createHash } from 'node:crypto';
import type { Caller } from '../../domain/ownership/caller.ts';
import { permutation } from '../../domain/playlist/shuffle.ts';
import { Conflict } from '../../errors.ts';
import { newAct } from '../base/act.ts';
import type { Transaction } from '../base/base-model.ts';
import { playlists, type Playlist } from '../playlist/playlist.ts';
import { Track } from './track.ts';

/** A playlist in another order, that of its act; `digest` tells whether it is still that order. */
export interface Shuffled {
  playlist: Playlist;
  count: number;
  digest: number;
  actId: string;
}

/** Puts the tracks into the order that the act's id gives, which is chance. @throws NotFound, Forbidden */
export function shuffleTracks(caller: Caller, reference: string, actId = newAct()): Promise<Shuffled> {
  return Track.transact(async (trx) => {
    const playlist = await playlists.lock(trx, caller, reference, 'editor');
    const { length: count } = await orderOf(trx, playlist.id);
    await reorder(trx, playlist.id, permutation(count, seedOf(actId)));
    return { playlist, count, digest: digestOf(await orderOf(trx, playlist.id)), actId };
  });
}

/** Takes a shuffle back, unless somebody changed the playlist since, or has done so. @throws NotFound, Forbidden, Conflict */
export function unshuffleTracks(
  caller: Caller,
  playlistId: string,
  actId: string,
  digest: number,
): Promise<Playlist> {
  return Track.transact(async (trx) => {
    const playlist = await playlists.lock(trx, caller, playlistId, 'editor');
    const order = await orderOf(trx, playlist.id);
    const shuffle = permutation(order.length, seedOf(actId));
    if (digestOf(order) !== digest) {
      const again: string[] = [];
      for (const [from, to] of shuffle.entries()) again[to] = order[from] ?? '';
      if (digestOf(again) === digest) throw new Conflict('undo.already');
      throw new Conflict('track.changedSince', { name: playlist.name });
    }
    const back: number[] = [];
    for (const [from, to] of shuffle.entries()) back[to] = from;
    await reorder(trx, playlist.id, back);
    return playlist;
  });
}

/** The ids of the tracks as they stand. */
async function orderOf(trx: Transaction, playlistId: string): Promise<string[]> {
  const tracks = await Track.query(trx)
    .select('id')
    .where({ playlist_id: playlistId })
    .whereNotNull('position')
    .orderBy('position');
  return tracks.map(({ id }) => id);
}

/** The last bits of the id of an act, which are random. */
const seedOf = (actId: string) => Number.parseInt(actId.slice(-8), 16);

/** 32 bits of a checksum. */
const digestOf = (order: readonly string[]) => createHash('md5').update(order.join()).digest().readUInt32BE();

/** `order[i]` is where the track at i goes, both counted from 0. */
async function reorder(trx: Transaction, playlistId: string, order: readonly number[]): Promise<void> {
  await trx.raw(
    `update tracks t set position = o.to_position
     from unnest(cast(:positions as integer[])) with ordinality as o (to_position, from_position)
     where t.playlist_id = :playlistId and t.position = o.from_position and o.to_position <> o.from_position`,
    { playlistId, positions: order.map((position) => position + 1) },
  );
}
