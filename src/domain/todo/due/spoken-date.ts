import type { Chrono, ParsedResult } from 'chrono-node';
import type { DateTime } from 'luxon';
import type { Words } from './words/words.ts';
import type { NumericDate } from './numeric-date.ts';

/** A wall's clock as chrono-node sees it: in UTC, since it knows no zones but those of fixed offset. */
function reference(now: DateTime) {
  return { instant: now.setZone('utc', { keepLocalTime: true }).toJSDate(), timezone: 0 };
}

/** What chrono-node makes of a text, if that is one date and the whole of it. */
function parseAll(text: string, chrono: Chrono, now: DateTime): ParsedResult | null {
  const [found, ...others] = chrono.parse(text, reference(now), { forwardDate: true });
  return found && others.length === 0 && found.text.length === text.length && !found.end ? found : null;
}

/**
 * Reads dates with names of months and the like by chrono-node: “24 December”, “Dec 24th, 2027”. Only what it
 * understands to the last letter, and only whole days.
 */
export function readSpokenDate(text: string, { chrono }: Words, now: DateTime): NumericDate | null {
  if (!/\p{L}/u.test(text) || !/\d/.test(text)) return null;
  // 29 February is no date to it in other years.
  const leapYear = now.startOf('year').set({ year: now.year + ((4 - (now.year % 4)) % 4) });
  const found =
    parseAll(text, chrono, now) ?? (text.includes('29') ? parseAll(text, chrono, leapYear) : null);
  // What is relative to now is in our own tables, with its time and by the calendar.
  if (!found || [...found.tags()].some((tag) => /casualReference|relative/.test(tag))) return null;
  const { start } = found;
  // An hour that is not noon, its stand-in for none, is that of some part of the day.
  if (start.isCertain('hour') || start.get('hour') !== 12) return null;
  if (!start.isCertain('day') || !start.isCertain('month')) return null;
  const [year, month, day] = [start.get('year'), start.get('month'), start.get('day')];
  if (year === null || month === null || day === null) return null;
  return {
    year: start.isCertain('year') ? year : null,
    month,
    day,
    ...(start.isCertain('weekday') && { weekday: start.get('weekday') || 7 }),
  };
}

/**
 * Reads dates with a time and the abbreviation of a zone at the end by chrono-node, which knows these: “tomorrow 17:00
 * EST”. Null for everything else.
 */
export function readZoned(text: string, { chrono }: Words, now: DateTime): Date | null {
  if (!/\d.* [a-z]{2,5}$/.test(text)) return null;
  const start = parseAll(text, chrono, now)?.start;
  // A duration has an offset, too, and is read by the calendar elsewhere.
  const without = parseAll(text.replace(/ [a-z]+$/, ''), chrono, now)?.start;
  if (!start?.isCertain('timezoneOffset') || without?.isCertain('timezoneOffset')) return null;
  return start.isCertain('hour') && start.isCertain('day') ? start.date() : null;
}
