import { expect, test } from '@jest/globals';
import { readPlaylist } from '../../../../../src/domain/playlist/formats/read.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const utf16 = (text: string, bigEndian: boolean) => {
  const bytes = new Uint8Array(2 * text.length + 2);
  const view = new DataView(bytes.buffer);
  [0xfeff, ...Array.from({ length: text.length }, (_, index) => text.charCodeAt(index))].forEach(
    (unit, index) => view.setUint16(2 * index, unit, !bigEndian),
  );
  return bytes;
};
const track = (
  title: string,
  artist: string | null = null,
  url: string | null = null,
  durationMs: number | null = null,
) => ({
  title,
  artist,
  url,
  durationMs,
});
const tracksOf = (text: string, filename: string) => {
  const { tracks, problems } = readPlaylist(utf8(text), filename);
  expect(problems).toEqual([]);
  return tracks;
};

test('VLC’s M3U: encoded file addresses, options of its own, CRLF', () => {
  const text = `#EXTM3U\r\n#EXTINF:215,Charles Trénet - La Mer\r\n#EXTVLCOPT:network-caching=1000\r\nfile:///C:/Musique/La%20Mer.mp3\r\n\r\n#EXTINF:-1,\r\nhttps://radio.example.org/live%20stream\r\n`;
  expect(tracksOf(text, 'vlc.m3u')).toEqual([
    track('La Mer', 'Charles Trénet', null, 215_000),
    track('radio.example.org/live stream', null, 'https://radio.example.org/live%20stream'),
  ]);
});

test('Winamp’s M3U in Windows-1252, and one that is only a list of files', () => {
  const text =
    '#EXTM3U\r\n#EXTINF:180,Bj\u00f6rk - J\u00f3ga \u0093live\u0094\r\n..\\Bj\u00f6rk\\J\u00f3ga.mp3\r\n';
  expect(readPlaylist(latin1(text), 'winamp.m3u').tracks).toEqual([
    track('Jóga “live”', 'Björk', null, 180_000),
  ]);
  expect(tracksOf('C:\\Music\\One.mp3\nMusic/100%.flac\nhttps://example.org/Two.ogg\n', 'plain.m3u')).toEqual(
    [track('One'), track('100%'), track('example.org/Two.ogg', null, 'https://example.org/Two.ogg')],
  );
});

test('a list of stations: attributes with commas in quotes before the name', () => {
  const text =
    '#EXTM3U url-tvg="x"\n#EXTINF:-1 tvg-id="a,b" group-title="News, Talk",Radio One\nhttp://example.org/1\n';
  expect(tracksOf(text, 'stations.m3u8')).toEqual([track('Radio One', null, 'http://example.org/1')]);
});

test('an EXTINF that nothing follows is a track, and EXTART names the artist', () => {
  const text = '#EXTM3U\n#EXTART:Nobody\n#EXTINF:3,Lost\n#EXTINF:4.5,Found\nx.mp3\n#EXTINF:1,Cut off';
  expect(tracksOf(text, 'x.m3u')).toEqual([
    track('Lost', 'Nobody', null, 3_000),
    track('Found', null, null, 4_500),
    track('Cut off', null, null, 1_000),
  ]);
});

test('byte order marks of UTF-8 and both UTF-16 are understood, and CR alone ends a line', () => {
  const text = '#EXTM3U\r#PLAYLIST:Été\r#EXTINF:1,Ж - 夏\ra.mp3\r';
  const expected = { format: 'm3u8', name: 'Été', tracks: [track('夏', 'Ж', null, 1_000)], problems: [] };
  for (const bytes of [utf8(`\uFEFF${text}`), utf16(text, false), utf16(text, true)]) {
    expect(readPlaylist(bytes, 'x.m3u8')).toMatchObject(expected);
  }
});

