import { z } from 'zod';
import { line, paragraph } from '../text.ts';

/** Lengths in characters; each is a constraint of the tables `playlists` and `tracks` too. */
export const PLAYLIST_NAME_MAX = 100;
export const PLAYLIST_DESCRIPTION_MAX = 1_000;
export const TRACK_TITLE_MAX = 200;
export const TRACK_ARTIST_MAX = 200;
export const TRACK_URL_MAX = 2_000;

/** Who may see a playlist: its owner and collaborators, also the people of the server, everybody. */
export const VISIBILITIES = ['private', 'server', 'public'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** Whose a playlist is: the person's own, or the server's. */
export const SCOPES = ['mine', 'server'] as const;
export type Scope = (typeof SCOPES)[number];

/** What a caller is to a playlist; each role includes the ones after it. */
export const ROLES = ['owner', 'editor', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

export const playlistName = line(PLAYLIST_NAME_MAX);
export const playlistDescription = paragraph(PLAYLIST_DESCRIPTION_MAX);
export const trackTitle = line(TRACK_TITLE_MAX);
export const trackArtist = line(TRACK_ARTIST_MAX);
export const visibility = z.enum(VISIBILITIES);
export const scope = z.enum(SCOPES);

/** Whether a role suffices where another is needed. */
export function covers(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) <= ROLES.indexOf(needed);
}
