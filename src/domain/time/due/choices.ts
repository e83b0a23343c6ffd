import type { DateTime } from 'luxon';
import { instantsOf } from '../wall-clock.ts';
import { dayOf } from './calendar.ts';
import { hearTimes, timesOf, within, type Time, type TimeHeard } from './clock.ts';
import { isNamedDay, readDates } from './date.ts';
import { readDuration } from './duration.ts';
import { ALL_DAY_TIMES } from './limits.ts';
import type { Words } from './words/words.ts';

/** An instant that a text may mean. */
export interface DueChoice {
  at: Date;
  /** A date was named and no time: it is due at `ALL_DAY_HOUR`, or today later. */
  allDay: boolean;
}

/** “17h30” is a time where “17h” might be a duration. */
const WITH_MINUTES = /\dh ?\d\d$/;
/** A clock with full stops is written like a date in many languages. */
const DOTTED_TIME = /^(?:\D+ )?\d{1,2}\.\d\d$/;

/**
 * Every instant that a normalised text may mean in a language, by the wall of the local `now`; times of day may be in
 * any of `languages`. Invalid where no calendar goes that far, none where it is no date.
 */
export function choicesOf(
  text: string,
  words: Words,
  languages: readonly Words[],
  now: DateTime,
): DueChoice[] {
  const durations = readDuration(text, words, now);
  // An all-day date is due once, however often its hour comes.
  const dates =
    durations.length > 0
      ? []
      : readDates(text, words, now).flatMap((day) =>
          instants(day, timesOf(ALL_DAY_TIMES), now, true).slice(0, 1),
        );
  if (dates.length > 0 && !DOTTED_TIME.test(text)) return dates;
  const times = atTimes(text, words, languages, now);
  // “9h” can be a clock's time in French; “17h” then is nothing else.
  const isTime = words.hoursAreTimes || WITH_MINUTES.test(text);
  const isLength = times.length === 0 || durations.some((at) => !isTime || isShort(at, now));
  const lengths = isLength ? durations.map((at) => ({ at: at.toJSDate(), allDay: false })) : [];
  return [...lengths, ...dates, ...times];
}

/** As long as a clock goes round, or a day: “24h”. */
function isShort(at: DateTime, now: DateTime): boolean {
  const hours = at.diff(now.set({ millisecond: 0 }), 'hours').hours;
  return hours <= 12 || hours === 24;
}

/** A day with a time, or a time alone; the first that can be made of the text. */
function atTimes(text: string, words: Words, languages: readonly Words[], now: DateTime): DueChoice[] {
  const today = dayOf(now);
  for (const heard of hearIn(languages, text)) {
    if (heard.today) return onDays([today], heard.choices, now, heard);
    if (heard.rest === '') return comingInstants(heard, now);
    const isDay = !heard.isBare || isNamedDay(heard.rest, words);
    const days = isDay ? readDates(heard.rest, words, now) : [];
    if (days.length > 0) return onDays(days, heard.choices, now, heard);
    if (heard.isPart) continue;
    for (const part of hearIn(languages, heard.rest)) {
      if (!part.isPart) continue;
      const partDays = part.today || part.rest === '' ? [today] : readDates(part.rest, words, now);
      const found = onDays(partDays, within(part, heard), now);
      if (found.length > 0) return found;
    }
  }
  return [];
}

function* hearIn(languages: readonly Words[], text: string): Generator<TimeHeard> {
  for (const words of languages) yield* hearTimes(text, words);
}

/** Days with a time beside them. What has gone by today may be meant for its other half. */
function onDays(
  days: readonly DateTime[],
  choices: TimeHeard['choices'],
  now: DateTime,
  { mayBeLater }: Pick<TimeHeard, 'mayBeLater'> = { mayBeLater: false },
): DueChoice[] {
  return days.flatMap((day) =>
    choices.flatMap((times) => {
      const found = instants(day, times, now);
      const isGone = day.hasSame(now, 'day') && !found.some(isAhead(now));
      return isGone && mayBeLater ? [...found, ...instants(day, times.map(later), now)] : found;
    }),
  );
}

/** A time without a date: today, or tomorrow when it has gone by. */
function comingInstants({ choices, mayBeLater }: TimeHeard, now: DateTime): DueChoice[] {
  const today = dayOf(now);
  return choices.flatMap((times) => {
    const found = instants(today, times, now);
    if (found.some(isAhead(now))) return found;
    const evening = mayBeLater ? instants(today, times.map(later), now).filter(isAhead(now)) : [];
    return [...evening, ...instants(today.plus({ days: 1 }), times, now)];
  });
}

/** The first instant ahead at each of some times, on one of the days or else a week later: where a habit begins. */
export function firstOf(
  text: string,
  languages: readonly Words[],
  days: readonly DateTime[],
  now: DateTime,
): DueChoice[] {
  const choices = text === '' ? [timesOf(ALL_DAY_TIMES.slice(0, 1))] : timesIn(text, languages);
  return choices.flatMap((times) =>
    days
      .flatMap((day) => instants(day, times, now, text === ''))
      .filter(isAhead(now))
      .slice(0, 1),
  );
}

/** A time of day that is all of a text: “at 9”, “morning”, “evening at 8”. */
function timesIn(text: string, languages: readonly Words[]): TimeHeard['choices'] {
  for (const heard of hearIn(languages, text)) {
    if (heard.today) continue;
    if (heard.rest === '') return heard.choices;
    for (const part of heard.isPart ? [] : hearIn(languages, heard.rest))
      if (part.isPart && part.rest === '') return within(part, heard);
  }
  return [];
}

const isAhead =
  (now: DateTime) =>
  ({ at }: DueChoice): boolean =>
    at > now.toJSDate();
const later = (time: Time): Time => ({ ...time, hour: time.hour + 12 });

/** When a wall shows one of the times on a day: the first, or today the first that is still ahead. */
function instants(day: DateTime, times: readonly Time[], now: DateTime, allDay = false): DueChoice[] {
  // Invalid dates are those that no calendar reaches.
  if (!day.isValid) return [{ at: new Date(Number.NaN), allDay }];
  const possible = times.map(({ hour, minute, second }) => {
    const { year, month, day: date } = day.plus({ days: Math.floor(hour / 24) });
    return instantsOf({ year, month, day: date, hour: hour % 24, minute, second }, now.zoneName ?? 'utc');
  });
  const ahead = possible.find((found) => found.some((at) => at > now.toJSDate()));
  const isToday = day.hasSame(now, 'day');
  return ((isToday ? ahead : undefined) ?? possible[0] ?? []).map((at) => ({ at, allDay }));
}
