import { describe, expect, test } from '@jest/globals';
import { readPlaylist } from '../../../../../src/domain/playlist/formats/read.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (text: string, filename: string) => readPlaylist(bytesOf(text), filename);
/** Title, artist, link and milliseconds of each track, what is not there left out. */
const tracksOf = (text: string, filename: string) => {
  const { tracks, problems } = read(text, filename);
  expect(problems).toEqual([]);
  return tracks.map(({ title, artist, url, durationMs }) => [title, artist, url, durationMs]);
};
const notesOf = (text: string, filename: string) =>
  read(text, filename).notes.map(({ line, key }) => `${line} ${key}`);

describe('a header below the first line', () => {
  const two = [
    ['First Song', 'Band One', null, null],
    ["Don't Stop", 'Band Two', null, null],
  ];
  test.each([
    [
      'Shazam’s title',
      "Shazam Library\nIndex,TagTime,Title,Artist\n1,2024,First Song,Band One\n2,2024,Don't Stop,Band Two\n",
    ],
    [
      'a report’s preamble',
      'Report of 2024\n\n"Made by, somebody"\nArtist;Title\nBand One;First Song\nBand Two;Don\'t Stop\n',
    ],
    ['a sep= line', "sep=;\nTitle;Artist\nFirst Song;Band One\nDon't Stop;Band Two\n"],
    [
      'a sep= line in quotes and CRLF',
      '"sep=\t"\r\nTitle\tArtist\r\nFirst Song\tBand One\r\nDon\'t Stop\tBand Two\r\n',
    ],
  ])('is found below %s', (_what, text) => {
    expect(tracksOf(text, 'x.csv')).toEqual(two);
  });

  test('what stands above it is told', () => {
    expect(notesOf('Shazam Library\nTitle,Artist\na,b\n', 'x.csv')).toEqual(['1 import.aboveTable']);
    expect(notesOf('sep=,\nTop 10\nTitle,Artist\na,b\n', 'x.csv')).toEqual(['2 import.aboveTable']);
  });

  test('a song that is called like a column does not make a header', () => {
    expect(tracksOf('Money,Pink Floyd\nTime,Pink Floyd\n', 'x.csv').map(([title]) => title)).toEqual([
      'Money',
      'Time',
    ]);
  });
});

test('a playing time is read in a table that a sep= line divides', () => {
  expect(tracksOf('sep=;\nTitle;Artist;Duration\nFirst Song;Band One;3:35\n', 'x.csv')).toEqual([
    ['First Song', 'Band One', null, 215_000],
  ]);
});

describe('quotation marks', () => {
  test('around whole rows are taken off', () => {
    const header = 'Index,Title,Artist\n';
    const expected = [['First Song', 'Band One', null, null]];
    expect(tracksOf(`${header}"9,First Song,Band One"\n`, 'x.csv')).toEqual(expected);
    expect(tracksOf(`"Index,Title,Artist"\n"9,First Song,Band One"\n`, 'x.csv')).toEqual(expected);
    expect(tracksOf(`Index;Title;Artist\n"9;First Song;""Band One"""\n`, 'x.csv')).toEqual(expected);
    expect(tracksOf(`${header}"9,""First Song"",Band One"\n`, 'x.csv')).toEqual(expected);
  });

  test('with blanks around them count', () => {
    const expected = [['First, Song', 'Band One', null, null]];
    expect(tracksOf('Title, Artist\n "First, Song", "Band One"\n', 'x.csv')).toEqual(expected);
    expect(tracksOf('Title ,Artist\n"First, Song" ,\t"Band One" \n', 'x.csv')).toEqual(expected);
    expect(tracksOf('Title\tArtist\n "First, Song"\t "Band One"\n', 'x.csv')).toEqual(expected);
  });

  test('that are not doubled within a cell stay', () => {
    expect(tracksOf('Title,Artist\n"The "First" Song",Band One\n', 'x.csv')).toEqual([
      ['The "First" Song', 'Band One', null, null],
    ]);
  });

  test.each([
    ['never close', 'Title,Artist\n"Open,A\nSecond,B\nThird,C\n'],
    ['close at another row’s', 'Title,Artist\n"Open,A\nSecond,"B"\nThird,C\n'],
    ['open at the end of a row', 'Title,Artist\nOpen,"A\nSecond,B\n"Third",C\n'],
    ['open within the last cell but one', 'Title,Artist\nx,"\nSecond,B\nThird,"C"\n'],
  ])('that %s cost one row, which is told', (_what, text) => {
    const { tracks, problems } = read(text, 'x.csv');
    expect(problems).toEqual([{ line: 2, key: 'import.badRow', params: {} }]);
    expect(tracks.map(({ title, artist }) => [title, artist])).toEqual([
      ['Second', 'B'],
      ['Third', 'C'],
    ]);
  });

  test('that span lines are read, and it is told', () => {
    expect(notesOf('Title,Artist\n"First\nSong",A\nSecond,B\n', 'x.csv')).toEqual(['2 import.spansLines']);
  });
});

