import { RESTORABLE_DAYS } from '../../domain/ownership/restorable.ts';
import { UserError } from '../../errors.ts';
import { BaseModel, type Transaction } from '../base/base-model.ts';
import type { Playlist } from '../playlist/playlist.ts';
import { columns } from '../base/columns.ts';
import { fact, internal, key, named, text } from '../base/held.ts';

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
    {
      id: key,
      playlist_id: key,
      position: fact('position'),
      title: text('title'),
      artist: text('artist'),
      url: text('link'),
      duration_ms: fact('duration'),
      added_by: named('who added it'),
      added_at: fact('when'),
      removed_at: fact('when it was removed'),
      removal_id: internal,
      removed_from: internal,
      act_id: internal,
    },
    {
      file: 'tracks',
      on: ['playlist_id', 'playlists'],
      stay: { for: `${RESTORABLE_DAYS} days`, since: 'removed_at' },
      without: 'tracks in playlists of a server or of somebody else',
    },
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
  /** The act that took it out; versions before know it by this. */
  declare removalId: string | null;
  declare removedFrom: number | null;
  /** The act that put it in or took it out, where an undo finds it. */
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
