import { z } from 'zod';
import { subcommand } from '../../src/discord/declare/command.ts';
import { about, say } from '../../src/discord/declare/reply.ts';
import { playlistOption, suggestsPlaylists } from './playlist-option.ts';
import { restorePlaylist } from '../../src/models/playlist/delete.ts';

/** `/playlist restore`: brings back what was deleted in the last 30 days. */
export const restore = subcommand({
  input: z.object({ playlist: playlistOption }),
  suggest: { playlist: suggestsPlaylists('owner', 'deleted') },

  async execute({ input, caller, limits, t }) {
    const playlist = await restorePlaylist(caller, input.playlist, limits.playlistsPerOwner);
    return about(playlist, say(t('playlist.restored', { name: playlist.name })));
  },
});
