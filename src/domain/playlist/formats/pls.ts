import { artistToTell, joinArtist, splitArtist } from './artist-title.ts';
import { Entries } from './entries.ts';
import { unreadable } from './import-reasons.ts';
import { linesOf } from '../../files/lines.ts';
import { NO_LOCATION } from './location.ts';
import { playingTimeIn, wholeSeconds } from './playing-time.ts';
import { PLAYLIST_FILE_MAX_ENTRIES, type PlaylistContent, type PlaylistReading } from './playlist-file.ts';
import { encodeUtf8 } from '../../files/encode-text.ts';

/**
 * PLS, version 2, in UTF-8. Holds of each track title, artist, address and whole seconds; neither name nor description.
 * `ArtistN` stands where “Artist - Title” alone would be taken apart elsewhere; other programs skip it.
 * Source: there is no standard; Winamp's format as Wikipedia's “PLS (file format)” describes it.
 */
export function writePls({ tracks }: PlaylistContent): Uint8Array {
  const lines = tracks.flatMap(({ title, artist, url, durationMs }, index) => {
    const n = index + 1;
    const told = artistToTell(title, artist);
    return [
      `File${n}=${url ?? `${NO_LOCATION}${n}`}`,
      `Title${n}=${joinArtist(title, artist)}`,
      ...(told === null ? [] : [`Artist${n}=${told}`]),
      `Length${n}=${wholeSeconds(durationMs)}`,
    ];
  });
  return encodeUtf8(['[playlist]', ...lines, `NumberOfEntries=${tracks.length}`, 'Version=2', ''].join('\n'));
}

/** What the keys of one number have said. */
interface Numbered {
  line: number;
  file?: string;
  title?: string;
  artist?: string;
  length?: string;
}

const KEY = /^(file|title|artist|length)(\d{1,9})[ \t]*=(.*)$/i;

const ABOUT_THE_FILE = /^(?:\[playlist\]|numberofentries[ \t]*=|version[ \t]*=)/i;

/** Reads PLS: keys in any order and case, gaps in the numbers; other keys, sections and comments are left out. */
export function readPls(text: string): PlaylistReading {
  const numbered = new Map<number, Numbered>();
  const entries = new Entries();
  for (const { line, content } of linesOf(text)) {
    const [, key, number, value = ''] = KEY.exec(content) ?? [];
    if (key === undefined) {
      if (/^[;#]/.test(content)) entries.note(line, 'import.commentLeftOut');
      else if (!ABOUT_THE_FILE.test(content)) entries.note(line, 'import.directiveLeftOut');
      continue;
    }
    const at = Number(number);
    const entry: Numbered = numbered.get(at) ?? { line };
    entry[key.toLowerCase() as keyof Omit<Numbered, 'line'>] = value.trim();
    // The file is what people look for when a line is named to them.
    if (key.toLowerCase() === 'file') entry.line = line;
    numbered.set(at, entry);
    if (numbered.size > PLAYLIST_FILE_MAX_ENTRIES) {
      throw unreadable('import.tooManyTracks', { max: PLAYLIST_FILE_MAX_ENTRIES });
    }
  }
  for (const [, { line, file, title, artist, length }] of [...numbered].sort(([a], [b]) => a - b)) {
    const told = title ? splitArtist(title, artist ?? null) : { artist };
    entries.add({ ...told, location: file, durationMs: playingTimeIn(length ?? '') }, line);
  }
  return entries.reading;
}
