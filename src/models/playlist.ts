import { validate as isId, v7 as uuid } from 'uuid';
import type { Caller } from '../domain/caller.ts';
import { pageOf, PAGE_SIZE, type Page } from '../domain/pages.ts';
import { covers, type Role, type Scope, type Visibility } from '../domain/playlist.ts';
import { Conflict, Forbidden, NotFound, UserError } from '../errors.ts';
import { BaseModel, type Transaction } from './base-model.ts';
import { GuildMember } from './guild-member.ts';
import { accessOf, playlistMeant, playlistsFor, RESTORABLE_DAYS, type Among } from './playlist-access.ts';
import type { Track } from './track.ts';

/** How many suggestions Discord shows at most while somebody types. */
const SUGGESTIONS = 25;

const TRACK_COUNT = `coalesce((select max(position) from tracks t where t.playlist_id = f.id), 0)`;

/** A track as a page of its playlist shows it. */
export type TrackLine = Pick<Track, 'title' | 'artist' | 'url' | 'durationMs'> & { position: number };

/** An ordered list of tracks: a person's own, or a server's. References are ids, or names in any case. */
export class Playlist extends BaseModel {
  static override tableName = 'playlists';

  declare id: string;
  /** Who made it; of a person's own list also the owner. */
  declare ownerId: string;
  /** The server whose list it is; null for a person's own. */
  declare guildId: string | null;
  declare name: string;
  declare description: string | null;
  declare visibility: Visibility;
  declare createdAt: Date;
  declare deletedAt: Date | null;
  /** What the caller of the verb that returned it is to it. */
  declare role: Role;
  /** How many tracks stand in it; where a list or a page shows it. */
  declare trackCount: number;

  /**
   * Makes an empty playlist. The owner's row is locked, so that the limit holds for callers at the same moment.
   * @throws Conflict when the name is taken or the owner has `limit` playlists; UserError for a server's without a server.
   */
  static create(
    caller: Caller,
    input: { name: string; description?: string | undefined; scope: Scope; visibility: Visibility },
    limit: number,
  ): Promise<Playlist> {
    const ofServer = input.scope === 'server';
    if (ofServer && caller.guildId === null) throw new UserError('playlist.needsServer');
    return this.transact(async (trx) => {
      await GuildMember.remember(trx, caller, ofServer ? 'guild' : 'user');
      await this.#checkLimit(trx, caller, ofServer ? caller.guildId : null, limit);
      const { name, visibility, description = null } = input;
      return this.query(trx)
        .insert({
          id: uuid(),
          ownerId: caller.userId,
          guildId: ofServer ? caller.guildId : null,
          name,
          description,
          visibility,
        })
        .returning('*');
    });
  }

  /** One page of a playlist's tracks, with the sum of the known durations in milliseconds. @throws NotFound */
  static async show(caller: Caller, reference: string, page: number): Promise<PlaylistPage> {
    const { rows } = await this.knex().raw<{ rows: (object & PageRow)[] }>(
      `with f as (${playlistMeant('living', reference)}),
            n as (select f.*, ${TRACK_COUNT} as track_count from f),
            at as (select least(:page - 1, greatest(track_count - 1, 0) / ${PAGE_SIZE}) * ${PAGE_SIZE} as skipped from n)
       select n.*,
         (select coalesce(sum(duration_ms), 0)::float8 from tracks where playlist_id = n.id and position is not null)
           as duration_ms,
         array(select json_build_object('position', position, 'title', title, 'artist', artist, 'url', url,
                                        'durationMs', duration_ms)
               from tracks, at
               where playlist_id = n.id and position > skipped and position <= skipped + ${PAGE_SIZE}
               order by position) as lines
       from n`,
      { ...accessOf(caller), reference, page: Math.max(1, page) },
    );
    const row = rows[0];
    if (!row) throw notFound('living', reference);
    const playlist = this.fromDatabaseJson(row);
    return { playlist, lines: row.lines, durationMs: row.duration_ms, ...pageOf(page, playlist.trackCount) };
  }

