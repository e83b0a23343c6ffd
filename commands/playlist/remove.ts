import type { APIButtonComponentWithCustomId } from 'discord.js';
import { z } from 'zod';
import { button } from '../../src/discord/declare/buttons.ts';
import { component, subcommand } from '../../src/discord/declare/command.ts';
import type { Context } from '../../src/discord/declare/context.ts';
import { about, say } from '../../src/discord/declare/reply.ts';
import { PositionsError, readPositions } from '../../src/domain/playlist/positions.ts';
import { line } from '../../src/domain/text.ts';
import { UserError } from '../../src/errors.ts';
import { putTracksBack, removeTracks, type RemovedTracks } from '../../src/models/track/remove.ts';
import { playlistOption, suggestsPlaylists } from './owned.ts';
import { trackText } from './track-text.ts';

/** `/playlist remove`: takes tracks out by their positions, with Undo. */
export const remove = subcommand({
  input: z.object({ playlist: playlistOption, positions: line(200) }),
  suggest: { playlist: suggestsPlaylists('editor') },

  async execute({ input, ...context }) {
    const { caller, limits } = context;
    const positions = positionsIn(input.positions, limits.tracksPerPlaylist);
    const removal = await removeTracks(caller, input.playlist, positions);
    const { sentence, undo } = tellRemoval(context, removal);
    return about(removal.playlist, say(sentence, undo));
  },
});

/** What an act did, in words, and the button that takes it back. */
export interface Told {
  sentence: string;
  undo: APIButtonComponentWithCustomId;
}

/** Tells which tracks were taken out. */
export function tellRemoval(
  context: Context,
  { playlist: { id, name }, removed, tracks, count: left, removalId }: RemovedTracks,
): Told {
  const track = removed === 1 ? tracks.map(trackText).join() : '';
  const sentence = context.t('playlist.removed', { count: removed, track, name, left });
  return { sentence, undo: undoButton(context, id, removalId) };
}

/**
 * Undo below whatever changed which tracks there are: `add` brings back those that an act took out, `out` takes out those
 * that it put in, and `swap` does both.
 */
export const undoRemove = component(
  'playlist.unremove',
  z.object({ id: z.uuid(), removal: z.uuid(), how: z.enum(['add', 'swap', 'out']) }),
  async ({ state, ...context }) => {
    const { caller, limits, t } = context;
    if (state.how === 'out') {
      const removal = await removeTracks(caller, state.id, { actId: state.removal });
      const { sentence, undo } = tellRemoval(context, removal);
      return about(removal.playlist, say(sentence, undo));
    }
    const swap = state.how === 'swap';
    const back = await putTracksBack(caller, state.id, state.removal, limits.tracksPerPlaylist, swap);
    const sentence = t('playlist.putBack', {
      count: back.putBack,
      name: back.playlist.name,
      total: back.count,
    });
    const { instead, putBack, count } = back;
    const others = instead ? count - putBack : 0;
    const all = others > 0 ? `${sentence} ${t('playlist.othersStay', { count: others })}` : sentence;
    const undo = instead?.removed ? [undoButton(context, state.id, instead.removalId, 'swap')] : [];
    return about(back.playlist, say(all, ...undo));
  },
);

/** The button for it. */
export function undoButton(
  { caller, t }: Pick<Context, 'caller' | 't'>,
  id: string,
  removal: string,
  how: 'add' | 'swap' | 'out' = 'add',
): APIButtonComponentWithCustomId {
  return button({ caller }, undoRemove, { id, removal, how }, { label: t('buttons.undo') });
}

function positionsIn(text: string, max: number): number[] {
  try {
    return readPositions(text, max);
  } catch (error) {
    if (!(error instanceof PositionsError)) throw error;
    throw new UserError('track.unreadablePositions', { part: error.part || text });
  }
}
