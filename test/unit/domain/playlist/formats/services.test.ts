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

describe('YouTube Takeout', () => {
  test.each([
    ['Video ID,Playlist Video Creation Timestamp\nAAAAAAAAAAA,2024-01-05T12:00:00+00:00\n\n\n'],
    ['Video-ID,Zeitstempel der Erstellung des Playlist-Videos\nAAAAAAAAAAA,2024-01-05T12:00:00+00:00\n'],
    ['動画 ID,再生リストの動画の作成タイムスタンプ\nAAAAAAAAAAA,2024-01-05T12:00:00+00:00\n'],
    [
      'Playlist ID,Channel ID,Time Created,Time Updated,Title,Description,Visibility\nPL1,UC1,2020,2020,Mine,,Private\n\nVideo ID,Time Added\nAAAAAAAAAAA,2020-01-05 12:00:00 UTC\n',
    ],
  ])('%j has its videos as links', (text) => {
    expect(tracksOf(text, 'Mine.csv')).toEqual([['AAAAAAAAAAA', null, 'https://youtu.be/AAAAAAAAAAA', null]]);
    expect(read(text, 'Mine.csv').program).toBe('YouTube Takeout');
  });
});

describe('JSON of services', () => {
  const item = (name: string) => ({
    track: { trackName: name, artistName: 'Band One', albumName: 'Disc', trackUri: 'spotify:track:1111' },
    episode: null,
    localTrack: null,
  });
  const list = (name: string, ...titles: string[]) => ({ name, description: 'd', items: titles.map(item) });

  test('Spotify’s own download: playlists, episodes, files of one’s own', () => {
    const one = read(JSON.stringify({ playlists: [list('Road trip', 'First Song')] }), 'Playlist1.json');
    expect(one).toMatchObject({
      name: 'Road trip',
      program: 'Spotify',
      leftOut: ['albumName'],
      problems: [],
    });
    expect(one.tracks).toEqual([
      {
        title: 'First Song',
        artist: 'Band One',
        url: 'https://open.spotify.com/track/1111',
        durationMs: null,
      },
    ]);
    const more = {
      playlists: [
        list('A', 'One'),
        {
          name: 'B',
          items: [
            {
              track: null,
              episode: { episodeName: 'Talk', showName: 'Show', episodeUri: 'spotify:episode:2' },
            },
            { track: null, localTrack: { uri: 'spotify:local:Me:Disc:My+Song:215' } },
          ],
        },
      ],
    };
    const several = read(JSON.stringify(more), 'Playlist1.json');
    expect(several.tracks.map(({ title, artist, url }) => [title, artist, url])).toEqual([
      ['One', 'Band One', 'https://open.spotify.com/track/1111'],
      ['Talk', 'Show', 'https://open.spotify.com/episode/2'],
      ['My Song', null, null],
    ]);
    expect(several.notes).toContainEqual({
      line: null,
      key: 'import.severalLists',
      params: { names: 'A, B', count: 2 },
    });
    const library = {
      tracks: [{ artist: 'Band One', album: 'Disc', track: 'Song', uri: 'spotify:track:3' }],
    };
    expect(tracksOf(JSON.stringify(library), 'YourLibrary.json')).toEqual([
      ['Song', 'Band One', 'https://open.spotify.com/track/3', null],
    ]);
  });

  const track = {
    name: 'First Song',
    artists: [{ name: 'Band One' }, { name: 'Band Two' }],
    duration_ms: 200_960,
    external_urls: { spotify: 'https://open.spotify.com/track/1111' },
    uri: 'spotify:track:1111',
  };
  test.each([
    ['a playlist', { name: 'x', tracks: { href: 'x', items: [{ added_at: '2024', track }], total: 1 } }],
    ['a page of it', { href: 'x', items: [{ added_at: '2024', track }], next: null }],
    ['tracks of an album', { items: [track] }],
    ['a list', [track]],
  ])('Spotify’s Web API: %s', (_what, document) => {
    const text = JSON.stringify(document);
    expect(tracksOf(text, 'x.json')).toEqual([
      ['First Song', 'Band One, Band Two', 'https://open.spotify.com/track/1111', 200_960],
    ]);
    expect(read(text, 'x.json').program).toBe('Spotify');
  });

  const deezer = {
    id: 1,
    title: 'First Song',
    duration: 201,
    link: 'https://www.deezer.com/track/1',
    artist: { id: 2, name: 'Band One', link: 'https://www.deezer.com/artist/2' },
  };
  test.each([
    ['a playlist', { title: 'Mine', tracks: { data: [deezer] } }],
    ['its tracks', { data: [deezer], total: 1 }],
    ['a list', [deezer]],
  ])('Deezer: %s', (_what, document) => {
    const text = JSON.stringify(document);
    expect(tracksOf(text, 'x.json')).toEqual([
      ['First Song', 'Band One', 'https://www.deezer.com/track/1', 201_000],
    ]);
    expect(read(text, 'x.json').program).toBe('Deezer');
  });

  test.each([
    [{ title: 'First Song', creator: 'Band One', location: ['https://example.org/1'], duration: 200_960 }],
    [
      {
        title: 'First Song',
        creator: 'Band One',
        location: [],
        identifier: 'https://example.org/1',
        duration: 200_960,
      },
    ],
    [
      {
        title: 'First Song',
        creator: 'Band One',
        location: 'https://example.org/1',
        duration: '200960',
        meta: [],
      },
    ],
  ])('JSPF: %j', (entry) => {
    const text = JSON.stringify({ playlist: { title: 'Mine', annotation: 'd', track: [entry] } });
    expect(tracksOf(text, 'x.jspf')).toEqual([['First Song', 'Band One', 'https://example.org/1', 200_960]]);
    expect(read(text, 'x.jspf')).toMatchObject({
      name: 'Mine',
      description: 'd',
      program: 'JSPF',
      counts: 'entries',
    });
  });

  test('YouTube’s API and downloaders', () => {
    const snippet = {
      title: 'First Song',
      resourceId: { videoId: 'AAAAAAAAAAA' },
      videoOwnerChannelTitle: 'Band One',
    };
    const api = { kind: 'youtube#playlistItemListResponse', items: [{ snippet }] };
    expect(tracksOf(JSON.stringify(api), 'x.json')).toEqual([
      ['First Song', 'Band One', 'https://youtu.be/AAAAAAAAAAA', null],
    ]);
    const entry = {
      title: 'First Song',
      uploader: 'Band One',
      duration: 201.5,
      url: 'https://example.org/1',
    };
    expect(tracksOf(JSON.stringify({ title: 'x', entries: [entry] }), 'x.json')).toEqual([
      ['First Song', 'Band One', 'https://example.org/1', 201_500],
    ]);
  });
});

