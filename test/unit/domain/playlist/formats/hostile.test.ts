import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  PLAYLIST_FORMATS,
  type FileTrack,
  type PlaylistFormat,
} from '../../../../../src/domain/playlist/formats/playlist-file.ts';
import { readPlaylist } from '../../../../../src/domain/playlist/formats/read.ts';
import { writePlaylist } from '../../../../../src/domain/playlist/formats/write.ts';
import { trackArtist, trackTitle } from '../../../../../src/domain/playlist/playlist.ts';
import { UserError } from '../../../../../src/errors.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const MIB = 1_048_576;
/** As much of a pattern as a file may have. */
const fill = (start: string, pattern: string) =>
  (start + pattern.repeat(Math.ceil(MIB / pattern.length))).slice(0, MIB);

/** Whether it may be stored. */
function isTrack({ title, artist, url, durationMs }: FileTrack): boolean {
  return (
    trackTitle.safeParse(title).success &&
    (artist === null || trackArtist.safeParse(artist).success) &&
    (url === null || (url.length <= 2_000 && /^https?:\/\/\S+$/.test(url))) &&
    (durationMs === null || (Number.isInteger(durationMs) && durationMs > 0))
  );
}

/** The key of the error that reading throws, or how much was read. */
function outcome(bytes: Uint8Array, filename: string): string {
  try {
    const { tracks, problems } = readPlaylist(bytes, filename);
    expect(tracks.filter((track) => !isTrack(track))).toEqual([]);
    return `${tracks.length} + ${problems.length}`;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.key;
  }
}

test.each([
  ['nothing', '', 'x.m3u', 'import.empty'],
  ['white space and a byte order mark', '\uFEFF \r\n', 'x.csv', 'import.empty'],
  ['a song', 'ID3\u0003\0\0\0', 'x.mp3', 'import.unknownFormat'],
  ['a song called a playlist', 'ID3\u0003\0\0\0', 'x.m3u', 'import.unknownFormat'],
  ['a letter', 'Dear Sir,\nI write to you', 'x.txt', 'import.unknownFormat'],
  ['half a JSON', '{"tracks": [', 'x.json', 'import.notJson'],
  ['a JSON without a list', '{"tracks": {}}', 'x.json', 'import.notJson'],
  ['no XML', 'La Mer', 'x.xspf', 'import.notXml'],
  ['another XML', '<?xml version="1.0"?><rss><playlist/></rss>', 'x.xml', 'import.unknownFormat'],
  ['a web page', '<!DOCTYPE html><html><body>Log in</body></html>', 'x.m3u', 'import.unknownFormat'],
  ['half an XSPF', '<playlist><trackList><track><title>x</title></track>', 'x.xspf', 'import.notXml'],
  ['an XSPF that ends within a tag', '<playlist><trackList', 'x.xspf', 'import.notXml'],
  [
    'an entity bomb',
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><playlist><title>&b;</title></playlist>',
    'x.xspf',
    'import.unsafeXml',
  ],
  [
    'an external entity',
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><playlist><title>&a;</title></playlist>',
    'x.xspf',
    'import.unsafeXml',
  ],
  ['deep nesting', `<playlist>${'<a>'.repeat(40)}`, 'x.xspf', 'import.unsafeXml'],
])('%s is refused with its reason', (_what, text, filename, key) => {
  expect(outcome(utf8(text), filename)).toBe(key);
});

test('tracks wrapped in tracks without end are one that has no title', () => {
  const deep = `[${'{"track":'.repeat(100_000)}1${'}'.repeat(100_000)}]`;
  expect(outcome(utf8(deep), 'x.json')).toBe('0 + 1');
});

test('one byte more than 1 MiB is too large', () => {
  expect(outcome(utf8('x'.repeat(MIB + 1)), 'x.m3u')).toBe('import.tooLarge');
});

