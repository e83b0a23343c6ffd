import { Entries, type Entry } from './entries.ts';
import { fieldNamed, type TrackField } from './field-names.ts';
import { unreadable } from './import-reasons.ts';
import { readPlayingTime } from './playing-time.ts';
import type { PlaylistContent, PlaylistReading } from './playlist-file.ts';
import { encodeUtf8 } from '../files/encode-text.ts';

/** What our JSON calls itself, and the version that a later one would raise if this reader could not read it. */
const FORMAT = 'ostinato-playlist';
const VERSION = 1;

/** JSON: holds everything: name, description, and of each track title, artist, address and milliseconds. */
export function writeJson({ name, description, tracks }: PlaylistContent): Uint8Array {
  const document = {
    format: FORMAT,
    version: VERSION,
    name,
    description: description ?? null,
    tracks: tracks.map(({ title, artist, url, durationMs }) => ({ title, artist, url, durationMs })),
  };
  return encodeUtf8(`${JSON.stringify(document, null, 2)}\n`);
}

/** Where other programs keep the list. */
const LISTS = ['tracks', 'items', 'songs', 'entries', 'playlist'] as const;

/**
 * Reads our JSON, a list of strings (titles or links) or of objects, or an object that has such a list; properties may
 * have other programs' names. Problems name the number of the entry.
 * @throws UserError `import.notJson` when it is not JSON or there is no list in it
 */
export function readJson(text: string): PlaylistReading {
  const document = parse(text);
  const about = isObject(document) ? document : {};
  const list = Array.isArray(document) ? document : LISTS.map((key) => about[key]).find(Array.isArray);
  if (list === undefined) throw unreadable('import.notJson');
  const entries = new Entries();
  list.forEach((item: unknown, index) => {
    const entry = entryOf(item);
    if (entry === null) entries.refuse(index + 1, 'import.badRow');
    else entries.add(entry, index + 1);
  });
  entries.name(about['name'] ?? about['title']);
  entries.describe(about['description']);
  return { ...entries.reading, counts: 'entries' };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unreadable('import.notJson', {}, { cause: error });
  }
}

function entryOf(item: unknown): Entry | null {
  if (typeof item === 'string') return /^\s*https?:\/\//i.test(item) ? { location: item } : { title: item };
  if (!isObject(item)) return null;
  // The web interfaces of some services wrap each track in what they know about its adding.
  const track = isObject(item['track']) ? item['track'] : item;
  const found = new Map<TrackField, unknown>();
  for (const [key, value] of Object.entries(track)) {
    const field = fieldNamed(key);
    if (field !== undefined && value !== null && !found.has(field)) found.set(field, value);
  }
  return {
    title: textOf(found.get('title')),
    artist: textOf(found.get('artist')),
    location: textOf(found.get('url')),
    durationMs: numberOf(found.get('milliseconds')) ?? secondsOf(found.get('seconds')),
  };
}

/** A text, a number written as one, the name of an object, or several of these in a row. */
function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.slice(0, 20).map(nameOf).filter(Boolean).join(', ');
  return nameOf(value);
}

function nameOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return isObject(value) && typeof value['name'] === 'string' ? value['name'] : null;
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : typeof value === 'string' ? Number(value) : null;
}

function secondsOf(value: unknown): number | null {
  if (typeof value === 'number') return value * 1000;
  return typeof value === 'string' ? readPlayingTime(value) : null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
