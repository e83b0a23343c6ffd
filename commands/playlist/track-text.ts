import { escapeText } from '../../src/discord/escape.ts';
import { clockTime } from '../../src/domain/time/duration.ts';
import type { Translate } from '../../src/locales/translate.ts';
import type { RemovedTracks } from '../../src/models/track/remove.ts';
import type { Track } from '../../src/models/track/track.ts';

/** A track in Discord's markup: its title, as a link where there is one, then artist and playing time if known. */
export function trackText({
  title,
  artist,
  url,
  durationMs,
}: Pick<Track, 'title' | 'artist' | 'url' | 'durationMs'>): string {
  const name = url ? `[${escapeText(title)}](<${linkTarget(url)}>)` : `**${escapeText(title)}**`;
  const by = artist ? ` · ${escapeText(artist)}` : '';
  const time = durationMs ? ` · ${clockTime(durationMs)}` : '';
  return `${name}${by}${time}`;
}

/** Which tracks were taken out, by name where it is one. */
export function removedText(
  { playlist: { name }, removed, tracks, count: left }: RemovedTracks,
  t: Translate,
): string {
  const track = removed === 1 ? tracks.map(trackText).join() : '';
  return t('playlist.removed', { count: removed, track, name, left });
}

/** Brackets would end the link too early. */
function linkTarget(url: string): string {
  return url.replace(/[()<>]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
