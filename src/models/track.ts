import { v7 as uuid } from 'uuid';
import type { Caller } from '../domain/caller.ts';
import { Conflict, NotFound, UserError } from '../errors.ts';
import { BaseModel, type Transaction } from './base-model.ts';
import { GuildMember } from './guild-member.ts';
import { Playlist } from './playlist.ts';
import { RESTORABLE_DAYS } from './playlist-access.ts';

/** What an act on tracks did, and to which playlist. */
export interface TrackChange {
  playlist: Playlist;
  /** Removed, added or moved ones, in order. */
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

  /** Appends a track. @throws NotFound, Forbidden; Conflict when the playlist holds `limit` tracks */
  static add(
    caller: Caller,
    reference: string,
    input: { title: string; artist: string | null; url: string | null },
    limit: number,
  ): Promise<TrackChange> {
    return this.transact(async (trx) => {
      const playlist = await Playlist.lock(trx, caller, reference, 'editor');
      const { rows } = await trx.raw<{ rows: object[] }>(
        `with ${GuildMember.remembering(caller)}
         insert into tracks (id, playlist_id, position, title, artist, url, added_by)
         select :id, :playlistId, n + 1, :title, :artist, :url, :userId
         from (select coalesce(max(position), 0) as n from tracks where playlist_id = :playlistId) present
         where n < :limit
         returning *`,
        { ...input, id: uuid(), playlistId: playlist.id, userId: caller.userId, limit, ...inGuild(caller) },
      );
      const track = rows[0] && this.fromDatabaseJson(rows[0]);
      if (!track) throw new Conflict('track.tooMany', { limit, name: playlist.name });
      return { playlist, tracks: [track], count: track.position ?? 0 };
    });
  }

  /**
   * Takes tracks out and closes the gaps; `restore` with the returned `removalId` brings them back.
   * @throws NotFound, Forbidden; UserError when one of the positions does not exist (then nothing is removed)
   */
  static remove(
    caller: Caller,
    reference: string,
    positions: readonly number[],
  ): Promise<TrackChange & { removalId: string }> {
    return this.transact(async (trx) => {
      const playlist = await Playlist.lock(trx, caller, reference, 'editor');
      const removalId = uuid();
      const { rows } = await trx.raw<{ rows: object[] }>(
        `with gone as (
           update tracks set position = null, removed_at = now(), removal_id = :removalId, removed_from = position
           where playlist_id = :playlistId and position = any(:positions)
           returning *),
         closed as (
           update tracks set position = position - (select count(*) from unnest(:positions::int[]) p where p < position)
           where playlist_id = :playlistId and position > :first and position <> all(:positions))
         select * from gone order by removed_from`,
        { playlistId: playlist.id, removalId, positions: [...positions], first: Math.min(...positions) },
      );
      const count = await this.#count(trx, playlist.id);
      if (rows.length < positions.length) {
        throw new UserError('track.noSuchPosition', {
          position: Math.max(...positions),
          count: count + rows.length,
          name: playlist.name,
        });
      }
      return { playlist, tracks: rows.map((row) => this.fromDatabaseJson(row)), count, removalId };
    });
  }

  /**
   * Undoes a removal: its tracks return to where they stood, as near as the list as it is now allows.
   * @throws NotFound when there is nothing to bring back; Forbidden; Conflict when the playlist would pass `limit`
   */
  static restore(caller: Caller, playlistId: string, removalId: string, limit: number): Promise<TrackChange> {
    return this.transact(async (trx) => {
      const playlist = await Playlist.lock(trx, caller, playlistId, 'editor');
      const present = await this.#count(trx, playlist.id);
      const { rows } = await trx.raw<{ rows: object[] }>(
        `with back as (
           select id, least(removed_from, :present + row_number() over (order by removed_from)) as slot
           from tracks
           where playlist_id = :playlistId and removal_id = :removalId
             and removed_at > now() - interval '${RESTORABLE_DAYS} days'),
         free as (
           select slot, row_number() over (order by slot) as former
           from generate_series(1, :present + (select count(*) from back)) slot
           where slot not in (select slot from back)),
         shifted as (
           update tracks t set position = free.slot from free
           where t.playlist_id = :playlistId and t.position = free.former and t.position <> free.slot)
         update tracks t set position = back.slot, removed_at = null, removal_id = null, removed_from = null
         from back where t.id = back.id
         returning t.*`,
        { playlistId: playlist.id, removalId, present },
      );
      if (rows.length === 0) throw new NotFound('track.nothingToRestore');
      if (present + rows.length > limit) throw new Conflict('track.tooMany', { limit, name: playlist.name });
      const tracks = rows.map((row) => this.fromDatabaseJson(row));
      return {
        playlist,
        tracks: tracks.sort((a, b) => (a.position ?? 0) - (b.position ?? 0)),
        count: present + rows.length,
      };
    });
  }

  /** Moves one track; those between give way. @throws NotFound, Forbidden; UserError when either position does not exist */
  static move(caller: Caller, reference: string, from: number, to: number): Promise<TrackChange> {
    return this.transact(async (trx) => {
      const playlist = await Playlist.lock(trx, caller, reference, 'editor');
      const count = await this.#count(trx, playlist.id);
      if (Math.max(from, to) > count) {
        throw new UserError('track.noSuchPosition', {
          position: Math.max(from, to),
          count,
          name: playlist.name,
        });
      }
      const { rows } = await trx.raw<{ rows: object[] }>(
        `update tracks
         set position = case position when :from then :to else position + :shift end
         where playlist_id = :playlistId and position between :low and :high
         returning *`,
        {
          playlistId: playlist.id,
          from,
          to,
          shift: Math.sign(from - to),
          low: Math.min(from, to),
          high: Math.max(from, to),
        },
      );
      const tracks = rows.map((row) => this.fromDatabaseJson(row)).filter((track) => track.position === to);
      return { playlist, tracks, count };
    });
  }

  static async #count(trx: Transaction, playlistId: string): Promise<number> {
    const row = await this.query(trx).where({ playlist_id: playlistId }).max('position as position').first();
    return row?.position ?? 0;
  }
}

const inGuild = ({ guildId }: Caller) => (guildId === null ? {} : { guildId });
