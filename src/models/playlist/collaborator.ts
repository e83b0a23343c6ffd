import { BaseModel } from '../base/base-model.ts';
import { columns } from '../base/columns.ts';
import { fact, key, named, theirs } from '../base/held.ts';

/** That somebody besides its owner may see a playlist, or also change its tracks. */
export class PlaylistCollaborator extends BaseModel {
  static override tableName = 'playlist_collaborators';
  static override columns = columns(
    'playlist_collaborators',
    {
      playlist_id: key,
      user_id: theirs('with whom'),
      role: fact('as what'),
      granted_by: named('who shared it'),
      granted_at: fact('when'),
    },
    {
      file: 'playlist-shares',
      by: 'playlist_id, user_id',
      on: ['playlist_id', 'playlists'],
      without: 'what you shared with others of what is not yours',
    },
  );
  static {
    this.register();
  }
  static override idColumn = ['playlist_id', 'user_id'];

  declare playlistId: string;
  declare userId: string;
  declare role: 'viewer' | 'editor';
  declare grantedBy: string | null;
  declare grantedAt: Date;
}
