import { RESTORABLE_DAYS } from '../../domain/ownership/restorable.ts';
import { VISIBILITIES, type Visibility } from '../../domain/ownership/ownership.ts';
import { columns } from '../base/columns.ts';
import { fact, internal, key, owner, text } from '../base/held.ts';
import { owned } from '../owned/owned.ts';
import { OwnedModel } from '../owned/owned-model.ts';
import { PlaylistCollaborator } from './collaborator.ts';

/** An ordered list of tracks: a person's own, or a server's. */
export class Playlist extends OwnedModel {
  static override tableName = 'playlists';
  static override columns = columns(
    'playlists',
    {
      id: key,
      owner_id: owner('who made it'),
      guild_id: key,
      name: text('name'),
      description: text('description'),
      visibility: fact('who may see it'),
      created_at: fact('when it was made'),
      deleted_at: fact('when it was deleted'),
      act_id: internal,
    },
    {
      file: 'playlists',
      stay: { for: `${RESTORABLE_DAYS} days`, since: 'deleted_at' },
      without: 'playlists of a server',
    },
  );
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
  /** The act that deleted it, or undid that. */
  declare actId: string | null;
  /** How many tracks stand in it; where a list or a page shows it. @computed */
  declare trackCount: number;
}

/** The number of tracks of playlist `f`: they stand at 1..n. */
export const TRACK_COUNT = 'coalesce((select max(position) from tracks t where t.playlist_id = f.id), 0)';

/** What people do with playlists as such; what they do with the tracks is in src/models/track. */
export const playlists = owned<Playlist>({
  model: Playlist,
  shares: PlaylistCollaborator,
  visibilities: VISIBILITIES,
  memberRole: 'viewer',
  words: 'playlist',
  counted: { track_count: TRACK_COUNT },
});
