import type { MessageParams } from '../../../errors.ts';
import type { Remark } from '../../files/reading.ts';
import {
  playlistDescription,
  playlistName,
  TRACK_ARTIST_MAX,
  TRACK_TITLE_MAX,
  TRACK_URL_MAX,
  trackArtist,
  trackTitle,
} from '../playlist.ts';
import { unreadable, type ImportNote, type ImportProblemReason } from './import-reasons.ts';
import { readLocation, type Left } from './location.ts';
import { durationWithin } from './playing-time.ts';
import { PLAYLIST_FILE_MAX_ENTRIES, type FileTrack, type PlaylistReading } from './playlist-file.ts';

/** What a reader found for one track, as it stood in the file. */
export interface Entry {
  title?: string | null | undefined;
  artist?: string | null | undefined;
  location?: string | null | undefined;
  /** Not a number where there is one that cannot be read. */
  durationMs?: number | null | undefined;
}

/**
 * Collects what a reader finds: each entry becomes a track within the limits of a playlist, or a problem. A field that
 * cannot be read is left out with a note, since the track is of use without.
 */
export class Entries {
  readonly #tracks: FileTrack[] = [];
  readonly #problems: Remark[] = [];
  readonly #notes: Remark[] = [];
  readonly #leftOut = new Set<string>();
  readonly #taken = new Set<string>();
  #name: string | undefined;
  #description: string | undefined;

  /** @throws UserError `import.tooManyTracks` when the file has more entries than are read */
  add(entry: Entry, line: number): void {
    const location = readLocation(entry.location ?? '');
    const given = folded(entry.title);
    if (given.length > TRACK_TITLE_MAX) return this.refuse(line, 'import.titleTooLong');
    const name = trackTitle.safeParse(given || folded(location.name).slice(0, TRACK_TITLE_MAX));
    if (!name.success) return this.refuse(line, PROBLEM_WITHOUT_TITLE[location.left ?? 'path']);
    this.#count();
    const artist = folded(entry.artist);
    const isTooLong = artist.length > TRACK_ARTIST_MAX;
    if (isTooLong) this.note(line, 'import.artistLeftOut', { max: TRACK_ARTIST_MAX });
    if (location.left !== null) this.note(line, ...NOTES[location.left]);
    const durationMs = durationWithin(entry.durationMs);
    if (Number.isNaN(entry.durationMs)) this.note(line, 'import.durationLeftOut');
    const track = {
      title: name.data,
      artist: (isTooLong ? null : trackArtist.safeParse(artist).data) ?? null,
      url: location.url,
      durationMs,
    };
    this.#tracks.push(track);
    this.#taken.add('title');
    if (track.artist !== null) this.#taken.add('artist');
    if (track.url !== null) this.#taken.add('url');
    if (durationMs !== null) this.#taken.add('duration');
  }

  /** Notes an entry that is no track. @throws UserError `import.tooManyTracks` */
  refuse(line: number, key: ImportProblemReason): void {
    this.#count();
    this.#problems.push({ line, key, params: LIMITS[key] ?? {} });
  }

  /** Notes what of the file was left out, or read otherwise than it looks. */
  note(line: number | null, key: ImportNote, params: MessageParams = {}): void {
    this.#notes.push({ line, key, params });
  }

  /** Notes a field that no track of ours has. */
  leaveOut(field: string): void {
    if (this.#leftOut.size < FIELDS_MAX) this.#leftOut.add(field.trim());
  }

  /** What the playlist is called, if it can be called so; the first that comes holds. */
  name(name: unknown): void {
    this.#name ??= playlistName.safeParse(name).data;
  }

  describe(description: unknown): void {
    this.#description ??= playlistDescription.safeParse(description).data;
  }

  get reading(): PlaylistReading {
    return {
      ...(this.#name !== undefined && { name: this.#name }),
      ...(this.#description !== undefined && { description: this.#description }),
      tracks: this.#tracks,
      problems: this.#problems,
      notes: this.#notes.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)),
      taken: FIELDS.filter((field) => this.#taken.has(field)),
      leftOut: [...this.#leftOut].filter(Boolean),
    };
  }

  #count(): void {
    if (this.#tracks.length + this.#problems.length >= PLAYLIST_FILE_MAX_ENTRIES) {
      throw unreadable('import.tooManyTracks', { max: PLAYLIST_FILE_MAX_ENTRIES });
    }
  }
}

const FIELDS = ['title', 'artist', 'url', 'duration'];
/** More names of fields than anybody reads. */
const FIELDS_MAX = 100;
const URL_LIMIT = { max: TRACK_URL_MAX };
const LIMITS: Partial<Record<ImportProblemReason, MessageParams>> = {
  'import.titleTooLong': { max: TRACK_TITLE_MAX },
  'import.urlTooLong': URL_LIMIT,
};
const PROBLEM_WITHOUT_TITLE: Readonly<Record<Left, ImportProblemReason>> = {
  path: 'import.noTitle',
  url: 'import.badUrl',
  longUrl: 'import.urlTooLong',
};
const NOTES: Readonly<Record<Left, readonly [ImportNote, MessageParams]>> = {
  path: ['import.pathLeftOut', {}],
  url: ['import.urlLeftOut', {}],
  longUrl: ['import.longUrlLeftOut', URL_LIMIT],
};

/** White space folded before lengths are counted: a file may be indented, a title is not. */
function folded(text: string | null | undefined): string {
  return (text ?? '').replace(/\s+/g, ' ').trim();
}
