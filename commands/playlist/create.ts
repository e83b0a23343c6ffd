import { z } from 'zod';
import { subcommand } from '../../src/discord/declare/command.ts';
import { about, say } from '../../src/discord/declare/reply.ts';
import { scope, visibility } from '../../src/domain/ownership/ownership.ts';
import { playlistDescription, playlistName } from '../../src/domain/playlist/playlist.ts';
import { playlists } from '../../src/models/playlist/playlist.ts';

/** `/playlist create`: an empty playlist of the caller's, or of the server. */
export const create = subcommand({
  input: z.object({
    name: playlistName,
    description: playlistDescription.optional(),
    scope: scope.optional(),
    visibility: visibility.optional(),
  }),

  async execute({ input, caller, settings, limits, t }) {
    const ofServer = input.scope === 'server';
    const playlist = await playlists.create(
      caller,
      {
        name: input.name,
        description: input.description ?? null,
        scope: input.scope ?? 'mine',
        visibility: input.visibility ?? (ofServer ? 'server' : settings.defaultVisibility),
      },
      limits.playlistsPerOwner,
    );
    const key = ofServer ? 'playlist.createdServer' : 'playlist.created';
    return about(playlist, say(t(key, { name: playlist.name })));
  },
});
