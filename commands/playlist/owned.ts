import type { z } from 'zod';
import type { Suggest } from '../../src/discord/declare/command.ts';
import { suggested } from '../../src/discord/declare/options.ts';
import type { Role } from '../../src/domain/ownership/ownership.ts';
import { playlistName } from '../../src/domain/playlist/playlist.ts';
import { playlists, type Playlist } from '../../src/models/playlist/playlist.ts';
import { deleteCommands } from '../owned/delete.ts';
import type { OwnedCommands } from '../owned/owned-commands.ts';
import { suggestsOwned } from '../owned/owned-option.ts';
import { shareCommand, unshareCommand } from '../owned/share.ts';

/** Names a playlist: Discord sends the id of a suggestion that was chosen, or whatever was typed, which is then a name. */
export const playlistOption: z.ZodType<string, string> = suggested(playlistName);

/** Suggests the playlists in which the caller has at least that role. */
export const suggestsPlaylists = (role: Role): Suggest => suggestsOwned(playlists, role);

const commands: OwnedCommands<Playlist> = {
  things: playlists,
  option: 'playlist',
  named: playlistOption,
  deleted: 'playlist-deleted',
  remove: ({ caller }, reference) => playlists.remove(caller, reference),
  restore: ({ caller, limits }, reference) =>
    playlists.restore(caller, reference, { limit: limits.playlistsPerOwner }),
};

/** `/playlist share`, `unshare`, `delete` and `restore`. */
export const share = shareCommand(commands);
export const unshare = unshareCommand(commands);
export const { remove: deletePlaylist, restore } = deleteCommands(commands);
