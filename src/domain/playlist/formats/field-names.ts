import { fieldFinder } from '../../files/field-names.ts';

/**
 * What of a track a column or a property can hold. `uri` is a service's own name for an address; `seconds` is for
 * playing times as people write them too.
 */
export type TrackField =
  'title' | 'artist' | 'url' | 'uri' | 'videoId' | 'spotifyId' | 'milliseconds' | 'seconds';

/** Names that other programs use, in the languages that we speak; how they are spelled does not matter. */
const NAMES: Readonly<Record<TrackField, readonly string[]>> = {
  title: names(`
    title; name; track; song; songs; track title; track name; song title; song name; episode name; video title;
    recording; recording name; item name; Titel; Lied; Liedtitel; Songtitel; Titelname; Stück; Musiktitel;
    título; canción; nombre; pista; tema; título de la canción; nombre de la canción; titre; morceau; chanson; nom;
    piste; titre du morceau; titre de la chanson; nom du morceau; タイトル; 曲名; 曲; 楽曲; 楽曲名; トラック; トラック名;
    題名; 名前; 名称; música; faixa; nome; nome da faixa; nome da música; título da música; canção`),
  artist: names(`
    artist; artists; creator; author; artist name; artist name(s); artist name 1; performer; track artist; band;
    singer; uploader; channel; show name; video owner channel title; Interpret; Interpreten; Künstler; Künstlername;
    Sänger; Musiker; artista; artistas; intérprete; cantante; nombre del artista; autor; artiste; artistes;
    interprète; auteur; chanteur; nom de l'artiste; アーティスト; アーティスト名; 歌手; 歌手名; 作者;
    nome do artista; cantor; banda`),
  url: names(`
    url; link; location; href; address; track url; track link; webpage; webpage url; permalink; spotify url; song url;
    video url; share; external url; web url; Adresse; Ort; Speicherort; Webadresse; enlace; dirección; ubicación;
    lien; emplacement; リンク; アドレス; 場所; endereço; localização`),
  uri: names('uri; track uri; episode uri; spotify uri'),
  videoId: names(
    'video id; youtube id; ID de vídeo; ID del vídeo; ID de la vidéo; ID vidéo; 動画 ID; ID do vídeo',
  ),
  spotifyId: names('spotify - id; spotify id; spotify track id'),
  milliseconds: names(`
    duration ms; length ms; time ms; track duration (ms); track length ms; duration millis; duration milliseconds;
    duration in ms; duration in millis; total time; Dauer (ms); Länge (ms); duración (ms); durée (ms); duração (ms);
    再生時間 (ms); 長さ (ms)`),
  seconds: names(`
    duration; durations; length; time; seconds; duration seconds; length seconds; runtime; track duration;
    track length; playing time; duration (s); duration (sec); song length; Dauer; Länge; Spieldauer; Spielzeit; Zeit;
    duración; tiempo; durée; temps; 再生時間; 時間; 長さ; 演奏時間; duração; tempo; tempo de duração`),
};

function names(list: string): string[] {
  return list.split(';');
}

/** Which field a column or property called so holds. */
export const fieldNamed = fieldFinder(NAMES);
