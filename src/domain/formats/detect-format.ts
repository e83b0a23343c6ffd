import { unreadable } from './import-reasons.ts';
import type { PlaylistFormat } from './playlist-file.ts';
import { hasKnownHeader } from './csv-columns.ts';

/** Openings that belong to one format, whatever the file is called. */
const SIGNATURES: readonly (readonly [RegExp, PlaylistFormat])[] = [
  [/^#EXTM3U/i, 'm3u'],
  [/^\[playlist\]/i, 'pls'],
  [/^<(?:\?xml|!DOCTYPE|!--|(?:\w{1,20}:)?playlist\b)/i, 'xspf'],
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

/** Openings that say something only where the name of the file does not. */
const HINTS: readonly (readonly [RegExp, PlaylistFormat])[] = [
  [/^[[{]/, 'json'],
  [/^#EXTINF:/im, 'm3u'],
  [/^https?:\/\/\S+$/im, 'm3u'],
];

/**
 * What format a file has: by how it begins, else by its extension, else by what is in it.
 * @throws UserError `import.unknownFormat`
 */
export function detectFormat(text: string, filename: string): PlaylistFormat {
  const start = text.trimStart();
  const extension = /\.(\w{1,8})$/.exec(filename)?.[1]?.toLowerCase() ?? '';
  const named = Object.hasOwn(EXTENSIONS, extension) ? EXTENSIONS[extension] : undefined;
  const found =
    matching(SIGNATURES, start) ??
    named ??
    matching(HINTS, start) ??
    (hasKnownHeader(start) ? 'csv' : undefined);
  // A text has no NUL in it; a picture, a song or an archive that was renamed has.
  if (found === undefined || start.includes('\0')) throw unreadable('import.unknownFormat');
  return found === 'm3u' && named === 'm3u8' ? 'm3u8' : found;
}

function matching(patterns: readonly (readonly [RegExp, PlaylistFormat])[], text: string) {
  return patterns.find(([pattern]) => pattern.test(text))?.[1];
}
