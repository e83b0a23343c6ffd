import { isObject, type JsonObject } from '../../files/json.ts';

/** A list of tracks in a document, and the object that says what it is called. */
export interface TrackList {
  about: JsonObject;
  items: readonly unknown[];
}

/** Where programs keep the list, or an object that has it. */
const LISTS = ['tracks', 'track', 'items', 'songs', 'entries', 'data', 'playlist', 'trackList'] as const;
/** Deeper than any program keeps it. */
const DEPTH_MAX = 4;

/** The lists of tracks in a document: of several playlists each its own. */
export function listsIn(document: unknown): TrackList[] {
  if (Array.isArray(document)) return [{ about: {}, items: document }];
  if (!isObject(document)) return [];
  const playlists = document['playlists'];
  if (Array.isArray(playlists)) return playlists.flatMap((one) => (isObject(one) ? listsIn(one) : []));
  const items = itemsIn(document, DEPTH_MAX);
  const inner = document['playlist'];
  return items === null ? [] : [{ about: isObject(inner) ? inner : document, items }];
}

function itemsIn(value: JsonObject, depth: number): readonly unknown[] | null {
  for (const key of LISTS) {
    const inner = value[key];
    if (Array.isArray(inner)) return inner;
    const within = isObject(inner) && depth > 0 ? itemsIn(inner, depth - 1) : null;
    if (within !== null) return within;
  }
  return null;
}

/** What services wrap each track in, with what they know about its adding. */
const WRAPPERS = [
  'track',
  'episode',
  'localTrack',
  'audiobook',
  'snippet',
  'video',
  'song',
  'attributes',
] as const;

/** The track in an item of a list; its own address counts, too, where the one that wraps it has none. */
export function unwrapped(item: JsonObject): JsonObject {
  const inner = WRAPPERS.map((key) => item[key]).find((value) => isObject(value));
  return isObject(inner) ? inner : item;
}

/** JSPF, the XSPF in JSON: its durations are milliseconds. Source: https://xspf.org/jspf */
export const JSPF = 'JSPF';

/** Whose document it is; undefined where nobody's that is known. */
export function programOf(document: unknown, items: readonly unknown[]): string | undefined {
  const first = items.find((item) => isObject(item)) ?? {};
  const track = unwrapped(first);
  if (isObject(document) && isObject(document['playlist']) && Array.isArray(document['playlist']['track'])) {
    return JSPF;
  }
  const texts = [track['uri'], track['trackUri'], track['episodeUri'], track['link'], track['href']];
  if (texts.some((text) => typeof text === 'string' && /^spotify:|api\.spotify\.com/.test(text)))
    return 'Spotify';
  if (isObject(first['localTrack'])) return 'Spotify';
  if (texts.some((text) => typeof text === 'string' && /^https?:\/\/(?:\w+\.)?deezer\.com\//.test(text))) {
    return 'Deezer';
  }
  const kind = isObject(document) ? document['kind'] : undefined;
  return typeof kind === 'string' && kind.startsWith('youtube#') ? 'YouTube' : undefined;
}
