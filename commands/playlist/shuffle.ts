import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { button } from '../../src/discord/declare/buttons.ts';
import { component, subcommand } from '../../src/discord/declare/command.ts';
import { about, say } from '../../src/discord/declare/reply.ts';
import { shuffleTracks, unshuffleTracks } from '../../src/models/track/shuffle.ts';
import { playlistOption, suggestsPlaylists } from './owned.ts';

/** `/playlist shuffle`: another order by chance, with Undo as long as nobody changes the playlist. */
export const shuffle = subcommand({
  input: z.object({ playlist: playlistOption }),
  suggest: { playlist: suggestsPlaylists('editor') },

  async execute({ input, caller, t }) {
    // A repeated delivery gets the seed of the first.
    const { playlist, seed, count, digest } = await shuffleTracks(caller, input.playlist, randomInt(2 ** 32));
    const state = { id: playlist.id, seed, digest };
    const undo = button({ caller }, undoShuffle, state, { label: t('buttons.undo') });
    return about(playlist, say(t('playlist.shuffled', { count, name: playlist.name }), undo));
  },
});

/** Undo below a shuffle. */
export const undoShuffle = component(
  'playlist.unshuffle',
  z.object({ id: z.uuid(), seed: z.coerce.number<string | number>().int(), digest: z.string().max(8) }),
  async ({ state, caller, t }) => {
    const { playlist } = await unshuffleTracks(caller, state.id, state.seed, state.digest);
    return about(playlist, say(t('playlist.unshuffled', { name: playlist.name })));
  },
);
