import { TRACK_TITLE_MAX } from './playlist.ts';
import { derivedName } from './text.ts';

/** What a person gave for a track, apart: an address with a title made from it, or a title alone. */
export interface TrackSource {
  title: string;
  url: string | null;
}

/**
 * Reads “link or title”. Only http and https addresses are links; credentials in them are dropped, since others will
 * see the list. Until somebody gives it a title, a link is called by its host and path.
 */
export function readTrackSource(text: string): TrackSource {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || !url.hostname)
    return { title: text.slice(0, TRACK_TITLE_MAX), url: null };
  url.username = '';
  url.password = '';
  const path = url.pathname === '/' ? '' : url.pathname;
  const name = decodeSafely(`${url.host.replace(/^www\./, '')}${path}${url.search}`);
  return { title: derivedName(name, TRACK_TITLE_MAX) ?? url.host, url: url.href };
}

/** A track with whatever is known of it. */
export interface DescribedTrack extends TrackSource {
  artist: string | null;
  durationMs: number | null;
}

const LINK = /https?:\/\/[^\s<>]+/g;
/** What ends a sentence and not a link, and the bracket of a link in Discord's markup. */
const TRAILING = /[.,;:!?'"”’)\]]+$/;

/** The links in a message, each once, in their order; 25 at most. */
export function linksIn(text: string): string[] {
  const found = (text.match(LINK) ?? [])
    .map((link) => link.replace(TRAILING, ''))
    .filter((link) => URL.canParse(link));
  return [...new Set(found)].slice(0, 25);
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray % is no escape sequence: the text is then best shown as it came.
    return text;
  }
}
