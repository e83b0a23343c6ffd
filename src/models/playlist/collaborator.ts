import { BaseModel } from '../base/base-model.ts';
import { columns } from '../base/columns.ts';

/** That somebody besides its owner may see a playlist, or also change its tracks. */
export class PlaylistCollaborator extends BaseModel {
  static override tableName = 'playlist_collaborators';
  static override columns = columns(
    'playlist_collaborators',
    'playlist_id',
    'user_id',
    'role',
    'granted_by',
    'granted_at',
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
