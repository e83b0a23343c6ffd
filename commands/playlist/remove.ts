import type { APIButtonComponentWithCustomId } from 'discord.js';
import { z } from 'zod';
import { subcommand } from '../../src/discord/declare/command.ts';
import type { Context } from '../../src/discord/declare/context.ts';
import { about, say } from '../../src/discord/declare/reply.ts';
import { PositionsError, readPositions } from '../../src/domain/playlist/positions.ts';
import { line } from '../../src/domain/text.ts';
import { UserError } from '../../src/errors.ts';
import { removeTracks, type RemovedTracks } from '../../src/models/track/remove.ts';
import { playlistOption, suggestsPlaylists } from './owned.ts';
import { undoButton } from '../undo.ts';
import { removedText } from './track-text.ts';

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
export function tellRemoval(context: Context, removal: RemovedTracks): Told {
  const undo = undoButton(context, { kind: 'tracks-out', act: removal.actId, thing: removal.playlist.id });
  return { sentence: removedText(removal, context.t), undo };
}

function positionsIn(text: string, max: number): number[] {
  try {
    return readPositions(text, max);
  } catch (error) {
    if (!(error instanceof PositionsError)) throw error;
    throw new UserError('track.unreadablePositions', { part: error.part || text });
  }
}
