import { TRACK_URL_MAX } from '../playlist.ts';
import { readTrackSource } from '../track.ts';

/** What of a location cannot be kept: where a file lies, an address that is none of the web's, or one that is too long. */
export type Left = 'path' | 'url' | 'longUrl';

/** What a file says about where a track is: an address, what to call it, and what of it is left out. */
export interface Location {
  url: string | null;
  name: string | null;
  left: Left | null;
}

/** Where M3U and PLS must have a line of location and the track has none: a name (RFC 8141) that no player can open. */
export const NO_LOCATION = 'urn:x-ostinato:track:';

const NOWHERE: Location = { url: null, name: null, left: null };
const MEDIA =
  /\.(?:mp3|m4a|m4b|m4p|mp4|aac|ogg|oga|opus|flac|alac|wav|wma|aiff?|ape|mpc|wv|mka|mkv|webm|mid|avi|mov|dsf|dff)$/i;
const SPOTIFY = /^spotify:(track|episode|album|artist|playlist):(\w{1,40})$/i;
const VIDEO_ID = /^[\w-]{11}$/;

/** Whether a text ends as names of songs and films do. */
export function looksLikeMedia(text: string): boolean {
  return MEDIA.test(text.slice(-10));
}

/**
 * Reads a location: an http(s) address; a service's own name for one; a URN (no place at all); or a file of somebody's
 * own disk, of which only its name is of use to others.
 */
export function readLocation(text: string): Location {
  const location = text.trim();
  if (location === '' || /^urn:/i.test(location)) return NOWHERE;
  if (/^https?:/i.test(location)) return readAddress(location);
  const [, kind, id] = SPOTIFY.exec(location) ?? [];
  if (kind !== undefined) return readAddress(`https://open.spotify.com/${kind.toLowerCase()}/${id}`);
  if (/^spotify:local:/i.test(location)) return localOfSpotify(location);
  if (/^[a-z][a-z0-9+.-]{1,30}:\/\//i.test(location) && !/^file:/i.test(location)) {
    return { url: null, name: null, left: 'url' };
  }
  const path = decodeSafely(location);
  const name = nameOfFile(path);
  return { url: null, name: name.replace(MEDIA, ''), left: name === path ? null : 'path' };
}

/** The address of a video of YouTube's, or the text as it is where it is none's id. */
export function videoAddress(id: string): string {
  return VIDEO_ID.test(id.trim()) ? `https://youtu.be/${id.trim()}` : id;
}

/** The address of a track of Spotify's, or the text as it is where it is none's id. */
export function spotifyAddress(id: string): string {
  return /^\w{22}$/.test(id.trim()) ? `https://open.spotify.com/track/${id.trim()}` : id;
}

function readAddress(location: string): Location {
  const { title, url } = readTrackSource(location);
  if (url === null) return { url: null, name: null, left: 'url' };
  if (url.length > TRACK_URL_MAX) return { url: null, name: null, left: 'longUrl' };
  const video = /^https:\/\/youtu\.be\/([\w-]{11})$/.exec(url)?.[1];
  return { url, name: video ?? title, left: null };
}

/** `spotify:local:Artist:Album:Title:215` is a file of somebody's own. */
function localOfSpotify(location: string): Location {
  const title = location.split(':').at(-2) ?? '';
  return { url: null, name: decodeSafely(title.replaceAll('+', ' ')), left: 'path' };
}

/**
 * `file:///C:/Music/La%20Mer.mp3`, `..\Music\La Mer.mp3`, `/music/La Mer.mp3` and `Macintosh HD:Music:La Mer.mp3` are
 * all called “La Mer”.
 */
function nameOfFile(path: string): string {
  const last = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const parts = last.split(':');
  const isOldMac = last === path && parts.length > 2 && parts.every((part) => /^\S/.test(part));
  return isOldMac && looksLikeMedia(last) ? (parts.at(-1) ?? '') : last;
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // “100%.mp3” was never encoded.
    return text;
  }
}
