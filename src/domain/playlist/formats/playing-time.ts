import { TRACK_DURATION_MAX_MS } from './playlist-file.ts';

/** The milliseconds as a whole number, or null where they are none, not positive, or more than a track can have. */
export function durationWithin(milliseconds: number | null | undefined): number | null {
  const whole = Math.round(milliseconds ?? Number.NaN);
  return whole >= 1 && whole <= TRACK_DURATION_MAX_MS ? whole : null;
}

/**
 * Milliseconds as the whole seconds of M3U and PLS: at least 1, and never more than can be read back; -1 stands for
 * unknown.
 */
export function wholeSeconds(milliseconds: number | null): number {
  if (milliseconds === null) return -1;
  return Math.min(Math.max(1, Math.round(milliseconds / 1000)), Math.floor(TRACK_DURATION_MAX_MS / 1000));
}

/** Reads `185`, `185.5`, `185,5`, `3:05` or `1:02:09.5` as milliseconds; null for anything else. */
export function readPlayingTime(text: string): number | null {
  const trimmed = text.trim().replace(',', '.');
  if (!/^\d{1,10}(?::\d{1,2}){0,2}(?:\.\d{1,9})?$/.test(trimmed)) return null;
  return Math.round(trimmed.split(':').reduce((total, part) => total * 60 + Number(part), 0) * 1000);
}

/** What a field of playing times says, in milliseconds: null where nothing or “unknown”, not a number where nonsense. */
export function playingTimeIn(text: string): number | null {
  return isUnknown(text) ? null : (readPlayingTime(text) ?? Number.NaN);
}

/** The same of a field of milliseconds. */
export function millisecondsIn(text: string): number | null {
  return isUnknown(text) ? null : (durationWithin(Number(text.trim())) ?? Number.NaN);
}

/** Programs write an unknown time as nothing, as 0 or as -1. */
function isUnknown(text: string): boolean {
  return /^(?:|0+(?:[.:,]0+)*|-1(?:000)?|n\/?a|null|none|unknown|-+:?-*)$/i.test(text.trim().slice(0, 20));
}

/** Whether a text is a time of day's length written with colons, which no other column has. */
export function looksLikeClock(text: string): boolean {
  return /^\d{1,4}(?::\d{2}){1,2}(?:\.\d{1,9})?$/.test(text.trim());
}