test('foobar2000’s and Rhythmbox’ PLS: any case, any order, gaps, comments, no lengths', () => {
  const text = `[Playlist]\nX-GNOME-Title=Mine\nnumberofentries=2\ntitle7=Nina Simone - Sinnerman\nfile7=https://example.org/7\n; a comment\nFILE2 =/home/me/02%20La%20Mer.ogg\nLength2=-1\nVersion=2\n`;
  expect(tracksOf(text, 'x.pls')).toEqual([
    track('02 La Mer'),
    track('Sinnerman', 'Nina Simone', 'https://example.org/7'),
  ]);
});

test('VLC’s XSPF: extensions with titles of their own, several locations, CDATA and entities', () => {
  const text = `<?xml version="1.0" encoding="UTF-8"?>
<!-- made by hand -->
<!DOCTYPE playlist SYSTEM "https://example.org/never-fetched.dtd">
<x:playlist xmlns:x="http://xspf.org/ns/0/" xmlns:vlc="http://www.videolan.org/vlc/playlist/ns/0/" version="1">
  <x:title>Rock &amp; Roll</x:title><x:annotation>  two
lines </x:annotation>
  <x:trackList>
    <x:track>
      <x:location>file:///music/1.mp3</x:location>
      <x:location>https://example.org/?a=1&b=2&amp;c=3</x:location>
      <x:title><![CDATA[<b>& more]]></x:title><x:creator>Caf&eacute; &#x1F3B5;</x:creator>
      <x:duration>1234</x:duration>
      <x:extension application="http://www.videolan.org/vlc/playlist/0"><vlc:id>0</vlc:id><title>no</title></x:extension>
    </x:track>
    <x:track><x:location>file:///music/La%20Mer.mp3</x:location><x:title/></x:track>
  </x:trackList>
</x:playlist>`;
  expect(readPlaylist(utf8(text), 'x.xspf')).toMatchObject({
    format: 'xspf',
    name: 'Rock & Roll',
    description: 'two\nlines',
    tracks: [track('<b>& more', 'Café 🎵', 'https://example.org/?a=1&b=2&c=3', 1_234), track('La Mer')],
    problems: [],
  });
});

test('an XSPF in the encoding that it declares', () => {
  const xml = (label: string) =>
    `<?xml version="1.0" encoding="${label}"?><playlist><trackList><track><title>\u00cc\u00e9</title></track></trackList></playlist>`;
  expect(readPlaylist(latin1(xml('windows-1251')), 'x.xspf').tracks[0]?.title).toBe('Мй');
  expect(readPlaylist(latin1(xml('nobody-knows')), 'x.xspf').tracks[0]?.title).toBe('Ìé');
});

test.each([
  [
    'a spreadsheet’s semicolons',
    'Title;Artist;Link;Duration\r\n"La; Mer";Trénet;https://example.org/;3:35\r\n',
  ],
  ['tabs', 'duration\turl\tcreator\tname\n215\thttps://example.org/\tTrénet\tLa; Mer\n'],
  ['no header', '"La; Mer",Trénet,https://example.org/,3:35\n'],
  ['no header and seconds', '"La; Mer",Trénet,https://example.org/,215\n'],
  [
    'a streaming service’s export',
    '"Track URI","Track Name","Artist Name(s)","Link","Track Duration (ms)"\nspotify:track:1,"La; Mer",Trénet,https://example.org/,215000\n',
  ],
])('CSV with %s', (_what, text) => {
  expect(tracksOf(text, 'x.csv')).toEqual([track('La; Mer', 'Trénet', 'https://example.org/', 215_000)]);
});

test('CSV that is one column, a title of several lines, and a guard of somebody else’s', () => {
  expect(tracksOf('Title\n"La\nMer"\n\n\'=1+1\n', 'x.csv')).toEqual([track('La Mer'), track('=1+1')]);
  expect(tracksOf('1999\nHelp!,The Beatles\n', 'x.csv')).toEqual([
    track('1999'),
    track('Help!', 'The Beatles'),
  ]);
});

