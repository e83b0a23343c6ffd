import { z } from 'zod';
import { subcommand } from '../../src/discord/command.ts';
import { say } from '../../src/discord/replies.ts';
import { Playlist } from '../../src/models/playlist.ts';
import { playlistOption, suggestPlaylists } from './playlist-option.ts';

/** `/playlist restore`: brings back what was deleted in the last 30 days. */
export const restore = subcommand({
  input: z.object({ playlist: playlistOption }),
  suggest: { playlist: suggestPlaylists('owner', 'deleted') },

  async execute({ input, caller, bot, t }) {
    const playlist = await Playlist.restore(caller, input.playlist, bot.limits.playlistsPerOwner);
    return say(t('playlist.restored', { name: playlist.name }));
  },
});
