import { z } from 'zod';
import { subcommand } from '../../src/discord/declare/command.ts';
import { about, say } from '../../src/discord/declare/reply.ts';
import { clearTracks, dedupeTracks } from '../../src/models/track/remove.ts';
import { playlistOption, suggestsPlaylists } from './owned.ts';
import { undoButton } from '../undo.ts';

/** `/playlist clear`: takes all tracks out, with Undo. */
export const clear = subcommand({
  input: z.object({ playlist: playlistOption }),
  suggest: { playlist: suggestsPlaylists('editor') },

  async execute({ input, ...context }) {
    const { playlist, removed, actId } = await clearTracks(context.caller, input.playlist);
    const { name } = playlist;
    if (removed === 0) return about(playlist, say(context.t('playlist.emptyAlready', { name })));
    const undo = undoButton(context, { kind: 'tracks-out', act: actId, thing: playlist.id });
    return about(playlist, say(context.t('playlist.cleared', { count: removed, name }), undo));
  },
});

/** `/playlist dedupe`: takes out what stands there twice, with Undo. */
export const dedupe = subcommand({
  input: z.object({ playlist: playlistOption }),
  suggest: { playlist: suggestsPlaylists('editor') },

  async execute({ input, ...context }) {
    const { playlist, removed, actId } = await dedupeTracks(context.caller, input.playlist);
    const { name } = playlist;
    if (removed === 0) return about(playlist, say(context.t('playlist.noDuplicates', { name })));
    const undo = undoButton(context, { kind: 'tracks-out', act: actId, thing: playlist.id });
    return about(playlist, say(context.t('playlist.deduped', { count: removed, name }), undo));
  },
});