describe('M3U as people have it', () => {
  const rows = (text: string) => tracksOf(text, 'x.m3u').map(([title, artist, url]) => [title, artist, url]);

  test.each([
    ['#EXTINF:-1 Band One - First Song\nx.mp3', ['First Song', 'Band One', null]],
    ['#EXTINF:-1 Band One - First, and Last Song\nx.mp3', ['First, and Last Song', 'Band One', null]],
    ['#EXTINF:201 tvg-id="a,b" Band One - First Song\nx.mp3', ['First Song', 'Band One', null]],
    ['#EXTINF:Band One - First Song\nx.mp3', ['First Song', 'Band One', null]],
    [
      '#EXTINF:-1 tvg-name="Radio, One" group-title="A",Radio One\nhttps://example.org/1',
      ['Radio One', null, 'https://example.org/1'],
    ],
    [
      '#EXTINF:-1 tvg-name="12" Mix",12" Mix\nhttps://example.org/1',
      ['12" Mix', null, 'https://example.org/1'],
    ],
    [
      '#EXTINF:-1 radio=true,One, "Two"\nhttps://example.org/1',
      ['One, "Two"', null, 'https://example.org/1'],
    ],
    ['https://example.org/v1 # First Song', ['First Song', null, 'https://example.org/v1']],
    ['https://example.org/v1 #Band One - First Song', ['First Song', 'Band One', 'https://example.org/v1']],
    ['https://example.org/v1\t| First Song', ['First Song', null, 'https://example.org/v1']],
    ['Band One - First Song: https://example.org/v1', ['First Song', 'Band One', 'https://example.org/v1']],
    [
      'https://example.org/My Song.mp3',
      ['example.org/My Song.mp3', null, 'https://example.org/My%20Song.mp3'],
    ],
    ['Band One - First Song', ['First Song', 'Band One', null]],
    ['#1 Crush.mp3', ['#1 Crush', null, null]],
    ['#9 Dream.flac\n', ['#9 Dream', null, null]],
    ['#Selfie.M4A', ['#Selfie', null, null]],
    ['Macintosh HD:Users:me:Band One:01 First Song.mp3', ['01 First Song', null, null]],
    ['C:\\Music\\Band One\\01 First Song.mp3', ['01 First Song', null, null]],
    ['..\\100%.mp3\u001A', ['100%', null, null]],
    ['file:///C:/Music%2FFirst%20Song.mp3', ['First Song', null, null]],
    ['#EXTM3U\n#EXTINF:200,Band One - First Song\nC:\\1.mp3\n\u001A', ['First Song', 'Band One', null]],
  ])('%j', (text, expected) => {
    expect(rows(text)).toEqual([expected]);
  });

  test('comments, settings for players and places on a disk are told as left out', () => {
    const text = '#EXTM3U\n# mine\n#EXTVLCOPT:x=1\n#EXTINF:1,A - B\nD:\\x\\b.mp3\nb.mp3\n';
    expect(notesOf(text, 'x.m3u')).toEqual([
      '2 import.commentLeftOut',
      '3 import.directiveLeftOut',
      '5 import.pathLeftOut',
    ]);
  });

  test.each(['smb://nas/a.mp3', 'musicdb://songs/1.mp3', 'rtsp://tv.example/x', 'https://[bad/'])(
    'a title stays where its location %s cannot be kept, and that is told',
    (location) => {
      const text = `#EXTM3U\n#EXTINF:215,Band One - First Song\n${location}\n`;
      expect(tracksOf(text, 'x.m3u')).toEqual([['First Song', 'Band One', null, 215_000]]);
      expect(notesOf(text, 'x.m3u')).toEqual(['3 import.urlLeftOut']);
    },
  );

  test.each([
    '#EXT-X-TARGETDURATION:6\n#EXTINF:2.0,\nvideo1.ts',
    '#EXT-X-MEDIA-SEQUENCE:666\n#EXTINF:2,\n1.ts\n#EXT-X-ENDLIST',
    '#EXT-X-STREAM-INF:BANDWIDTH=1280000\nlow.m3u8',
    '#EXT-X-KEY:METHOD=NONE\n#EXTINF:2,\n1.ts',
  ])('a stream’s own list is refused: %j', (lines) => {
    expect(() => read(`#EXTM3U\n#EXT-X-VERSION:3\n${lines}\n`, 'x.m3u8')).toThrow('import.streamChunks');
  });
});

