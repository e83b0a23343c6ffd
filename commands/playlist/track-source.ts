import type { Titles } from '../../src/discord/declare/context.ts';
import { shortened } from '../../src/discord/declare/options.ts';
import { TRACK_TITLE_MAX, TRACK_URL_MAX } from '../../src/domain/playlist/playlist.ts';
import { linksIn, readWrittenTrack, type DescribedTrack } from '../../src/domain/playlist/track.ts';
import { UserError } from '../../src/errors.ts';

/**
 * A track as a person wrote it. What they gave no title is looked up.
 * @param title what they called it apart from that
 * @throws UserError for several links, or where a link or a title is too long once each of its signs is one that it has
 */
export async function describeTrack(titles: Titles, text: string, title?: string): Promise<DescribedTrack> {
  const { isNamed, ...written } = readWrittenTrack(text);
  const source = { ...written, title: title ?? written.title };
  const value = shortened(text);
  if (source.url !== null && linksIn(text).length > 1) throw new UserError('track.severalLinks', { value });
  if (source.url !== null && source.url.length > TRACK_URL_MAX)
    throw new UserError('track.linkTooLong', { value, maximum: TRACK_URL_MAX });
  if (source.title.length > TRACK_TITLE_MAX)
    throw new UserError('track.titleTooLong', {
      value: shortened(source.title),
      length: source.title.length,
      maximum: TRACK_TITLE_MAX,
    });
  const needsLookingUp = source.url !== null && !isNamed && title === undefined;
  return needsLookingUp ? titles.describe(source) : { ...source, artist: null, durationMs: null };
}
