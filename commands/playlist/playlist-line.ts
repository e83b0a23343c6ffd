import { escapeText } from '../../src/discord/escape.ts';
import type { Caller } from '../../src/domain/ownership/caller.ts';
import type { Translate } from '../../src/locales/translate.ts';
import type { Playlist } from '../../src/models/playlist/playlist.ts';

/** A playlist in a list: its name, how many tracks, whose it is if not the caller's, and who sees it. */
export function playlistLine(playlist: Playlist, caller: Caller, t: Translate): string {
  const { name, trackCount, guildId, ownerId, visibility } = playlist;
  const facts = [
    t('playlist.tracks', { count: trackCount }),
    ...(guildId !== null && guildId === caller.guildId ? [t('playlist.scopeServer')] : []),
    ...(ownerId === null || ownerId === caller.userId ? [] : [`<@${ownerId}>`]),
    t(`playlist.visibility.${visibility}`),
  ];
  return `**${escapeText(name)}** · ${facts.join(' · ')}`;
}
