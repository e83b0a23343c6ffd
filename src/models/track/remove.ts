import type { Caller } from '../../domain/ownership/caller.ts';
import { Conflict, NotFound, type UserError } from '../../errors.ts';
import { RESTORABLE_DAYS } from '../../domain/ownership/restorable.ts';
import { newAct } from '../base/act.ts';
import type { Transaction } from '../base/base-model.ts';
import { playlists, type Playlist } from '../playlist/playlist.ts';
import { countTracks, noSuchPosition, Track } from './track.ts';
import { fold } from '../base/fold.ts';

/** How many of the tracks that went are told by name: an answer has room for few, and a list may have thousands. */
const NAMED = 10;

/** What one act took out of a playlist. */
export interface Removal {
  removed: number;
  /** The first ten of them, in the order they had. */
  tracks: Track[];
  /** By which `putTracksBack` finds them. */
  actId: string;
}

/** Takes tracks out of a playlist whose row the transaction holds, and closes the gaps. */
export async function takeOut(
  trx: Transaction,
  playlistId: string,
  positions: readonly number[] | 'all',
  actId = newAct(),
): Promise<Removal> {
  if (positions.length === 0) return { removed: 0, tracks: [], actId };
  const gone = `update tracks set position = null, removed_at = now(), act_id = :actId, removal_id = :actId, removed_from = position`;
  const first = `select ${Track.columns.list}, count(*) over ()::integer as removed from gone order by removed_from limit ${NAMED}`;
  const { rows } = await (positions === 'all'
    ? trx.raw<{ rows: (object & { removed: number })[] }>(
        `with gone as (${gone} where playlist_id = :playlistId and position is not null returning ${Track.columns.list})
         ${first}`,
        { playlistId, actId },
      )
    : trx.raw<{ rows: (object & { removed: number })[] }>(
        `with gone as (${gone} where playlist_id = :playlistId and position = any(:positions) returning ${Track.columns.list}),
         closed as (
           update tracks set position = position - (select count(*) from unnest(cast(:positions as integer[])) p where p < position)
           where playlist_id = :playlistId and position > :first and position <> all(:positions))
         ${first}`,
        { playlistId, actId, positions: [...positions], first: Math.min(...positions) },
      ));
  const tracks = rows.map((row) => Track.fromDatabaseJson(row));
  return { removed: rows[0]?.removed ?? 0, tracks, actId };
}

/** Tracks that may have been moved or taken out since. */
type Kept = { ids: readonly string[] } | { actId: string };

/** What was taken out of which playlist, and how many tracks are left in it. */
export interface RemovedTracks extends Removal {
  playlist: Playlist;
  count: number;
}

/**
 * Takes tracks out by their positions, or those that are still there by their ids or the act that put them in.
 * @throws NotFound, Forbidden; UserError when one of the positions does not exist (then nothing is removed)
 */
export function removeTracks(
  caller: Caller,
  reference: string,
  which: readonly number[] | Kept,
): Promise<RemovedTracks> {
  return Track.transact(async (trx) => {
    const playlist = await playlists.lock(trx, caller, reference, 'editor');
    const positions = 'map' in which ? which : await positionsOf(trx, playlist, which);
    const removal = await takeOut(
      trx,
      playlist.id,
      positions,
      newAct('actId' in which ? which.actId : undefined),
    );
    const count = await countTracks(trx, playlist.id);
    if (removal.removed < positions.length) {
      throw noSuchPosition(Math.max(...positions), count + removal.removed, playlist);
    }
    return { playlist, ...removal, count };
  });
}

/** Where tracks of a playlist stand, whose row the transaction holds. @throws NotFound or Conflict when none of them is there */
async function positionsOf(trx: Transaction, { id, name }: Playlist, kept: Kept): Promise<number[]> {
  const positions = 'actId' in kept ? await putInBy(trx, id, kept.actId) : await standing(trx, id, kept.ids);
  if (positions.length > 0) return positions;
  const gone = new NotFound('track.gone', { name });
  throw 'actId' in kept ? await undoneOr(trx, id, kept.actId, gone) : gone;
}

