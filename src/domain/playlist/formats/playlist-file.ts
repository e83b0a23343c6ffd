import type { Reading } from '../../files/reading.ts';

/** The formats that playlists are written in and read from. */
export const PLAYLIST_FORMATS = ['m3u', 'm3u8', 'pls', 'xspf', 'csv', 'json'] as const;
export type PlaylistFormat = (typeof PLAYLIST_FORMATS)[number];

/** The most entries of a file that are read, good and bad together: as many positions as a playlist can have. */
export const PLAYLIST_FILE_MAX_ENTRIES = 10_000;
/** The longest playing time in milliseconds: the largest `integer` of PostgreSQL, 24 days. */
export const TRACK_DURATION_MAX_MS = 2 ** 31 - 1;

/** A track as files have it; what is read is within the limits of `playlist.ts`. */
export interface FileTrack {
  title: string;
  artist: string | null;
  /** An http or https address, normalised as `URL` does, without credentials. */
  url: string | null;
  /** A positive integer of milliseconds. */
  durationMs: number | null;
}

/** A playlist to be written. */
export interface PlaylistContent {
  name: string;
  description?: string | null;
  tracks: readonly FileTrack[];
}

/** What a file said. */
export interface PlaylistReading extends Reading {
  name?: string;
  description?: string;
  tracks: FileTrack[];
}
