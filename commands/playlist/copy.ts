import { z } from 'zod';
import { subcommand } from '../../src/discord/declare/command.ts';
import { about, say } from '../../src/discord/declare/reply.ts';
import { playlistName } from '../../src/domain/playlist/playlist.ts';
import { copyPlaylist } from '../../src/models/playlist/copy.ts';
import { playlistOption, suggestsPlaylists } from './owned.ts';

/** `/playlist copy`: a playlist of the caller's own out of one they may see. */
export const copy = subcommand({
  input: z.object({ playlist: playlistOption, name: playlistName.optional() }),
  suggest: { playlist: suggestsPlaylists('viewer') },

  async execute({ input, caller, limits, t }) {
    const copied = await copyPlaylist(caller, input.playlist, input.name, limits.playlistsPerOwner);
    return about(copied, say(t('playlist.copied', { name: copied.name })));
  },
});
