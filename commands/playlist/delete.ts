import { z } from 'zod';
import { button } from '../../src/discord/declare/buttons.ts';
import { component, subcommand } from '../../src/discord/declare/command.ts';
import { about, say } from '../../src/discord/declare/reply.ts';
import { RESTORABLE_DAYS } from '../../src/domain/ownership/restorable.ts';
import { playlistOption, suggestsPlaylists } from './playlist-option.ts';
import { deletePlaylist, restorePlaylist } from '../../src/models/playlist/delete.ts';
import type { Playlist } from '../../src/models/playlist/playlist.ts';

/** `/playlist delete`: puts a playlist away, with Undo. */
export const remove = subcommand({
  input: z.object({ playlist: playlistOption }),
  suggest: { playlist: suggestsPlaylists('owner') },

  async execute({ input, caller, t }) {
    const playlist = await deletePlaylist(caller, input.playlist);
    const undo = button({ caller }, undoDelete, stateOf(playlist), { label: t('buttons.undo') });
    return about(playlist, say(t('playlist.deleted', { name: playlist.name, days: RESTORABLE_DAYS }), undo));
  },
});

/** Which deletion it undoes, in milliseconds since 1970: not that of somebody who deleted it again. */
const deletedAt = z.coerce.number<string | number>().int().optional();
const stateOf = ({ id, deletedAt: at }: Playlist) => ({ id, at: at?.getTime() });

/** Undo below a deletion. */
export const undoDelete = component(
  'playlist.undelete',
  z.object({ id: z.uuid(), at: deletedAt }),
  async ({ state, caller, limits, t }) => {
    const playlist = await restorePlaylist(caller, state.id, limits.playlistsPerOwner, state.at);
    return about(playlist, say(t('playlist.restored', { name: playlist.name })));
  },
);
