import { v7 as uuid } from 'uuid';
import type { Caller } from '../../domain/ownership/caller.ts';
import { Conflict } from '../../errors.ts';
import { GuildMember } from '../guild/guild-member.ts';
import { playlists } from '../playlist/playlist.ts';
import { Track, type TrackChange } from './track.ts';

/** Appends a track. @throws NotFound, Forbidden; Conflict when the playlist holds `limit` tracks */
export function addTrack(
  caller: Caller,
  reference: string,
  input: { title: string; artist: string | null; url: string | null },
  limit: number,
): Promise<TrackChange> {
  return Track.transact(async (trx) => {
    const playlist = await playlists.lock(trx, caller, reference, 'editor');
    const { rows } = await trx.raw<{ rows: object[] }>(
      `with ${GuildMember.remembering(caller)}
       insert into tracks (id, playlist_id, position, title, artist, url, added_by)
       select :id, :playlistId, n + 1, :title, :artist, :url, :userId
       from (select coalesce(max(position), 0) as n from tracks where playlist_id = :playlistId) present
       where n < :limit
       returning ${Track.columns.list}`,
      { ...input, id: uuid(), playlistId: playlist.id, limit, ...GuildMember.about(caller) },
    );
    const track = rows[0] && Track.fromDatabaseJson(rows[0]);
    if (!track) throw new Conflict('track.tooMany', { limit, name: playlist.name });
    return { playlist, tracks: [track], count: track.position ?? 0 };
  });
}
