import { TRACK_URL_MAX } from '../playlist.ts';
import { readTrackSource } from '../track.ts';

/** What a file says about where a track is: an address and what to call it, or why it is none of ours. */
export type Location =
  { url: string | null; name: string | null } | { problem: 'import.badUrl' | 'import.urlTooLong' };

/** Where M3U and PLS must have a line of location and the track has none: a name (RFC 8141) that no player can open. */
export const NO_LOCATION = 'urn:x-ostinato:track:';

const NOWHERE: Location = { url: null, name: null };
const MEDIA =
  /\.(?:mp3|m4a|m4b|mp4|aac|ogg|oga|opus|flac|alac|wav|wma|aiff?|ape|mpc|wv|mka|mkv|webm|mid|avi)$/i;

/**
 * Reads a location: an http(s) address; a URN (no place at all); or a file of somebody's own disk, of which only its
 * name is of use to others. Another scheme is a problem, as is an address that is malformed or too long.
 */
export function readLocation(text: string): Location {
  const location = text.trim();
  if (location === '' || /^urn:/i.test(location)) return NOWHERE;
  if (/^https?:/i.test(location)) return readAddress(location);
  if (/^[a-z][a-z0-9+.-]{1,30}:\/\//i.test(location) && !/^file:/i.test(location)) {
    return { problem: 'import.badUrl' };
  }
  return { url: null, name: nameOfFile(location) };
}

function readAddress(location: string): Location {
  const { title, url } = readTrackSource(location);
  if (url === null) return { problem: 'import.badUrl' };
  return url.length > TRACK_URL_MAX ? { problem: 'import.urlTooLong' } : { url, name: title };
}

/** `file:///C:/Music/La%20Mer.mp3`, `..\Music\La Mer.mp3` and `/music/La Mer.mp3` are all called “La Mer”. */
function nameOfFile(path: string): string {
  const last = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return decodeSafely(last).replace(MEDIA, '');
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // “100%.mp3” was never encoded.
    return text;
  }
}