async function standing(trx: Transaction, playlistId: string, ids: readonly string[]): Promise<number[]> {
  const tracks = await Track.query(trx)
    .findByIds([...ids])
    .where({ playlist_id: playlistId })
    .whereNotNull('position');
  return tracks.flatMap(({ position }) => position ?? []);
}

/** Takes all tracks out. @throws NotFound, Forbidden */
export function clearTracks(caller: Caller, reference: string): Promise<{ playlist: Playlist } & Removal> {
  return Track.transact(async (trx) => {
    const playlist = await playlists.lock(trx, caller, reference, 'editor');
    return { playlist, ...(await takeOut(trx, playlist.id, 'all')) };
  });
}

/** Takes out what stands in the playlist before already: the same link or, without links, title and artist. @throws NotFound, Forbidden */
export function dedupeTracks(caller: Caller, reference: string): Promise<{ playlist: Playlist } & Removal> {
  return Track.transact(async (trx) => {
    const playlist = await playlists.lock(trx, caller, reference, 'editor');
    const { rows } = await trx.raw<{ rows: { position: number }[] }>(
      `select position from (
         select position, row_number() over (
           partition by url, case when url is null then ${fold('title')} end, case when url is null then ${fold('artist')} end
           order by position) as nth
         from tracks where playlist_id = ? and position is not null) numbered
       where nth > 1`,
      [playlist.id],
    );
    const positions = rows.map(({ position }) => position);
    return { playlist, ...(await takeOut(trx, playlist.id, positions)) };
  });
}

/**
 * Undoes a removal: its tracks return to where they stood, as near as the list as it is now allows; or `instead` of
 * those that its act put in, which are then taken out in their turn. What others put in since stays.
 * @throws NotFound when there is nothing to bring back; Forbidden; Conflict when that was undone already, or the playlist
 * would pass `limit`
 */
export function putTracksBack(
  caller: Caller,
  playlistId: string,
  actId: string,
  limit: number,
  instead = false,
): Promise<{ playlist: Playlist; putBack: number; count: number; instead: Removal | null }> {
  return Track.transact(async (trx) => {
    const playlist = await playlists.lock(trx, caller, playlistId, 'editor');
    const undoing = newAct(actId);
    const takenOut = instead
      ? await takeOut(trx, playlist.id, await putInBy(trx, playlist.id, actId), undoing)
      : null;
    const present = await countTracks(trx, playlist.id);
    const { rowCount: putBack } = await trx.raw<{ rowCount: number }>(
      `with back as (
         select id, least(removed_from, :present + row_number() over (order by removed_from)) as slot
         from tracks
         where playlist_id = :playlistId and act_id = :actId
           and removed_at > now() - interval '${RESTORABLE_DAYS} days'),
       free as (
         select slot, row_number() over (order by slot) as former
         from generate_series(1, :present + (select count(*) from back)) slot
         where slot not in (select slot from back)),
       shifted as (
         update tracks t set position = free.slot from free
         where t.playlist_id = :playlistId and t.position = free.former and t.position <> free.slot)
       update tracks t set position = back.slot, removed_at = null, removal_id = null, removed_from = null, act_id = :undoing
       from back where t.id = back.id`,
      { playlistId: playlist.id, actId, present, undoing },
    );
    if (putBack === 0) throw await undoneOr(trx, playlist.id, actId, new NotFound('track.nothingToRestore'));
    if (present + putBack > limit) throw new Conflict('track.tooMany', { limit, name: playlist.name });
    return { playlist, putBack, count: present + putBack, instead: takenOut };
  });
}

/** Where the tracks stand that an act put in, as far as they are still there. */
async function putInBy(trx: Transaction, playlistId: string, actId: string): Promise<number[]> {
  const tracks = await Track.query(trx)
    .where({ playlist_id: playlistId, act_id: actId })
    .whereNotNull('position');
  return tracks.flatMap(({ position }) => position ?? []);
}

/** What to say of an act that left nothing: that it was undone, or `otherwise`. */
async function undoneOr(
  trx: Transaction,
  playlistId: string,
  actId: string,
  otherwise: UserError,
): Promise<UserError> {
  const undone = await Track.query(trx)
    .where({ playlist_id: playlistId, act_id: newAct(actId) })
    .resultSize();
  return undone > 0 ? new Conflict('undo.already') : otherwise;
}
