import { z } from 'zod';
import { subcommand } from '../../src/discord/declare/command.ts';
import { CALLER } from '../../src/domain/ownership/audience.ts';
import { about, card, say } from '../../src/discord/declare/reply.ts';
import { playlistName } from '../../src/domain/playlist/playlist.ts';
import { playlists } from '../../src/models/playlist/playlist.ts';
import { openMenu } from './open.ts';
import { playlistLine } from './playlist-line.ts';

/** `/playlist search`: own, shared and public playlists by what their name is like. */
export const search = subcommand({
  input: z.object({ text: playlistName }),
  cost: 'expensive',

  async execute({ input: { text }, ...context }) {
    const { caller, t } = context;
    const found = await playlists.search(caller, text);
    if (found.length === 0) return about(CALLER, say(t('playlist.foundNone', { text })));
    const lines = found.map((playlist) => playlistLine(playlist, caller, t));
    return about(
      found,
      card({ title: t('playlist.found', { text }), description: lines.join('\n') }, openMenu(context, found)),
    );
  },
});
