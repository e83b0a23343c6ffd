import { z } from 'zod';
import { button } from '../../src/discord/buttons.ts';
import { component, subcommand } from '../../src/discord/command.ts';
import { say } from '../../src/discord/replies.ts';
import { PositionsError, readPositions } from '../../src/domain/positions.ts';
import { line } from '../../src/domain/text.ts';
import { UserError } from '../../src/errors.ts';
import { playlistOption, suggestsPlaylists } from './playlist-option.ts';
import { trackText } from './track-text.ts';
import { putTracksBack, removeTracks } from '../../src/models/track/remove.ts';

/** `/playlist remove`: takes tracks out by their positions, with Undo. */
export const remove = subcommand({
  input: z.object({ playlist: playlistOption, positions: line(200) }),
  suggest: { playlist: suggestsPlaylists('editor') },

  async execute({ input, caller, bot, t, ...context }) {
    const positions = positionsIn(input.positions, bot.limits.tracksPerPlaylist);
    const {
      playlist,
      tracks,
      count: left,
      removalId,
    } = await removeTracks(caller, input.playlist, positions);
    const track = tracks.length === 1 ? tracks.map(trackText).join() : '';
    return say(
      t('playlist.removed', { count: tracks.length, track, name: playlist.name, left }),
      button(
        { caller, ...context },
        undoRemove,
        { id: playlist.id, removal: removalId },
        { label: t('buttons.undo') },
      ),
    );
  },
});

/** Undo below a removal. */
export const undoRemove = component(
  'playlist.unremove',
  z.object({ id: z.uuid(), removal: z.uuid() }),
  async ({ state, caller, bot, t }) => {
    const { playlist, tracks, count } = await putTracksBack(
      caller,
      state.id,
      state.removal,
      bot.limits.tracksPerPlaylist,
    );
    return say(t('playlist.putBack', { count: tracks.length, name: playlist.name, total: count }));
  },
);

function positionsIn(text: string, max: number): number[] {
  try {
    return readPositions(text, max);
  } catch (error) {
    if (!(error instanceof PositionsError)) throw error;
    throw new UserError('track.unreadablePositions', { part: error.part });
  }
}