describe('fields that cannot be read are left out, and the rest is read', () => {
  test.each([
    ['a link', 'title,url\nSong,ftp://x\n', 'x.csv', '2 import.urlLeftOut'],
    [
      'a link that is too long',
      `title,url\nSong,https://x.org/${'x'.repeat(2_000)}\n`,
      'x.csv',
      '2 import.longUrlLeftOut',
    ],
    ['an artist', `title,artist\nSong,${'x'.repeat(201)}\n`, 'x.csv', '2 import.artistLeftOut'],
    ['a playing time', 'title,duration\nSong,soon\n', 'x.csv', '2 import.durationLeftOut'],
    ['a playing time of PLS', '[playlist]\nTitle1=Song\nLength1=soon\n', 'x.pls', '2 import.durationLeftOut'],
    ['a playing time of JSON', '[{"title":"Song","duration":{}}]', 'x.json', '1 import.durationLeftOut'],
    [
      'a link of XSPF',
      '<playlist><trackList>\n<track><title>Song</title><location>rtsp://x.example/</location></track></trackList></playlist>',
      'x.xspf',
      '2 import.urlLeftOut',
    ],
    ['cells without a column', 'title,artist\nSong,Band,1999\n', 'x.csv', '2 import.cellsLeftOut'],
  ])('%s', (_what, text, filename, note) => {
    expect(tracksOf(text, filename).map(([title]) => title)).toEqual(['Song']);
    expect(notesOf(text, filename)).toEqual([note]);
  });

  test('a time that is not known is nothing to tell', () => {
    expect(notesOf('title,duration\na,\nb,-1\nc,0\nd,0:00\ne,N/A\n', 'x.csv')).toEqual([]);
  });
});

test('the name of a file in an XSPF is what comes behind its folders, encoded or not', () => {
  const location = '(1990)%20Band%20One%20-%20Disc%20%5B16Bit%5D%2F10.%20The%20Happening.flac';
  const text = `<?xml version="1.0"?><playlist version="1" xmlns="http://xspf.org/ns/0/"><trackList><track><location>${location}</location></track></trackList></playlist>`;
  expect(tracksOf(text, 'x.xspf').map(([title]) => title)).toEqual(['10. The Happening']);
});

test('a text is a list of tracks where most of its lines are', () => {
  const text = 'My favourites\nBand One - First Song\nOther Song.mp3\nhttps://example.org/1\n';
  expect(read(text, 'songs.txt').tracks.map(({ title }) => title)).toEqual([
    'My favourites',
    'First Song',
    'Other Song',
    'example.org/1',
  ]);
});
