import { readCsv } from './csv.ts';
import { detectFormat } from './detect-format.ts';
import { unreadable } from './import-reasons.ts';
import { readItunes } from './itunes.ts';
import { readJson } from './json.ts';
import { readM3u } from './m3u.ts';
import type { PlaylistFormat, PlaylistReading } from './playlist-file.ts';
import { readPls } from './pls.ts';
import { readText } from '../../files/read-text.ts';
import { rootOf } from './xml.ts';
import { readXspf } from './xspf.ts';

const READERS: Readonly<Record<PlaylistFormat, (text: string) => PlaylistReading>> = {
  m3u: readM3u,
  m3u8: readM3u,
  pls: readPls,
  xspf: readXml,
  csv: readCsv,
  json: readJson,
};

/** Apple's libraries are XML, too, and written by nobody but Apple: no format of their own. */
function readXml(text: string): PlaylistReading {
  const root = rootOf(text);
  if (root === 'plist') return readItunes(text);
  // A web page, a feed or another program's list is no broken XSPF.
  if (root !== null && root !== 'playlist') throw unreadable('import.unknownFormat');
  return readXspf(text);
}

/**
 * Reads a playlist's file, ours or another program's: the good entries, and for each bad one where and why. In time
 * linear in its size, which is at most 1 MiB, with at most 10,000 entries.
 * @throws UserError with an `ImportFileReason`, or as `readText` does, when the file cannot be read at all
 */
export function readPlaylist(
  bytes: Uint8Array,
  filename: string,
): PlaylistReading & { format: PlaylistFormat } {
  const { text, encoding } = readText(bytes);
  const format = detectFormat(text, filename);
  return { format, ...READERS[format](text), ...encoding };
}
