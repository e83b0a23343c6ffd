import { z } from 'zod';
import { button } from '../../src/discord/buttons.ts';
import { component, subcommand } from '../../src/discord/command.ts';
import { say } from '../../src/discord/replies.ts';
import { RESTORABLE_DAYS } from '../../src/domain/restorable.ts';
import { playlistOption, suggestsPlaylists } from './playlist-option.ts';
import { deletePlaylist, restorePlaylist } from '../../src/models/playlist/delete.ts';

/** `/playlist delete`: puts a playlist away, with Undo. */
export const remove = subcommand({
  input: z.object({ playlist: playlistOption }),
  suggest: { playlist: suggestsPlaylists('owner') },

  async execute({ input, caller, t }) {
    const playlist = await deletePlaylist(caller, input.playlist);
    return say(
      t('playlist.deleted', { name: playlist.name, days: RESTORABLE_DAYS }),
      button({ caller }, undoDelete, { id: playlist.id }, { label: t('buttons.undo') }),
    );
  },
});

/** Undo below a deletion. */
export const undoDelete = component(
  'playlist.undelete',
  z.object({ id: z.uuid() }),
  async ({ state, caller, bot, t }) => {
    const playlist = await restorePlaylist(caller, state.id, bot.limits.playlistsPerOwner);
    return say(t('playlist.restored', { name: playlist.name }));
  },
);