describe('tables of programs, and in the languages that we speak', () => {
  test.each([
    [
      'Exportify',
      '"Track URI","Track Name","Artist URI(s)","Artist Name(s)","Album Name","Duration (ms)","Popularity"\n"spotify:track:1111","First Song","spotify:artist:1","Band One","Disc","201000","5"\n',
      'https://open.spotify.com/track/1111',
    ],
    [
      'TuneMyMusic',
      'Track name,Artist name,Album,Playlist name,Type,ISRC,Duration,Spotify - id\nFirst Song,Band One,Disc,Mine,Playlist,X,3:21,1111111111111111111111\n',
      'https://open.spotify.com/track/1111111111111111111111',
    ],
    ['Soundiiz', 'title;artist;album;isrc;duration\nFirst Song;Band One;Disc;X;201\n', null],
    [
      'Apple Music',
      'Name\tArtist\tComposer\tAlbum\tGrouping\tGenre\tSize\tTime\nFirst Song\tBand One\t\tDisc\t\tRock\t1\t201\n',
      null,
    ],
  ])('%s is known by its header', (program, text, url) => {
    const name = program === 'Apple Music' ? 'Music.txt' : 'x.csv';
    expect(tracksOf(text, name)).toEqual([['First Song', 'Band One', url, 201_000]]);
    expect(read(text, name).program).toBe(program);
    expect(read(text, name).leftOut?.length).toBeGreaterThan(0);
  });

  test.each([
    ['Titel;Interpret;Link;Dauer'],
    ['Liedtitel;Künstler;Adresse;Länge'],
    ['título;artista;enlace;duración'],
    ['Canción;Intérprete;URL;Tiempo'],
    ['Titre;Artiste;Lien;Durée'],
    ['Morceau;Interprète;Adresse;Temps'],
    ['曲名;アーティスト;リンク;再生時間'],
    ['タイトル;歌手;URL;長さ'],
    ['Música;Artista;Link;Duração'],
    ['Faixa;Intérprete;Endereço;Tempo'],
    ['TITRE ;ARTISTE ; LIEN;Duree'],
  ])('%s is a header', (header) => {
    expect(tracksOf(`${header}\nFirst Song;Band One;https://example.org/1;3:21\n`, 'x.csv')).toEqual([
      ['First Song', 'Band One', 'https://example.org/1', 201_000],
    ]);
  });
});

describe('the XML of iTunes', () => {
  const head =
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple Computer//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n';
  const track = (id: number, more: string) =>
    `<key>${id}</key><dict><key>Track ID</key><integer>${id}</integer><key>Name</key><string>Song ${id}</string>${more}</dict>`;
  const library = (tracks: string, playlists = '') =>
    `${head}<plist version="1.0"><dict><key>Major Version</key><integer>1</integer><key>Tracks</key><dict>${tracks}</dict>${playlists}</dict></plist>\n`;
  const more =
    '<key>Artist</key><string>Band &amp; One</string><key>Total Time</key><integer>201000</integer><key>Year</key><integer>1999</integer><key>Location</key><string>file://localhost/C:/Music/x.mp3</string>';

  test('a library is all its tracks', () => {
    const text = library(track(1, more) + track(2, '<key>Compilation</key><true/>'));
    expect(tracksOf(text, 'Library.xml')).toEqual([
      ['Song 1', 'Band & One', null, 201_000],
      ['Song 2', null, null, null],
    ]);
    expect(read(text, 'Library.xml')).toMatchObject({
      program: 'Apple Music / iTunes',
      leftOut: ['Year', 'Compilation'],
    });
  });

  test('a playlist has its name and its order', () => {
    const items = [2, 1].map((id) => `<dict><key>Track ID</key><integer>${id}</integer></dict>`).join('');
    const playlist = `<key>Playlists</key><array><dict><key>Name</key><string>Mine</string><key>Playlist Items</key><array>${items}</array></dict></array>`;
    const text = library(track(1, '') + track(2, ''), playlist);
    expect(tracksOf(text, 'Mine.xml').map(([title]) => title)).toEqual(['Song 2', 'Song 1']);
    expect(read(text, 'Mine.xml').name).toBe('Mine');
  });

  test('one that begins without a declaration, and one that has no tracks', () => {
    expect(tracksOf(library(track(1, '')).slice(head.length), 'x.xml')).toHaveLength(1);
    expect(() => read(`${head}<plist><dict><key>A</key><true/></dict></plist>`, 'x.xml')).toThrow(
      'import.notXml',
    );
  });
});
