import { UserError } from '../../errors.ts';
import { BaseModel, type Transaction } from '../base/base-model.ts';
import type { Playlist } from '../playlist/playlist.ts';
import { columns } from '../base/columns.ts';

/** What an act on tracks did, and to which playlist. */
export interface TrackChange {
  playlist: Playlist;
  /** Added or moved ones, in order. */
  tracks: Track[];
  /** How many tracks stand in the playlist now. */
  count: number;
}

/**
 * A track of a playlist. The living ones stand at positions 1..n; one that was removed keeps its former position apart
 * until it is purged. Every verb holds the playlist's row lock, so that positions change by one caller at a time.
 */
export class Track extends BaseModel {
  static override tableName = 'tracks';
  static override columns = columns(
    'tracks',
    'id',
    'playlist_id',
    'position',
    'title',
    'artist',
    'url',
    'duration_ms',
    'added_by',
    'added_at',
    'removed_at',
    'removal_id',
    'removed_from',
    'act_id',
  );
  static {
    this.register();
  }

  declare id: string;
  declare playlistId: string;
  /** 1..n; null once removed. */
  declare position: number | null;
  declare title: string;
  declare artist: string | null;
  declare url: string | null;
  declare durationMs: number | null;
  declare addedBy: string | null;
  declare addedAt: Date;
  declare removedAt: Date | null;
  declare removalId: string | null;
  declare removedFrom: number | null;
  /** The act that put it in, where its Undo takes it out again. */
  declare actId: string | null;
}

/** What a caller is told of a position that does not exist. */
export function noSuchPosition(position: number, count: number, { name }: Playlist): UserError {
  return count === 0
    ? new UserError('track.noneToChange', { name })
    : new UserError('track.noSuchPosition', { position, count, name });
}

/** How many tracks stand in a playlist, whose row the transaction holds. */
export async function countTracks(trx: Transaction, playlistId: string): Promise<number> {
  const row = await Track.query(trx).where({ playlist_id: playlistId }).max('position as position').first();
  return row?.position ?? 0;
}
