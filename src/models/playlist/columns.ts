import { columns } from '../base/columns.ts';

/** Those of `playlists`. */
export const PLAYLIST = columns(
  'playlists',
  'id',
  'owner_id',
  'guild_id',
  'name',
  'description',
  'visibility',
  'created_at',
  'deleted_at',
);

/** What `playlistsFor` finds. */
export const FOUND = PLAYLIST.and('role', 'rank', 'owner_here');
