import type { Caller } from '../../domain/ownership/caller.ts';
import { pageOf, PAGE_SIZE, type Page } from '../../domain/pages.ts';
import type { Scope } from '../../domain/playlist/playlist.ts';
import { accessOf, playlistsFor, TRACK_COUNT } from './access.ts';
import { FOUND } from './columns.ts';
import { Playlist } from './playlist.ts';
import { fold } from '../base/fold.ts';

/** A page of playlists; `total` over all pages. */
export interface PlaylistList extends Page {
  playlists: Playlist[];
  total: number;
}

/** The playlists a caller sees, by `whose` maker and scope: their own first, then the server's, then shared ones. */
export async function listPlaylists(
  caller: Caller,
  filter: { whose?: string | undefined; scope?: Scope | undefined; page: number },
): Promise<PlaylistList> {
  const { whose, scope, page } = filter;
  const found = whose ? playlistsFor('living', 'p.owner_id = :whose') : playlistsFor('living');
  const owned = whose ? 'guild_id is null' : 'guild_id is null and owner_id = :userId';
  const wanted = scope === 'mine' ? owned : scope === 'server' ? 'guild_id = :guildId' : 'true';
  const { rows } = await Playlist.knex().raw<{ rows: (object & { total: number })[] }>(
    `with f as (select ${FOUND.list} from (${found}) visible where ${wanted}),
          n as (select count(*)::integer as total from f),
          lines as (
            select ${FOUND.of('f')}, ${TRACK_COUNT} as track_count from f order by rank, ${fold('name')}, id
            limit ${PAGE_SIZE}
            offset (select least(:page - 1, greatest(total - 1, 0) / ${PAGE_SIZE}) * ${PAGE_SIZE} from n))
     select ${FOUND.and('track_count').of('lines')}, total from n left join lines on true order by rank, ${fold('name')}, id`,
    { ...accessOf(caller), page: Math.max(1, page), ...(whose ? { whose } : {}) },
  );
  const total = rows[0]?.total ?? 0;
  const playlists = total > 0 ? rows.map((row) => Playlist.fromDatabaseJson(row)) : [];
  return { playlists, total, ...pageOf(page, total) };
}
