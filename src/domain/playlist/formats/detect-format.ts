import { unreadable } from './import-reasons.ts';
import type { PlaylistFormat } from './playlist-file.ts';
import { linesOf } from '../../files/lines.ts';
import { hasKnownHeader } from './csv-columns.ts';
import { looksLikeMedia } from './location.ts';

/** Openings that belong to one format, whatever the file is called. */
const SIGNATURES: readonly (readonly [RegExp, PlaylistFormat])[] = [
  [/^#EXTM3U/i, 'm3u'],
  [/^\[playlist\]/i, 'pls'],
  [/^<(?:\?xml|!DOCTYPE|!--|plist\b|(?:\w{1,20}:)?playlist\b)/i, 'xspf'],
];

const EXTENSIONS: Readonly<Record<string, PlaylistFormat>> = {
  m3u: 'm3u',
  m3u8: 'm3u8',
  pls: 'pls',
  xspf: 'xspf',
  xml: 'xspf',
  csv: 'csv',
  tsv: 'csv',
  json: 'json',
};

/** As much of a file as tells what is in it. */
const SAMPLE = 16_384;

/** What is in a text where its name says nothing. */
const HINTS: readonly (readonly [(start: string) => boolean, PlaylistFormat])[] = [
  [(start) => /^[[{]/.test(start), 'json'],
  [(start) => /^#EXT(?:INF|ART|ENC):/im.test(start), 'm3u'],
  [hasKnownHeader, 'csv'],
  [looksLikeList, 'm3u'],
];

/**
 * What format a file has: by how it begins, else by its extension, else by what is in it.
 * @throws UserError `import.unknownFormat`
 */
export function detectFormat(text: string, filename: string): PlaylistFormat {
  const start = text.trimStart();
  const sample = start.slice(0, SAMPLE);
  const extension = /\.(\w{1,8})$/.exec(filename.slice(-10))?.[1]?.toLowerCase() ?? '';
  const named = Object.hasOwn(EXTENSIONS, extension) ? EXTENSIONS[extension] : undefined;
  const found =
    SIGNATURES.find(([pattern]) => pattern.test(sample))?.[1] ??
    named ??
    HINTS.find(([isSo]) => isSo(sample))?.[1];
  // A text has no NUL in it; a picture, a song or an archive that was renamed has.
  if (found === undefined || start.includes('\0')) throw unreadable('import.unknownFormat');
  return found === 'm3u' && named === 'm3u8' ? 'm3u8' : found;
}

/** Whether most lines are links, names of songs' files, or “Artist - Title”: then a text is a list of tracks. */
function looksLikeList(start: string): boolean {
  const lines = [...linesOf(start)].slice(0, LINES_SEEN);
  const like = lines.filter(
    ({ content }) =>
      /^https?:\/\/\S/i.test(content) || looksLikeMedia(content) || /\S [-–—] \S/.test(content),
  );
  return like.length > lines.length / 2;
}

const LINES_SEEN = 50;
