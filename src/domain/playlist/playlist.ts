import { line, paragraph } from '../text.ts';

/** Lengths in characters; each is a constraint of the tables `playlists` and `tracks` too. */
export const PLAYLIST_NAME_MAX = 100;
export const PLAYLIST_DESCRIPTION_MAX = 1_000;
export const TRACK_TITLE_MAX = 200;
export const TRACK_ARTIST_MAX = 200;
export const TRACK_URL_MAX = 2_000;

export const playlistName = line(PLAYLIST_NAME_MAX);
export const playlistDescription = paragraph(PLAYLIST_DESCRIPTION_MAX);
export const trackTitle = line(TRACK_TITLE_MAX);
export const trackArtist = line(TRACK_ARTIST_MAX);
