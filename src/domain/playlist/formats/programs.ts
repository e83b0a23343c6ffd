import { plainName } from '../../files/field-names.ts';

/** Columns by which a program's table is known, all of one line together; the name is its own. */
const TABLES: readonly (readonly [string, readonly string[]])[] = [
  ['Exportify', ['Track URI', 'Track Name', 'Artist Name(s)']],
  ['Shazam', ['TagTime', 'TrackKey']],
  ['YouTube Takeout', ['Video ID', 'Playlist Video Creation Timestamp']],
  ['YouTube Takeout', ['Video ID', 'Time Added']],
  ['YouTube Takeout', ['Video-ID', 'Zeitstempel der Erstellung des Playlist-Videos']],
  ['YouTube Takeout', ['Video-ID', 'Zeitstempel für Erstellung des Playlist-Videos']],
  ['YouTube Takeout', ['ID de vídeo', 'Marca de tiempo de creación del vídeo de la lista de reproducción']],
  ['YouTube Takeout', ['ID de la vidéo', 'Code temporel de création de la vidéo de la playlist']],
  ['YouTube Takeout', ['動画 ID', '再生リストの動画の作成タイムスタンプ']],
  ['YouTube Takeout', ['ID do vídeo', 'Carimbo de data/hora de criação do vídeo da playlist']],
  ['YouTube Takeout', ['Song URL', 'Song Title', 'Album Title', 'Artist Name 1']],
  ['TuneMyMusic', ['Track name', 'Artist name', 'Playlist name', 'Type', 'ISRC']],
  ['Soundiiz', ['title', 'artist', 'album', 'isrc']],
  ['Apple Music', ['Name', 'Artist', 'Composer', 'Album', 'Grouping', 'Genre', 'Size', 'Time']],
  ['Apple Music', ['Song Name', 'Apple Id Number']],
];

const KNOWN = TABLES.map(([program, columns]) => ({ program, columns: columns.map(plainName) }));

/** Whose table has such a header; undefined where nobody's that is known. */
export function programOfTable(names: readonly string[]): string | undefined {
  const present = new Set(names.map(plainName));
  return KNOWN.find(({ columns }) => columns.every((column) => present.has(column)))?.program;
}
