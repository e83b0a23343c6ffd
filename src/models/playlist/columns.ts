import { RESTORABLE_DAYS } from '../../domain/ownership/restorable.ts';
import { columns } from '../base/columns.ts';
import { fact, key, owner, text } from '../base/held.ts';

/** Those of `playlists`. */
export const PLAYLIST = columns(
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
  },
  {
    file: 'playlists',
    stay: { for: `${RESTORABLE_DAYS} days`, since: 'deleted_at' },
    without: 'a server keeps its playlists',
  },
);

/** What `playlistsFor` finds. */
export const FOUND = PLAYLIST.and('role', 'rank', 'owner_here');