  /** The playlists a caller sees, by `whose` maker and scope: their own first, then the server's, then shared ones. */
  static async list(
    caller: Caller,
    filter: { whose?: string | undefined; scope?: Scope | undefined; page: number },
  ): Promise<PlaylistList> {
    const { whose, scope, page } = filter;
    const found = whose ? playlistsFor('living', 'p.owner_id = :whose') : playlistsFor('living');
    const owned = whose ? 'guild_id is null' : 'guild_id is null and owner_id = :userId';
    const wanted = scope === 'mine' ? owned : scope === 'server' ? 'guild_id = :guildId' : 'true';
    const { rows } = await this.knex().raw<{ rows: { total: number; lines: object[] }[] }>(
      `with f as (select * from (${found}) visible where ${wanted}),
            n as (select count(*)::integer as total from f),
            lines as (
              select f.*, ${TRACK_COUNT} as track_count from f order by rank, lower(name), id
              limit ${PAGE_SIZE}
              offset (select least(:page - 1, greatest(total - 1, 0) / ${PAGE_SIZE}) * ${PAGE_SIZE} from n))
       select total, array(select to_json(lines) from lines order by rank, lower(name), id) as lines from n`,
      { ...accessOf(caller), page: Math.max(1, page), ...(whose ? { whose } : {}) },
    );
    const { total = 0, lines = [] } = rows[0] ?? {};
    return { playlists: lines.map((line) => this.fromDatabaseJson(line)), total, ...pageOf(page, total) };
  }

  /** Up to 25 playlists whose name contains what was typed, in any case, those that begin with it first. */
  static async suggest(
    caller: Caller,
    typed: string,
    needed: Role,
    among: Among = 'living',
  ): Promise<Playlist[]> {
    const { rows } = await this.knex().raw<{ rows: object[] }>(
      `select * from (${playlistsFor(among)}) f
       where strpos(lower(name), lower(:typed)) > 0 and array_position(array['owner', 'editor', 'viewer'], role) <=
         array_position(array['owner', 'editor', 'viewer'], :needed)
       order by strpos(lower(name), lower(:typed)) <> 1, rank, lower(name), id
       limit ${SUGGESTIONS}`,
      { ...accessOf(caller), typed, needed },
    );
    return rows.map((row) => this.fromDatabaseJson(row));
  }

  /** Puts a playlist away; restorable for 30 days. @throws NotFound, Forbidden */
  static remove(caller: Caller, reference: string): Promise<Playlist> {
    return this.transact(async (trx) => {
      const playlist = await this.lock(trx, caller, reference, 'owner');
      await this.query(trx).findById(playlist.id).patch({ deletedAt: trx.fn.now() });
      return playlist;
    });
  }

  /** Brings a deleted playlist back as it was. @throws NotFound, Forbidden, and Conflict when its name or place is taken */
  static restore(caller: Caller, reference: string, limit: number): Promise<Playlist> {
    return this.transact(async (trx) => {
      const playlist = await this.lock(trx, caller, reference, 'owner', 'deleted');
      await GuildMember.remember(trx, caller, playlist.guildId === null ? 'user' : 'guild');
      await this.#checkLimit(trx, caller, playlist.guildId, limit);
      await this.query(trx).findById(playlist.id).patch({ deletedAt: null });
      return playlist;
    });
  }

  /**
   * Finds a playlist and keeps others from changing it or its tracks until the transaction ends.
   * @throws NotFound when there is none that the caller may see; Forbidden when their role does not suffice.
   */
  static async lock(
    trx: Transaction,
    caller: Caller,
    reference: string,
    needed: Role,
    among: Among = 'living',
  ): Promise<Playlist> {
    const { rows } = await trx.raw<{ rows: (object & { id: string })[] }>(
      `select f.* from playlists p, lateral (${playlistMeant(among, reference)}) f
       where p.id = f.id and (p.deleted_at is null) = (f.deleted_at is null)
       for no key update of p`,
      { ...accessOf(caller), reference },
    );
    if (!rows[0]) throw notFound(among, reference);
    const playlist = this.fromDatabaseJson(rows[0]);
    if (!covers(playlist.role, needed))
      throw new Forbidden(`playlist.needs.${needed}`, { name: playlist.name });
    return playlist;
  }

  static async #checkLimit(
    trx: Transaction,
    caller: Caller,
    guildId: string | null,
    limit: number,
  ): Promise<void> {
    const owned = guildId === null ? { owner_id: caller.userId, guild_id: null } : { guild_id: guildId };
    const count = await this.query(trx).where(owned).whereNull('deleted_at').resultSize();
    if (count >= limit)
      throw new Conflict(guildId === null ? 'playlist.tooMany' : 'playlist.serverTooMany', { limit });
  }
}

function notFound(among: Among, reference: string): NotFound {
  if (among === 'deleted') return new NotFound('playlist.notDeleted', { reference, days: RESTORABLE_DAYS });
  return new NotFound(isId(reference) ? 'playlist.gone' : 'playlist.notFound', { reference });
}

interface PageRow {
  lines: TrackLine[];
  duration_ms: number;
}

/** What `show` found. */
export interface PlaylistPage extends Page {
  playlist: Playlist;
  lines: TrackLine[];
  durationMs: number;
}

/** What `list` found; `total` over all pages. */
export interface PlaylistList extends Page {
  playlists: Playlist[];
  total: number;
}
