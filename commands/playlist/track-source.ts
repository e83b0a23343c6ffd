import { TRACK_URL_MAX } from '../../src/domain/playlist.ts';
import { readTrackSource, type TrackSource } from '../../src/domain/track.ts';
import { UserError } from '../../src/errors.ts';

/** Reads “link or title”. @throws UserError when a link is too long once each of its signs is one that a link has */
export function trackSource(text: string): TrackSource {
  const source = readTrackSource(text);
  if (source.url === null || source.url.length <= TRACK_URL_MAX) return source;
  throw new UserError('track.linkTooLong', { maximum: TRACK_URL_MAX });
}
