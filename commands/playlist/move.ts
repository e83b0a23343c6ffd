import { z } from 'zod';
import { subcommand } from '../../src/discord/declare/command.ts';
import { about, say } from '../../src/discord/declare/reply.ts';
import { playlistOption, suggestsPlaylists } from './owned.ts';
import { trackText } from './track-text.ts';
import { moveTrack } from '../../src/models/track/move.ts';

const position = z.int().min(1).max(10_000);

/** `/playlist move`: gives a track another position; those between make room. */
export const move = subcommand({
  input: z.object({ playlist: playlistOption, from: position, to: position }),
  suggest: { playlist: suggestsPlaylists('editor') },

  async execute({ input: { playlist: reference, from, to }, caller, t }) {
    const { playlist, tracks } = await moveTrack(caller, reference, from, to);
    const track = tracks.map(trackText).join();
    return about(playlist, say(t('playlist.moved', { track, from, to, name: playlist.name })));
  },
});
