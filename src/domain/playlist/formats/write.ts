import { writeCsv } from './csv.ts';
import { fileName } from '../../files/file-name.ts';
import { writeJson } from './json.ts';
import { writeM3u, writeM3u8 } from './m3u.ts';
import type { PlaylistContent, PlaylistFormat } from './playlist-file.ts';
import { writePls } from './pls.ts';
import { writeXspf } from './xspf.ts';

/** A file to hand out. */
export interface PlaylistFile {
  /** Fit for every file system, with the extension of its format. */
  filename: string;
  /** A media type (RFC 6838). */
  contentType: string;
  data: Uint8Array;
}

const WRITERS: Readonly<
  Record<PlaylistFormat, { contentType: string; write: (playlist: PlaylistContent) => Uint8Array }>
> = {
  m3u: { contentType: 'audio/x-mpegurl', write: writeM3u },
  m3u8: { contentType: 'application/vnd.apple.mpegurl', write: writeM3u8 },
  pls: { contentType: 'audio/x-scpls', write: writePls },
  xspf: { contentType: 'application/xspf+xml', write: writeXspf },
  csv: { contentType: 'text/csv; charset=utf-8', write: writeCsv },
  json: { contentType: 'application/json', write: writeJson },
};

/**
 * Writes a playlist in a format; `readPlaylist` reads back whatever that format can hold, as its own writer says.
 * Expects texts as `playlist.ts` lets them through.
 */
export function writePlaylist(format: PlaylistFormat, playlist: PlaylistContent): PlaylistFile {
  const { contentType, write } = WRITERS[format];
  return { filename: fileName(playlist.name, format), contentType, data: write(playlist) };
}