test.each([
  [
    'a list of strings',
    ['La Mer', 'https://example.org/a'],
    [track('La Mer'), track('example.org/a', null, 'https://example.org/a')],
  ],
  [
    'a list of objects',
    [{ name: 'La Mer', author: 'Trénet', link: 'https://example.org/', length: '3:35' }, { title: 1999 }],
    [track('La Mer', 'Trénet', 'https://example.org/', 215_000), track('1999')],
  ],
  [
    'what a web interface answers',
    {
      name: 'x',
      items: [
        {
          added_at: 'x',
          track: { name: 'La Mer', artists: [{ name: 'A' }, { name: 'B' }], duration_ms: '5' },
        },
        { title: 'T', artist: { name: 'C' }, duration: 2 },
      ],
    },
    [track('La Mer', 'A, B', null, 5), track('T', 'C', null, 2_000)],
  ],
])('JSON: %s', (_what, value, expected) => {
  expect(tracksOf(JSON.stringify(value), 'x.json')).toEqual(expected);
});

const long = 'x'.repeat(201);
const far = `https://example.org/${'x'.repeat(2_000)}`;
const problem = (line: number, reason: string, max?: number) => ({
  line,
  key: `import.${reason}`,
  params: max === undefined ? {} : { max },
});

test.each([
  [
    'bad.m3u',
    `#EXTM3U\n#EXTINF:1,${long}\na.mp3\n\nrtsp://example.org/x\nhttps://[bad/\n${far}\n#EXTINF:1,Good\nc\nurn:isbn:1\n`,
    [
      problem(3, 'titleTooLong', 200),
      problem(5, 'badUrl'),
      problem(6, 'badUrl'),
      problem(7, 'urlTooLong', 2_000),
      problem(10, 'noTitle'),
    ],
  ],
  ['bad.pls', '[playlist]\nTitle1=Good\nFile1=a.mp3\nLength2=3\n', [problem(4, 'noTitle')]],
  [
    'bad.xspf',
    '<playlist>\n<trackList>\n<track>\n<title>Good</title></track>\n<track><title>\u200b</title>\n</track></trackList></playlist>',
    [problem(5, 'noTitle')],
  ],
  [
    'bad.csv',
    `title,url\nGood,\n\n\n\n,\n${long},\n"never closed,\n`,
    [problem(7, 'titleTooLong', 200), problem(8, 'badRow')],
  ],
  [
    'bad.json',
    JSON.stringify([1, null, 'Good', ['x'], {}, { url: 'ftp://example.org/' }]),
    [
      problem(1, 'badRow'),
      problem(2, 'badRow'),
      problem(4, 'badRow'),
      problem(5, 'noTitle'),
      problem(6, 'badUrl'),
    ],
  ],
])(
  'in %s each bad entry is named by its line and a reason, and the good one is read',
  (filename, text, problems) => {
    const read = readPlaylist(utf8(text), filename);
    expect(read.problems).toEqual(problems);
    expect(read.tracks.map(({ title }) => title)).toEqual(['Good']);
  },
);

test('a playing time that makes no sense is left out, the track is not', () => {
  const rows = ['soon', '-1', '0', '99999999999', '1:2:3:4', '1e3'].map((time) => `T,${time}`).join('\n');
  expect(new Set(tracksOf(`title,duration\n${rows}`, 'x.csv').map(({ durationMs }) => durationMs))).toEqual(
    new Set([null]),
  );
});

test('the content is believed where the extension says something else', () => {
  expect(readPlaylist(utf8('[playlist]\nFile1=a.mp3'), 'x.m3u').format).toBe('pls');
  expect(readPlaylist(utf8('<?xml version="1.0"?><playlist></playlist>'), 'x.txt').format).toBe('xspf');
  expect(readPlaylist(utf8('title;artist\nx;y'), 'x.txt').format).toBe('csv');
  expect(readPlaylist(utf8('https://example.org/1\nhttps://example.org/2'), 'links.txt').tracks).toHaveLength(
    2,
  );
});
