import type { z } from 'zod';
import { suggested } from '../../src/discord/options.ts';
import type { Suggest } from '../../src/discord/command.ts';
import { LIMITS } from '../../src/discord/limits.ts';
import { truncate } from '../../src/discord/text.ts';
import { playlistName, type Role } from '../../src/domain/playlist.ts';
import { suggestPlaylists } from '../../src/models/playlist/suggest.ts';

/** Names a playlist: Discord sends the id of a suggestion that was chosen, or whatever was typed, which is then a name. */
export const playlistOption: z.ZodType<string, string> = suggested(playlistName);

/** Suggests the playlists in which the caller has at least that role, the deleted ones when they are to be restored. */
export function suggestsPlaylists(role: Role, among: 'living' | 'deleted' = 'living'): Suggest {
  return async ({ caller, typed, t }) => {
    const playlists = await suggestPlaylists(caller, typed, role, among);
    return playlists.map(({ id, name, guildId }) => {
      const suffix = guildId === null ? '' : ` (${t('playlist.scopeServer')})`;
      return { value: id, name: truncate(name, LIMITS.choice - suffix.length) + suffix };
    });
  };
}
