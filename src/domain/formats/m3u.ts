import { artistToTell, joinArtist, splitArtist } from './artist-title.ts';
import { Entries } from './entries.ts';
import { linesOf } from '../files/lines.ts';
import { NO_LOCATION } from './location.ts';
import { playlistName } from '../playlist.ts';
import { readPlayingTime, wholeSeconds } from './playing-time.ts';
import type { FileTrack, PlaylistContent, PlaylistReading } from './playlist-file.ts';
import { encodeLatin1, encodeUtf8 } from '../files/encode-text.ts';

/**
 * M3U8: extended M3U in UTF-8. Holds the name, and of each track title, artist, address and whole seconds; no
 * description. `#EXTART` follows where “Artist - Title” alone would be taken apart elsewhere; other programs skip it.
 * Source: there is no standard; Winamp's format as Wikipedia's “M3U” collects it.
 */
export function writeM3u8(playlist: PlaylistContent): Uint8Array {
  return encodeUtf8(m3uText(playlist, []));
}

/** M3U, holding what M3U8 does: in Latin-1, which the oldest players expect, or else in UTF-8; it says which. */
export function writeM3u(playlist: PlaylistContent): Uint8Array {
  return (
    encodeLatin1(m3uText(playlist, ['#EXTENC:ISO-8859-1'])) ??
    encodeUtf8(m3uText(playlist, ['#EXTENC:UTF-8']))
  );
}

function m3uText({ name, tracks }: PlaylistContent, directives: readonly string[]): string {
  const lines = ['#EXTM3U', ...directives, `#PLAYLIST:${name}`, ...tracks.flatMap(linesOfTrack)];
  return `${lines.join('\n')}\n`;
}

function linesOfTrack({ title, artist, url, durationMs }: FileTrack, index: number): string[] {
  const told = artistToTell(title, artist);
  return [
    `#EXTINF:${wholeSeconds(durationMs)},${joinArtist(title, artist)}`,
    ...(told === null ? [] : [`#EXTART:${told}`]),
    url ?? `${NO_LOCATION}${index + 1}`,
  ];
}

/** What the lines before a location have said of it. */
interface Announced {
  line: number;
  text: string;
  artist: string | null;
  durationMs: number | null;
}
const NOTHING: Announced = { line: 0, text: '', artist: null, durationMs: null };

/**
 * Reads M3U and M3U8, extended or plain. Directives that are none of these are skipped; an `#EXTINF` that no location
 * follows is a track without one.
 */
export function readM3u(text: string): PlaylistReading {
  const entries = new Entries();
  let name: string | undefined;
  let announced = NOTHING;
  const take = (line: number, location: string | null) => {
    const { text, artist, durationMs } = announced;
    entries.add({ ...(text ? splitArtist(text, artist) : { artist }), location, durationMs }, line);
    announced = NOTHING;
  };
  for (const { line, content } of linesOf(text)) {
    const [, directive, value = ''] = /^#([A-Z]+):(.*)$/i.exec(content) ?? [];
    switch (directive?.toUpperCase()) {
      case undefined:
        if (!content.startsWith('#')) take(line, content);
        break;
      case 'EXTINF':
        if (announced.text) take(announced.line, null);
        announced = { ...readExtinf(value), line, artist: announced.artist };
        break;
      case 'EXTART':
        announced = { ...announced, artist: value.trim() };
        break;
      case 'PLAYLIST':
        name ??= playlistName.safeParse(value).data;
        break;
      default:
    }
  }
  if (announced.text) take(announced.line, null);
  entries.name(name);
  return entries.reading;
}

/** `185,Artist - Title`, `-1 tvg-id="a,b" radio="true",Title`, `185`: seconds, attributes, and the rest is the text. */
function readExtinf(value: string): { text: string; durationMs: number | null } {
  const seconds = /^\s*(\d{1,10}(?:\.\d{1,9})?)/.exec(value)?.[1];
  const comma = commaOutsideQuotes(value);
  return {
    text: comma < 0 ? '' : value.slice(comma + 1).trim(),
    durationMs: seconds === undefined ? null : readPlayingTime(seconds),
  };
}

function commaOutsideQuotes(value: string): number {
  let quoted = false;
  for (let index = 0; index < value.length; index++) {
    if (value[index] === '"') quoted = !quoted;
    else if (value[index] === ',' && !quoted) return index;
  }
  return value.indexOf(',');
}
