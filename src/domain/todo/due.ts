import { DateTime } from 'luxon';
import { hearTimes, timesOf, within, type Time, type TimeHeard } from './due/clock.ts';
import { readDate } from './due/date.ts';
import { readDuration } from './due/duration.ts';
import { ALL_DAY_TIMES, DUE_MAX_YEARS, DUE_TEXT_MAX } from './due/limits.ts';
import { normalise } from './due/pattern.ts';
import { readZoned } from './due/spoken-date.ts';
import { wordsFor } from './due/words/languages.ts';
import type { Words } from './due/words/words.ts';
import { readZoneSuffix } from './due/zone-suffix.ts';
import { instantsOf } from './wall-clock.ts';
import { writeWhen } from './when.ts';

/** Whose clock and language a date is read by. */
export interface DueOptions {
  now: Date;
  /** IANA name. */
  timeZone: string;
  /** One of Discord's locale codes; English is understood in each. */
  locale: string;
}

/** An instant that a text may mean. */
export interface DueChoice {
  at: Date;
  /** A date was named and no time: it is due at `ALL_DAY_HOUR`, or today later. */
  allDay: boolean;
}

/**
 * What a text says about when something is due. `past`: it has gone by. `ambiguous`: there are several such instants,
 * such as the doubled hour in autumn; all are ahead, the earliest first. `tooFar`: more than `DUE_MAX_YEARS` ahead.
 * `zone` is the IANA name that was written, or the caller's.
 */
export type DueRead =
  | { kind: 'due'; at: Date; zone: string; allDay: boolean }
  | { kind: 'past'; at: Date }
  | { kind: 'ambiguous'; choices: readonly DueChoice[] }
  | { kind: 'tooFar' }
  | { kind: 'unreadable' };

/**
 * Reads a due date as people write it, in the words of a locale or in English, by the clock on the caller's wall. All
 * of the text has to be the date. A time that clocks skip is moved forward by what they skip. Never throws.
 */
export function readDue(text: string, options: DueOptions): DueRead {
  const spoken = normalise(text.slice(0, DUE_TEXT_MAX + 1));
  if (spoken === '' || text.length > DUE_TEXT_MAX) return { kind: 'unreadable' };
  const suffix = readZoneSuffix(spoken);
  const zone = suffix?.iana ?? options.timeZone;
  const now = DateTime.fromJSDate(options.now, { zone: suffix?.zone ?? zone });
  const languages = wordsFor(options.locale);
  for (const words of languages) {
    const choices = choicesOf(suffix?.rest ?? spoken, words, languages, now);
    if (choices.length > 0) return judge(choices, options.now, zone);
  }
  for (const words of languages) {
    const at = suffix ? null : readZoned(spoken, words, now);
    if (at) return judge([{ at, allDay: false }], options.now, zone);
  }
  return { kind: 'unreadable' };
}

/** Which of what a text may mean is possible: what has gone by is not meant while something else lies ahead. */
function judge(choices: readonly DueChoice[], now: Date, zone: string): DueRead {
  const furthest = DateTime.fromJSDate(now).plus({ years: DUE_MAX_YEARS }).toMillis();
  const near = choices.filter(({ at }) => at.getTime() <= furthest);
  const ahead = near
    .filter(({ at }) => at > now)
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .filter(({ at }, index, all) => at.getTime() !== all[index - 1]?.at.getTime());
  const [first, second] = ahead;
  if (first && second) return { kind: 'ambiguous', choices: ahead };
  if (first) return { kind: 'due', ...first, zone };
  const [gone] = near;
  return gone ? { kind: 'past', at: gone.at } : { kind: 'tooFar' };
}

function choicesOf(text: string, words: Words, languages: readonly Words[], now: DateTime): DueChoice[] {
  const duration = readDuration(text, words, now);
  // An all-day date is due once, however often its hour comes.
  const date = duration ? null : readDate(text, words, now);
  if (date) return instants(date, [timesOf(ALL_DAY_TIMES)], now, true).slice(0, 1);
  const times = atTimes(text, words, languages, now);
  // “9h” can be a clock's time in French; “17h” then is nothing else.
  const isLength = duration && (times.length === 0 || duration <= now.plus({ hours: 12 }));
  return isLength ? [{ at: duration.toJSDate(), allDay: false }, ...times] : times;
}

/** A day with a time, or a time alone; the first that can be made of the text. */
function atTimes(text: string, words: Words, languages: readonly Words[], now: DateTime): DueChoice[] {
  const today = now.startOf('day');
  for (const heard of hearIn(languages, text)) {
    if (heard.today) return instants(today, heard.choices, now);
    if (heard.rest === '') return comingInstants(heard.choices, now);
    const date = readDate(heard.rest, words, now);
    if (date) return instants(date, heard.choices, now);
    if (heard.isPart) continue;
    for (const part of hearIn(languages, heard.rest)) {
      const day = part.isPart && (part.today ? today : readDate(part.rest, words, now));
      if (day) return instants(day, within(part, heard), now);
    }
  }
  return [];
}

function hearIn(languages: readonly Words[], text: string): TimeHeard[] {
  return languages.flatMap((words) => [...hearTimes(text, words)]);
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

/** A due date that can be offered; `readDue` reads the text as that instant. */
export interface DueSuggestion {
  text: string;
  at: Date;
  allDay: boolean;
}

/**
 * Dates to offer for what was typed so far: that itself where it can be read, both where it may be either of two, and
 * otherwise the common ones that contain it, or all of these. In the words of the locale, soonest first.
 */
export function suggestDue(typed: string, options: DueOptions): readonly DueSuggestion[] {
  const read = readDue(typed, options);
  if (read.kind === 'due') return [{ text: typed.trim(), at: read.at, allDay: read.allDay }];
  if (read.kind === 'ambiguous')
    return read.choices.map((choice) => ({ text: writeWhen(choice.at, options.timeZone), ...choice }));
  const [words] = wordsFor(options.locale);
  const start = normalise(typed);
  const common = /^[1-9]\d{0,2}$/.test(start)
    ? words.amounts.map((amount) => amount.replace('{n}', start))
    : words.suggestions;
  const offered = common
    .flatMap((text) => {
      const due = readDue(text, options);
      return due.kind === 'due' ? [{ text, at: due.at, allDay: due.allDay }] : [];
    })
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .filter(({ at }, index, all) => at.getTime() !== all[index - 1]?.at.getTime());
  const fitting = offered.filter(({ text }) => normalise(text).includes(start));
  return fitting.length > 0 ? fitting : offered;
}
