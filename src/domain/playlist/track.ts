import { TRACK_TITLE_MAX } from './playlist.ts';
import { derivedName } from '../text.ts';

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

const LINK = /https?:\/\/[^\s<>]+/gi;
/** What ends a sentence, or is a sign of Discord's markup, and not of a link. */
const TRAILING = /[.,;:!?'"”’*|`。、，！？」』）］】]$/;
const BRACKETS: Readonly<Record<string, string>> = { ')': '(', ']': '[' };

/** The links in a message, each once, in their order; 25 at most. */
export function linksIn(text: string): string[] {
  const found = (text.match(LINK) ?? []).map(withoutTail).filter((link) => URL.canParse(link));
  return [...new Set(found)].slice(0, 25);
}

/** What a person wrote for a track; `isNamed` when they called it something themselves. */
export type WrittenTrack = TrackSource & { isNamed: boolean };

/** Reads a title, a link, or both: beside one another, or as Discord writes links (`<link>`, `[title](link)`). */
export function readWrittenTrack(text: string): WrittenTrack {
  const [link] = linksIn(text);
  if (link === undefined || /^https?:[^\s<>]+$/i.test(text)) {
    const source = readTrackSource(text);
    return source.url === null ? { title: text, url: null, isNamed: true } : { ...source, isNamed: false };
  }
  const source = readTrackSource(link);
  const written = text.replaceAll(`<${link}>`, link);
  const beside =
    /^\[([^\]]*)\]\(.*\)$/.exec(written)?.[1] ?? written.replaceAll(`(${link})`, '').replaceAll(link, '');
  const title = beside.replace(/^[\s:|–—-]+|[\s:|–—-]+[.,;!?]*$/g, '');
  return /[\p{L}\p{N}]/u.test(title)
    ? { title, url: source.url, isNamed: true }
    : { ...source, isNamed: false };
}

function withoutTail(link: string): string {
  const last = link.at(-1) ?? '';
  const opening = BRACKETS[last];
  // “…/Bolero_(Ravel)” ends with a bracket of its own.
  const isTail = opening ? link.split(last).length > link.split(opening).length : TRAILING.test(last);
  return isTail ? withoutTail(link.slice(0, -1)) : link;
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray % is no escape sequence: the text is then best shown as it came.
    return text;
  }
}
