import { v7 as uuid } from 'uuid';
import type { Caller } from '../../domain/ownership/caller.ts';
import { Conflict } from '../../errors.ts';
import { newAct } from '../base/act.ts';
import { GuildMember } from '../guild/guild-member.ts';
import { Playlist, playlists } from '../playlist/playlist.ts';
import { takeOut } from './remove.ts';
import { countTracks, type Track } from './track.ts';

/** A track that comes from elsewhere. */
export type ImportedTrack = Pick<Track, 'title' | 'artist' | 'url' | 'durationMs'>;

/** What an import did; by `actId` its Undo finds the tracks that it put in, and those that `replace` took out. */
export interface Imported {
  playlist: Playlist;
  added: number;
  removed: number;
  count: number;
  actId: string;
}

/**
 * Adds many tracks at once, behind those there are or in their place: all of them, or none.
 * @throws NotFound, Forbidden; Conflict when the playlist would pass `limit`
 */
export function importTracks(
  caller: Caller,
  reference: string,
  tracks: readonly ImportedTrack[],
  mode: 'append' | 'replace',
  limit: number,
): Promise<Imported> {
  return Playlist.transact(async (trx) => {
    const playlist = await playlists.lock(trx, caller, reference, 'editor');
    const removed = mode === 'replace' ? await takeOut(trx, playlist.id, 'all') : null;
    const actId = removed?.actId ?? newAct();
    const before = removed ? 0 : await countTracks(trx, playlist.id);
    if (before + tracks.length > limit) throw new Conflict('track.tooMany', { limit, name: playlist.name });
    await GuildMember.remember(trx, caller);
    // Arrays, one for each column: one statement of one shape, whatever the number of tracks.
    await trx.raw(
      `insert into tracks (id, playlist_id, position, title, artist, url, duration_ms, added_by, act_id)
       select t.id, :playlistId, :before + t.n, t.title, t.artist, t.url, t.duration_ms, :userId, :actId
       from unnest(cast(:ids as uuid[]), cast(:titles as text[]), cast(:artists as text[]), cast(:urls as text[]),
                   cast(:durations as integer[]))
         with ordinality as t (id, title, artist, url, duration_ms, n)`,
      {
        playlistId: playlist.id,
        userId: caller.userId,
        before,
        actId,
        ids: tracks.map(() => uuid()),
        titles: tracks.map(({ title }) => title),
        artists: tracks.map(({ artist }) => artist),
        urls: tracks.map(({ url }) => url),
        durations: tracks.map(({ durationMs }) => durationMs),
      },
    );
    return {
      playlist,
      added: tracks.length,
      removed: removed?.removed ?? 0,
      count: before + tracks.length,
      actId,
    };
  });
}
