import type { z } from 'zod';
import { suggested } from '../../src/discord/declare/options.ts';
import type { Suggest } from '../../src/discord/declare/command.ts';
import { LIMITS } from '../../src/discord/limits.ts';
import { truncate } from '../../src/discord/text.ts';
import { playlistName, type Role } from '../../src/domain/playlist/playlist.ts';
import { suggestPlaylists } from '../../src/models/playlist/suggest.ts';

/** Names a playlist: Discord sends the id of a suggestion that was chosen, or whatever was typed, which is then a name. */
export const playlistOption: z.ZodType<string, string> = suggested(playlistName);

/**
 * Suggests the playlists in which the caller has at least that role, the deleted ones when they are to be restored. Two
 * of one name are told apart by whose they are.
 */
export function suggestsPlaylists(role: Role, among: 'living' | 'deleted' = 'living'): Suggest {
  return async ({ caller, typed, discord, t }) => {
    const playlists = await suggestPlaylists(caller, typed, { role, among });
    const alike = Map.groupBy(playlists, ({ name }) => name.toLowerCase());
    return Promise.all(
      playlists.map(async ({ id, name, guildId, ownerId }) => {
        const isOneOfSeveral = (alike.get(name.toLowerCase()) ?? []).length > 1;
        const isOthers = ownerId !== null && ownerId !== caller.userId;
        const owner = isOneOfSeveral && isOthers ? await discord.nameOf(ownerId) : null;
        const suffix = guildId === null ? (owner ? ` · ${owner}` : '') : ` (${t('playlist.scopeServer')})`;
        return { value: id, name: truncate(name, LIMITS.choice - suffix.length) + suffix };
      }),
    );
  };
}
