import { z } from 'zod';
import { subcommand } from '../../src/discord/declare/command.ts';
import { about, say } from '../../src/discord/declare/reply.ts';
import { shuffleTracks } from '../../src/models/track/shuffle.ts';
import { undoButton } from '../undo.ts';
import { playlistOption, suggestsPlaylists } from './owned.ts';

/** `/playlist shuffle`: another order by chance, with Undo as long as nobody changes the playlist. */
export const shuffle = subcommand({
  input: z.object({ playlist: playlistOption }),
  suggest: { playlist: suggestsPlaylists('editor') },

  async execute({ input, ...context }) {
    const { caller, t } = context;
    const { playlist, count, digest, actId } = await shuffleTracks(caller, input.playlist);
    const undo = undoButton(context, { kind: 'tracks-order', act: actId, thing: playlist.id, left: digest });
    return about(playlist, say(t('playlist.shuffled', { count, name: playlist.name }), undo));
  },
});
