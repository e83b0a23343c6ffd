import { artistToTell, joinArtist, splitArtist } from './artist-title.ts';
import { Entries, type Entry } from './entries.ts';
import { readExtinf, sourceIn } from './m3u-lines.ts';
import { unreadable } from './import-reasons.ts';
import { linesOf } from '../../files/lines.ts';
import { looksLikeMedia, NO_LOCATION } from './location.ts';
import { wholeSeconds } from './playing-time.ts';
import type { FileTrack, PlaylistContent, PlaylistReading } from './playlist-file.ts';
import { encodeLatin1, encodeUtf8 } from '../../files/encode-text.ts';

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

/** Directives that stand only in a stream's list of chunks, or in the list of its qualities (RFC 8216). */
const OF_A_STREAM =
  /^#EXT-X-(?:TARGETDURATION|MEDIA-SEQUENCE|STREAM-INF|I-FRAME-STREAM-INF|MEDIA|KEY|MAP|BYTERANGE|PLAYLIST-TYPE|ENDLIST)\b/i;
/** What the first line says, and the encoding, which was read before. */
const ABOUT_THE_FILE = /^#EXT(?:M3U|ENC)\b/i;
/** Extensions of other programs', which they all skip. */
const EXTENSION = /^#(?:EXT|KODIPROP)/i;

/**
 * Reads M3U and M3U8, extended or plain. An `#EXTINF` that no location follows is a track without one, and so is a line
 * behind `#` that ends as the names of songs do.
 * @throws UserError `import.streamChunks` when it lists the chunks or the qualities of a stream
 */
export function readM3u(text: string): PlaylistReading {
  const entries = new Entries();
  let announced = NOTHING;
  const take = (line: number, source: Entry) => {
    const { text, artist, durationMs } = announced;
    const said = text ? splitArtist(text, artist) : artist === null ? {} : { artist };
    entries.add({ ...source, ...said, durationMs }, line);
    announced = NOTHING;
  };
  for (const { line, content } of linesOf(text)) {
    const [, directive = '', value = ''] = /^#([A-Z]+):(.*)$/i.exec(content) ?? [];
    switch (directive.toUpperCase()) {
      case 'EXTINF':
        if (announced.text) take(announced.line, {});
        announced = { ...readExtinf(value), line, artist: announced.artist };
        break;
      case 'EXTART':
        announced = { ...announced, artist: value.trim() };
        break;
      case 'PLAYLIST':
        entries.name(value);
        break;
      default:
        if (OF_A_STREAM.test(content)) throw unreadable('import.streamChunks');
        if (ABOUT_THE_FILE.test(content)) break;
        if (EXTENSION.test(content)) entries.note(line, 'import.directiveLeftOut');
        else if (content.startsWith('#') && !looksLikeMedia(content)) {
          entries.note(line, 'import.commentLeftOut');
        } else take(line, sourceIn(content));
    }
  }
  if (announced.text) take(announced.line, {});
  return entries.reading;
}
