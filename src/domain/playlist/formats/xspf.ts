import { Entries } from './entries.ts';
import { millisecondsIn } from './playing-time.ts';
import type { PlaylistContent, PlaylistReading } from './playlist-file.ts';
import { encodeUtf8 } from '../../files/encode-text.ts';
import { readXml, type XmlLeaf } from './xml.ts';

/**
 * XSPF 1 in UTF-8. Holds name and description, and of each track title, artist, address and milliseconds. What XML 1.0
 * has no room for (U+FFFE and U+FFFF) becomes U+FFFD. Source: https://xspf.org/spec
 */
export function writeXspf({ name, description, tracks }: PlaylistContent): Uint8Array {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<playlist version="1" xmlns="http://xspf.org/ns/0/">',
    `  ${element('title', name)}`,
    ...(description ? [`  ${element('annotation', description)}`] : []),
    '  <trackList>',
    ...tracks.flatMap(({ title, artist, url, durationMs }) => [
      '    <track>',
      ...(url === null ? [] : [`      ${element('location', url)}`]),
      `      ${element('title', title)}`,
      ...(artist === null ? [] : [`      ${element('creator', artist)}`]),
      ...(durationMs === null ? [] : [`      ${element('duration', String(durationMs))}`]),
      '    </track>',
    ]),
    '  </trackList>',
    '</playlist>',
    '',
  ];
  return encodeUtf8(lines.join('\n'));
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function element(tag: string, text: string): string {
  const escaped = text
    .replace(/[&<>]/g, (sign) => ESCAPES[sign] ?? sign)
    .replace(/[\uFFFE\uFFFF]/g, '\uFFFD');
  return `<${tag}>${escaped}</${tag}>`;
}

/** What of a track is read; `identifier` is a name and no place. */
const FIELDS = new Set(['title', 'creator', 'location', 'duration', 'identifier']);

/**
 * Reads XSPF of any creator, whatever its namespaces: of several locations the first that is on the web. Entities are
 * those of XML and HTML, never of the file's own.
 * @throws UserError `import.notXml` when it is not XSPF or breaks off, `import.unsafeXml` as `readXml` does
 */
export function readXspf(text: string): PlaylistReading {
  const entries = new Entries();
  const about: Partial<Record<string, string>> = {};
  let track: Partial<Record<string, string>> = {};
  readXml(text, 'playlist', {
    leaf({ path, text }: XmlLeaf) {
      const [parent, field = ''] = [path.slice(0, -1).join('/'), path.at(-1)];
      if (parent === 'playlist') about[field] ??= text;
      if (parent !== 'playlist/tracklist/track') return;
      if (!FIELDS.has(field)) entries.leaveOut(field);
      const better = field === 'location' && !isWeb(track[field]) && isWeb(text);
      if (better || track[field] === undefined) track[field] = text;
    },
    close({ path, line }) {
      if (path.join('/') !== 'playlist/tracklist/track') return;
      const { title, creator: artist, location, duration } = track;
      entries.add({ title, artist, location, durationMs: millisecondsIn(duration ?? '') }, line);
      track = {};
    },
  });
  entries.name(about['title']);
  entries.describe(about['annotation']);
  return entries.reading;
}

function isWeb(location: string | undefined): boolean {
  return location !== undefined && /^\s*https?:/i.test(location);
}
