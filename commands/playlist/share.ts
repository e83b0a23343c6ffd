import { z } from 'zod';
import { subcommand } from '../../src/discord/declare/command.ts';
import { humanOption, userOption } from '../../src/discord/declare/options.ts';
import { about, say } from '../../src/discord/declare/reply.ts';
import { sharePlaylist, unsharePlaylist } from '../../src/models/playlist/share.ts';
import { playlistOption, suggestsPlaylists } from './playlist-option.ts';

/** `/playlist share`: lets somebody look, or also change the tracks. */
export const share = subcommand({
  input: z.object({
    playlist: playlistOption,
    user: humanOption,
    role: z.enum(['viewer', 'editor']).optional(),
  }),
  suggest: { playlist: suggestsPlaylists('owner') },

  async execute({ input: { playlist: reference, user, role = 'viewer' }, caller, t }) {
    const shared = await sharePlaylist(caller, reference, user, role);
    const { name } = shared;
    return about(shared, say(t(`playlist.shared.${role}`, { name, user: `<@${user}>` })));
  },
});

/** `/playlist unshare`: takes it back; also how somebody leaves who was shared with. */
export const unshare = subcommand({
  input: z.object({ playlist: playlistOption, user: userOption }),
  suggest: { playlist: suggestsPlaylists('viewer') },

  async execute({ input: { playlist: reference, user }, caller, t }) {
    const unshared = await unsharePlaylist(caller, reference, user);
    const { name } = unshared;
    return about(unshared, say(t('playlist.unshared', { name, user: `<@${user}>` })));
  },
});