test.each([
  ['x.m3u', 'a\n'],
  ['x.pls', (n: number) => `File${n}=a\n`],
  ['x.csv', 'a\n'],
  ['x.json', '1,'],
])('more than 10,000 entries are too many in %s', (filename, entry) => {
  const list = (count: number) =>
    Array.from({ length: count }, (_, n) => (typeof entry === 'string' ? entry : entry(n + 1))).join('');
  const wrapped = (count: number) => (filename === 'x.json' ? `[${list(count).slice(0, -1)}]` : list(count));
  expect(outcome(utf8(wrapped(10_001)), filename)).toBe('import.tooManyTracks');
  expect(outcome(utf8(wrapped(10_000)), filename)).toMatch(/^(10000 \+ 0|0 \+ 10000)$/);
});

test.each([
  ['x.m3u', '', 'x'],
  ['x.m3u', '', '\n'],
  ['x.m3u', '#EXTINF:', '"'],
  ['x.m3u', '#EXTINF:1,', ' - '],
  ['x.m3u', 'https://', 'a.'],
  ['x.m3u', '', '%'],
  ['x.pls', '[playlist]\n', 'File'],
  ['x.pls', '[playlist]\nFile1', ' '],
  ['x.csv', '', ','],
  ['x.csv', '', '"'],
  ['x.csv', '', '"a'],
  ['x.csv', '"', 'x\n'],
  ['x.csv', '', '\r\n'],
  ['x.csv', 'title\n', '\t'],
  ['x.csv', 'duration,title\n', '1:'],
  ['x.json', '', '['],
  ['x.json', '', '{"track":'],
  ['x.json', '["', ' '],
  ['x.xspf', '', '<playlist>'],
  ['x.xspf', '<playlist>', '<b/>'],
  ['x.xspf', '<playlist>', '</b>'],
  ['x.xspf', '<playlist>', '<'],
  ['x.xspf', '<playlist>', '&'],
  ['x.xspf', '<playlist><title>', '&amp;'],
  ['x.xspf', '<playlist><![CDATA[', ']'],
  ['x.xspf', '<playlist><!--', '-'],
  ['x.xspf', '<playlist ', 'x="1" '],
  ['x.xspf', '<!DOCTYPE ', '['],
  ['x.xspf', '<?', '?'],
  ['x.txt', '', 'http://x '],
])('%s of a full MiB, %j and then only %j, is read or refused', (filename, start, pattern) => {
  expect(outcome(utf8(fill(start, pattern)), filename)).toMatch(/^(import\.\w+|\d+ \+ \d+)$/);
});

const files = fc.constantFrom<string>(...PLAYLIST_FORMATS.map((format) => `x.${format}`), 'x', 'x.txt');

test('random bytes under any name are read or refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), files, (bytes, filename) => {
      expect(outcome(bytes, filename)).not.toBe('');
    }),
    { numRuns: 2_000 },
  );
});

test('pieces of all formats in any order are read or refused', () => {
  const pieces = fc.constantFrom(
    '#EXTM3U\n',
    '#EXTINF:',
    '#EXTART:',
    '1,',
    ' - ',
    '[playlist]\n',
    'File1=',
    'Title1=',
    '=',
    '\n',
    '\r',
    '"',
    ';',
    '<playlist>',
    '</playlist>',
    '<trackList>',
    '<track>',
    '</track>',
    '<title>',
    '</title>',
    '<![CDATA[',
    ']]>',
    '&#0;',
    '{"tracks":',
    '[',
    ']',
    '{',
    '}',
    '"title":',
    'null',
    ':',
    ',',
    'https://',
    'a',
    '\0',
    '\uD800',
    '\u202E',
    '__proto__',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), files, (parts, filename) => {
      expect(outcome(utf8(parts.join('')), filename)).not.toBe('');
    }),
    { numRuns: 2_000 },
  );
});

test.each(PLAYLIST_FORMATS)(
  '%s that was cut off anywhere or has a NUL in it is read or refused',
  (format: PlaylistFormat) => {
    const tracks = [
      { title: '=Été', artist: 'A - B', url: 'https://example.org/?a&b', durationMs: 1_500 },
      { title: '"x"; y', artist: null, url: null, durationMs: null },
    ];
    const { data, filename } = writePlaylist(format, { name: 'n', description: 'd', tracks });
    for (let at = 0; at < data.length; at++) {
      expect(outcome(data.subarray(0, at), filename)).not.toBe('');
      expect(outcome(data.with(at, 0), filename)).toBe('import.unknownFormat');
    }
  },
);
