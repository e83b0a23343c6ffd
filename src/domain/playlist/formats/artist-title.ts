const DASH = ' - ';

/** “Artist - Title”, as M3U and PLS have them in one; the title alone where there is no artist. */
export function joinArtist(title: string, artist: string | null): string {
  return artist === null ? title : `${artist}${DASH}${title}`;
}

/**
 * The artist that has to be told beside the joined text, because the text alone would be split elsewhere: the empty
 * string says that there is none. Null where the text says it all.
 */
export function artistToTell(title: string, artist: string | null): string | null {
  const read = splitArtist(joinArtist(title, artist), null);
  return read.title === title && read.artist === artist ? null : (artist ?? '');
}

/** Takes “Artist - Title” apart: where `told` says, else at the first dash that has room on both sides. */
export function splitArtist(text: string, told: string | null): { title: string; artist: string | null } {
  if (told === '') return { title: text, artist: null };
  if (told !== null) {
    const start = `${told}${DASH}`;
    return { title: text.startsWith(start) ? text.slice(start.length) : text, artist: told };
  }
  const dash = text.indexOf(DASH);
  const artist = text.slice(0, Math.max(dash, 0)).trim();
  const title = text.slice(dash + DASH.length).trim();
  return dash > 0 && artist && title ? { title, artist } : { title: text, artist: null };
}
