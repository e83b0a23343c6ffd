import { TRACK_ARTIST_MAX, TRACK_TITLE_MAX, TRACK_URL_MAX, trackArtist, trackTitle } from '../playlist.ts';
import { unreadable, type ImportProblemReason } from './import-reasons.ts';
import { readLocation } from './location.ts';
import { durationWithin } from './playing-time.ts';
import { PLAYLIST_FILE_MAX_ENTRIES, type FileTrack, type ImportProblem } from './playlist-file.ts';

/** What a reader found for one track, as it stood in the file. */
export interface Entry {
  title?: string | null | undefined;
  artist?: string | null | undefined;
  location?: string | null | undefined;
  durationMs?: number | null | undefined;
}

/**
 * Collects what a reader finds: each entry becomes a track within the limits of a playlist, or a problem. A playing
 * time that makes no sense is left out, since the track is of use without.
 */
export class Entries {
  readonly tracks: FileTrack[] = [];
  readonly problems: ImportProblem[] = [];

  /** @throws UserError `import.tooManyTracks` when the file has more entries than are read */
  add(entry: Entry, line: number): void {
    const location = readLocation(entry.location ?? '');
    if ('problem' in location) return this.refuse(line, location.problem);
    const title = folded(entry.title) || folded(location.name).slice(0, TRACK_TITLE_MAX);
    if (title.length > TRACK_TITLE_MAX) return this.refuse(line, 'import.titleTooLong');
    const artist = folded(entry.artist);
    if (artist.length > TRACK_ARTIST_MAX) return this.refuse(line, 'import.artistTooLong');
    const shown = trackTitle.safeParse(title);
    if (!shown.success) return this.refuse(line, 'import.noTitle');
    this.#count();
    this.tracks.push({
      title: shown.data,
      artist: trackArtist.safeParse(artist).data ?? null,
      url: location.url,
      durationMs: durationWithin(entry.durationMs),
    });
  }

  /** Notes an entry that is no track. @throws UserError `import.tooManyTracks` */
  refuse(line: number, key: ImportProblemReason): void {
    this.#count();
    this.problems.push({ line, key, params: LIMITS[key] ?? NONE });
  }

  #count(): void {
    if (this.tracks.length + this.problems.length >= PLAYLIST_FILE_MAX_ENTRIES) {
      throw unreadable('import.tooManyTracks', { max: PLAYLIST_FILE_MAX_ENTRIES });
    }
  }
}

const NONE = {};
const LIMITS: Partial<Record<ImportProblemReason, { max: number }>> = {
  'import.titleTooLong': { max: TRACK_TITLE_MAX },
  'import.artistTooLong': { max: TRACK_ARTIST_MAX },
  'import.urlTooLong': { max: TRACK_URL_MAX },
};

/** White space folded before lengths are counted: a file may be indented, a title is not. */
function folded(text: string | null | undefined): string {
  return (text ?? '').replace(/\s+/g, ' ').trim();
}
