import type { Audience, Shown } from '../../domain/ownership/audience.ts';
import type { Caller } from '../../domain/ownership/caller.ts';
import { covers, type Role, type Visibility } from '../../domain/playlist/playlist.ts';
import { Conflict, Forbidden } from '../../errors.ts';
import { BaseModel, type Transaction } from '../base/base-model.ts';
import { playlistLocked, type Among } from './access.ts';
import { PLAYLIST } from './columns.ts';
import { playlistRow } from './meant.ts';

/** An ordered list of tracks: a person's own, or a server's. Verbs are named to it by id, or by name in any case. */
export class Playlist extends BaseModel implements Shown {
  static override tableName = 'playlists';
  static override columns = PLAYLIST;
  static {
    this.register();
  }

  declare id: string;
  /** Who made it; of a person's own list also the owner. Null of a server's whose maker was erased. */
  declare ownerId: string | null;
  /** The server whose list it is; null for a person's own. */
  declare guildId: string | null;
  declare name: string;
  declare description: string | null;
  declare visibility: Visibility;
  declare createdAt: Date;
  declare deletedAt: Date | null;
  /** What the caller of the verb that returned it is to it. @computed */
  declare role: Role;
  /** Whether its owner is a member of the server that the caller is in; of a person's own that its server sees. @computed */
  declare ownerHere: boolean;
  /** How many tracks stand in it; where a list or a page shows it. @computed */
  declare trackCount: number;

  /** Who may see it. */
  audience({ userId, guildId }: Caller): Audience {
    if (this.visibility === 'public') return 'everybody';
    if (this.visibility === 'private') return 'shared';
    if (this.guildId !== null) return { guildId: this.guildId };
    const isHere = guildId !== null && (this.ownerId === userId || this.ownerHere);
    return isHere ? { guildId } : 'shared';
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
    const row = await playlistRow(trx, caller, reference, (meant) => playlistLocked(among, meant), { among });
    const playlist = this.fromDatabaseJson(row);
    if (!covers(playlist.role, needed))
      throw new Forbidden(`playlist.needs.${needed}`, { name: playlist.name });
    return playlist;
  }

  /**
   * Holds an owner to `limit` playlists; their row must be locked. @param guildId the owning server, else the caller owns
   * @throws Conflict
   */
  static async checkLimit(
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
