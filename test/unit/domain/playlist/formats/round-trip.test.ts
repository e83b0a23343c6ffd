import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type {
  FileTrack,
  PlaylistContent,
  PlaylistFormat,
} from '../../../../../src/domain/playlist/formats/playlist-file.ts';
import {
  PLAYLIST_FORMATS,
  TRACK_DURATION_MAX_MS,
} from '../../../../../src/domain/playlist/formats/playlist-file.ts';
import { readPlaylist } from '../../../../../src/domain/playlist/formats/read.ts';
import { writePlaylist } from '../../../../../src/domain/playlist/formats/write.ts';
import {
  playlistDescription,
  playlistName,
  trackArtist,
  trackTitle,
} from '../../../../../src/domain/playlist/playlist.ts';

/** Texts as the schema lets them through, of every script and with everything that a format has a meaning for. */
const tricky = fc.stringMatching(/^[-=+@'",;:|#&<>%\\[\]{} \té –＝A-C1]{1,30}$/);
const texts = (max: number) =>
  fc.oneof(
    tricky,
    fc.string({ unit: 'grapheme', maxLength: max }),
    fc.string({ unit: 'binary', maxLength: max }),
    fc.constantFrom(
      ' - ',
      'A - B',
      '- B',
      'A -',
      '=1+1',
      "'=1",
      "''Heroes''",
      '&amp;',
      ']]>',
      'a;=cmd()',
      '#EXTM3U',
      '\u0085x',
      'Ã©',
      'Größe',
      '1999',
      '"',
    ),
  );
const through = (schema: { safeParse(text: string): { data?: string | undefined } }, max: number) =>
  texts(max)
    .map((text) => schema.safeParse(text).data)
    .filter((text) => text !== undefined && schema.safeParse(text).data === text)
    .map((text) => text ?? '');

const track: fc.Arbitrary<FileTrack> = fc.record({
  title: through(trackTitle, 200),
  artist: fc.option(through(trackArtist, 200)),
  url: fc.option(
    fc
      .webUrl({ withQueryParameters: true, withFragments: true, validSchemes: ['http', 'https'] })
      .map((url) => new URL(url).href),
  ),
  durationMs: fc.option(fc.integer({ min: 1, max: TRACK_DURATION_MAX_MS })),
});
const playlist: fc.Arbitrary<PlaylistContent & { description: string | null }> = fc.record({
  name: through(playlistName, 100),
  description: fc.option(through(playlistDescription, 1_000)),
  tracks: fc.array(track, { maxLength: 8 }),
});

const exact = (value: FileTrack) => value;
const inSeconds = (value: FileTrack) => ({
  ...value,
  durationMs:
    value.durationMs === null
      ? null
      : Math.min(Math.max(1, Math.round(value.durationMs / 1000)), 2_147_483) * 1000,
});
const inXml = (text: string) => text.replace(/[\uFFFE\uFFFF]/g, '\uFFFD');

/** What each format holds of a playlist. */
const HELD: Record<PlaylistFormat, (playlist: PlaylistContent) => object> = {
  m3u: ({ name, tracks }) => ({ name, tracks: tracks.map(inSeconds) }),
  m3u8: ({ name, tracks }) => ({ name, tracks: tracks.map(inSeconds) }),
  pls: ({ tracks }) => ({ tracks: tracks.map(inSeconds) }),
  csv: ({ tracks }) => ({ tracks: tracks.map(exact) }),
  json: ({ name, description, tracks }) => ({ name, ...(description && { description }), tracks }),
  xspf: ({ name, description, tracks }) => ({
    name: inXml(name),
    ...(description && { description: inXml(description) }),
    tracks: tracks.map((value) => ({
      ...value,
      title: inXml(value.title),
      artist: value.artist === null ? null : inXml(value.artist),
    })),
  }),
};

test.each(PLAYLIST_FORMATS)('what is written as %s is read back, all that the format can hold', (format) => {
  fc.assert(
    fc.property(playlist, (written) => {
      const { data, filename } = writePlaylist(format, written);
      const {
        taken: _taken,
        counts: _counts,
        declaredEncoding: _declared,
        ...read
      } = readPlaylist(data, filename);
      expect(read).toEqual({ format, problems: [], notes: [], leftOut: [], ...HELD[format](written) });
    }),
    { numRuns: 500 },
  );
});

test.each(PLAYLIST_FORMATS)(
  '%s is recognised by its content where the name of the file says nothing',
  (format) => {
    const tracks: FileTrack[] = [{ title: 'La Mer', artist: 'Trénet', url: null, durationMs: 1_000 }];
    const { data } = writePlaylist(format, { name: 'Été', tracks });
    const read = readPlaylist(data, 'attachment');
    expect(read.tracks).toEqual(tracks);
    expect(read.format).toBe(format === 'm3u8' ? 'm3u' : format);
  },
);

test('an M3U is in Latin-1 as long as that can hold it, and says so when it is not', () => {
  const latin = writePlaylist('m3u', { name: 'Été', tracks: [] });
  expect(new TextDecoder('latin1').decode(latin.data)).toContain('#PLAYLIST:Été');
  const other = writePlaylist('m3u', { name: '夏', tracks: [] });
  expect(new TextDecoder().decode(other.data)).toContain('#EXTENC:UTF-8\n#PLAYLIST:夏');
});

test('no cell of a CSV begins as a formula does', () => {
  fc.assert(
    fc.property(playlist, (written) => {
      const text = new TextDecoder().decode(writePlaylist('csv', written).data);
      expect(text).not.toMatch(/(?:^|[\r\n]|(?:^|[\r\n])"[^"]*",)"?[=+\-@]/);
    }),
  );
});

test.each([
  ['Road trip', 'Road trip.csv'],
  ['a/b\\c:d*e?"f<g>h|i', 'a-b-c-d-e-f-g-h-i.csv'],
  ['../../etc/passwd', 'etc-passwd.csv'],
  ['\u202Egnp.exe', 'gnp.exe.csv'],
  ['...', 'playlist.csv'],
  ['CON', 'playlist-CON.csv'],
  ['x'.repeat(100), `${'x'.repeat(80)}.csv`],
  [`${'x'.repeat(79)}🎵`, `${'x'.repeat(79)}.csv`],
])('the playlist “%s” is handed out as “%s”', (name, filename) => {
  expect(writePlaylist('csv', { name, tracks: [] }).filename).toBe(filename);
});
