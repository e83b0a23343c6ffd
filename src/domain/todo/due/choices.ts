import type { DateTime } from 'luxon';
import { instantsOf } from '../wall-clock.ts';
import { hearTimes, timesOf, within, type Time, type TimeHeard } from './clock.ts';
import { readDate, type ReadDay } from './date.ts';
import { readDuration } from './duration.ts';
import { ALL_DAY_TIMES } from './limits.ts';
import type { Words } from './words/words.ts';

/** An instant that a text may mean. */
export interface DueChoice {
  at: Date;
  /** A date was named and no time: it is due at `ALL_DAY_HOUR`, or today later. */
  allDay: boolean;
}

/**
 * Every instant that a normalised text may mean in a language, by the wall of the local `now`; times of day may be in
 * any of `languages`. Invalid where no calendar goes that far, none where it is no date.
 */
export function choicesOf(
  text: string,
  words: Words,
  languages: readonly Words[],
  now: DateTime,
  read: ReadDay,
): DueChoice[] {
  const duration = readDuration(text, words, now);
  const date = duration ? null : readDate(text, words, now, read);
  // An all-day date is due once, however often its hour comes.
  if (date) return instants(date, [timesOf(ALL_DAY_TIMES)], now, true).slice(0, 1);
  const times = atTimes(text, words, languages, now, read);
  // “9h” can be a clock's time in French; “17h” then is nothing else.
  const isLength = duration && (times.length === 0 || duration <= now.plus({ hours: 12 }));
  return isLength ? [{ at: duration.toJSDate(), allDay: false }, ...times] : times;
}

/** A day with a time, or a time alone; the first that can be made of the text. */
function atTimes(
  text: string,
  words: Words,
  languages: readonly Words[],
  now: DateTime,
  read: ReadDay,
): DueChoice[] {
  const today = now.startOf('day');
  for (const heard of hearIn(languages, text)) {
    if (heard.today) return instants(today, heard.choices, now);
    if (heard.rest === '') return comingInstants(heard.choices, now);
    const date = readDate(heard.rest, words, now, read);
    if (date) return instants(date, heard.choices, now);
    if (heard.isPart) continue;
    for (const part of hearIn(languages, heard.rest)) {
      const day = part.isPart && (part.today ? today : readDate(part.rest, words, now, read));
      if (day) return instants(day, within(part, heard), now);
    }
  }
  return [];
}

function* hearIn(languages: readonly Words[], text: string): Generator<TimeHeard> {
  for (const words of languages) yield* hearTimes(text, words);
}

/** A time without a date: today, or tomorrow when it has gone by. */
function comingInstants(choices: readonly (readonly Time[])[], now: DateTime): DueChoice[] {
  return choices.flatMap((times) => {
    const today = instants(now.startOf('day'), [times], now);
    const isAhead = today.some(({ at }) => at > now.toJSDate());
    return isAhead ? today : instants(now.startOf('day').plus({ days: 1 }), [times], now);
  });
}

function instants(
  day: DateTime,
  choices: readonly (readonly Time[])[],
  now: DateTime,
  allDay = false,
): DueChoice[] {
  // Invalid dates are those that no calendar reaches.
  if (!day.isValid) return [{ at: new Date(Number.NaN), allDay }];
  const { year, month } = day;
  const wallAt = (time: Time) => instantsOf({ year, month, day: day.day, ...time }, now.zoneName ?? 'utc');
  return choices.flatMap((times) => {
    const possible = times.map(wallAt);
    const ahead = possible.find((found) => found.some((at) => at > now.toJSDate()));
    const isToday = day.hasSame(now, 'day');
    return ((isToday ? ahead : undefined) ?? possible[0] ?? []).map((at) => ({ at, allDay }));
  });
}
