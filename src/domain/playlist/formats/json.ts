import { encodeUtf8 } from '../../files/encode-text.ts';
import { isObject, parseJson } from '../../files/json.ts';
import { Entries, type Entry } from './entries.ts';
import { fieldNamed, type TrackField } from './field-names.ts';
import { unreadable } from './import-reasons.ts';
import { JSPF, listsIn, programOf, unwrapped } from './json-lists.ts';
import { videoAddress } from './location.ts';
import { millisecondsIn, playingTimeIn } from './playing-time.ts';
import type { PlaylistContent, PlaylistReading } from './playlist-file.ts';

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

/**
 * Reads our JSON, JSPF, what Spotify, Deezer and YouTube hand out, a list of strings (titles or links) or of objects, or
 * an object that has such a list somewhere; properties may have other programs' names. Remarks count entries.
 * @throws UserError `import.notJson` when it is not JSON or there is no list in it
 */
export function readJson(text: string): PlaylistReading {
  const document = parseJson(text);
  const lists = listsIn(document);
  if (lists.length === 0) throw unreadable('import.notJson');
  const entries = new Entries();
  const program = programOf(document, lists[0]?.items ?? []);
  let number = 0;
  for (const { about, items } of lists) {
    entries.name(about['name'] ?? about['title']);
    entries.describe(about['description'] ?? about['annotation']);
    for (const item of items) {
      number += 1;
      const entry = entryOf(item, program, (name) => entries.leaveOut(name));
      if (entry === null) entries.refuse(number, 'import.badRow');
      else entries.add(entry, number);
    }
  }
  if (lists.length > 1) {
    const names = lists.map(({ about }) => (nameOf(about) ?? '?').slice(0, 60));
    entries.note(null, 'import.severalLists', { names: names.slice(0, 10).join(', '), count: lists.length });
  }
  return { ...entries.reading, counts: 'entries', ...(program !== undefined && { program }) };
}

function entryOf(item: unknown, program: string | undefined, leaveOut: (name: string) => void): Entry | null {
  if (typeof item === 'string') return /^\s*https?:\/\//i.test(item) ? { location: item } : { title: item };
  if (!isObject(item)) return null;
  const track = unwrapped(item);
  const found = new Map<TrackField, unknown>();
  for (const [key, value] of Object.entries(track)) {
    const field = KEYS[key] ?? fieldNamed(key);
    if (field === undefined || found.has(field)) leaveOut(key);
    else if (!isEmpty(value)) found.set(field, value);
  }
  const seconds = found.get('seconds');
  const milliseconds = found.get('milliseconds') ?? (program === JSPF ? seconds : undefined);
  return {
    title: textOf(found.get('title')),
    artist: textOf(found.get('artist')),
    location:
      linkOf(found.get('url')) ??
      linkOf(found.get('uri')) ??
      videoAddress(textOf(found.get('videoId')) ?? ''),
    durationMs: isGiven(milliseconds) ? millisecondsIn(textOf(milliseconds) ?? '?') : secondsIn(seconds),
  };
}

/** What is called otherwise in objects than in tables. */
const KEYS: Readonly<Record<string, TrackField>> = {
  external_urls: 'url',
  identifier: 'uri',
  resourceId: 'videoId',
  // An address of an interface, which shows nobody anything.
  href: 'uri',
  totalTimeMillis: 'milliseconds',
};

/** A text, a number written as one, the name of an object, or several of these in a row. */
function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.slice(0, 20).map(nameOf).filter(Boolean).join(', ');
  return nameOf(value);
}

function nameOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  const name = isObject(value) ? (value['name'] ?? value['title'] ?? value['videoId']) : null;
  return typeof name === 'string' ? name : null;
}

/** An address, the first of several that is on the web, or Spotify's among addresses by service. */
function linkOf(value: unknown): string | null {
  const links = isObject(value) ? Object.values(value) : Array.isArray(value) ? value : [value];
  const texts = links.slice(0, 20).filter((one): one is string => typeof one === 'string');
  return texts.find((one) => /^\s*https?:/i.test(one)) ?? texts[0] ?? null;
}

function secondsIn(value: unknown): number | null {
  if (!isGiven(value)) return null;
  return typeof value === 'number' ? value * 1000 : playingTimeIn(textOf(value) ?? '?');
}

function isEmpty(value: unknown): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
