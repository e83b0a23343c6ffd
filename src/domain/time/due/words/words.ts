import type { Repeat } from '../../repeat.ts';

/** Units of a duration; hours and shorter ones are exact, the others go by the calendar. */
export const UNITS = ['year', 'month', 'fortnight', 'week', 'day', 'hour', 'minute', 'second'] as const;
export type Unit = (typeof UNITS)[number];

/** Times of day as `H:MM`, of which a part of today that has begun takes the first that is still ahead. */
export type Part = readonly string[];

/** This one, the next and, where there is a word for it, the one after that. */
type Periods = readonly [current: string, next: string, afterNext?: string];

/**
 * The words of a language, as the insides of regular expressions over text that `normalise` has been at. A letter with
 * an accent also matches without it. `{…}` stands for what `fill` puts there: `{D}` a duration, `{W}` a weekday, `{N}` a
 * day of the month, `{MONTH}` and `{Y}` a month and a year, `{O}` first to fourth and last, `{P}` a week, month or year
 * as `periods` has it, `{COUNT}` a number.
 */
export interface Words {
  /** Whose names of months are taken. */
  locale: string;
  /** 3/4 is the fourth of March. */
  monthFirst: boolean;
  /** 8.10 is the eighth of October, or ten past eight; otherwise only 8.10. is a date. */
  dotted: boolean;
  /** What may stand between the day and the time. */
  between: string;
  /** What may stand before a whole date, and says nothing more than that it is one. */
  lead: string;
  /** The same, behind it. */
  tail: string;
  /** What may stand before a time. */
  at: string;
  numbers: Readonly<Record<string, number>>;
  /** What stands between the word of a number and the unit. */
  glue: string;
  units: Readonly<Record<Unit, string>>;
  /** What may stand between “1 hour” and “30 minutes”. */
  and: string;
  /** Behind a unit: half of it more. */
  andHalf: string;
  ahead: readonly string[];
  ago: readonly string[];
  /** Durations that are also said of another number of days: “quinze jours” are two weeks. */
  loosely: Readonly<Record<string, number>>;
  /** Days as they are called, counted from today. */
  days: Readonly<Record<string, number>>;
  /** From Monday. */
  weekdays: readonly [string, string, string, string, string, string, string];
  /** The coming weekday, which may be today. */
  coming: string;
  /** The coming weekday, which is not today. */
  following: readonly string[];
  /** The weekday of the next calendar week, which begins on Monday. */
  weekAfter: readonly string[];
  /** The weekday of a week in `periods`. */
  inWeek: readonly string[];
  /** So many days after the coming weekday. */
  later: Readonly<Record<string, number>>;
  dayOfMonth: readonly string[];
  /** A weekday with the day of the month that it has to be. */
  numbered: readonly string[];
  /** Dates with the name of a month; `{Y}` may be missing. */
  dates: readonly string[];
  /** From January: names besides those that every computer has. */
  months: Readonly<Record<number, string>>;
  periods: Readonly<Record<'week' | 'month' | 'year', Periods>>;
  /** The first day, the middle and the last day of a period. */
  start: readonly string[];
  middle: readonly string[];
  end: readonly string[];
  /** The last day of this one, in a word. */
  endOf: Readonly<Partial<Record<'week' | 'month' | 'year', string>>>;
  weekend: Periods;
  /** First to fourth, and last. */
  ordinals: readonly [string, string, string, string, string];
  /** `{OF}` is a month: of `periods`, or by its name. */
  ordinalDay: readonly string[];
  /** Hours that have names. */
  hours: Readonly<Record<string, number>>;
  /**
   * `{H}` `{M}` `{S}` `{AP}` `{AT}`: hour, minutes, seconds, half of the day, and a word before it that must be there.
   * `{W}` is an hour that may also be a word, `{MINS}` such minutes. Groups are what they say: `half` and `quarter`
   * past, before it with `to`; `halb`, `dreiviertel` and `viertel` of the hour; `h24` where nobody tells by twelve hours.
   */
  clock: readonly string[];
  /** “17h” is a time and no duration. */
  hoursAreTimes: boolean;
  /** After a time (before it in Japanese): before noon, after noon, at night. */
  am: string;
  pm: string;
  night: string;
  /** The last hour that may be of either half of the day when it stands alone. */
  twelveHours: number;
  parts: Readonly<Record<string, Part>>;
  /** Parts of today. */
  today: Readonly<Record<string, Part>>;
  /** How often it comes again, and how many such steps each of `{COUNT}` is. `{W}` and `{N}` say when it begins. */
  every: readonly (readonly [string, Repeat, number?])[];
  /** Offered when nothing readable was typed, and `{n}` when a number was. */
  suggestions: readonly string[];
  amounts: readonly string[];
}

const MORNING: Part = ['9:00'];
const NOON: Part = ['12:00'];
const AFTERNOON: Part = ['15:00', '17:00'];
const DUSK: Part = ['17:00', '19:00'];
const EVENING: Part = ['19:00', '23:00'];
const NIGHT: Part = ['21:00', '23:00'];
/** The end of the working day, and after it that of the day. */
const CLOSE: Part = ['17:00', '23:59'];
const TONIGHT: Part = ['20:00', '23:00'];
/** What parts of the day mean, in every language alike. */
export const PART = { MORNING, NOON, AFTERNOON, DUSK, EVENING, NIGHT, CLOSE, TONIGHT } as const;

/** Words for numbers, from one. */
export function counted(words: string): Record<string, number> {
  return Object.fromEntries(words.split(' ').map((word, index) => [word, index + 1]));
}
