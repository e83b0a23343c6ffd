import type { Chrono } from 'chrono-node';

/** Units of a duration; hours and shorter ones are exact, the others go by the calendar. */
export const UNITS = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second'] as const;
export type Unit = (typeof UNITS)[number];

/** Times of day as `H:MM`, of which a part of today that has begun takes the first that is still ahead. */
export type Part = readonly string[];

/**
 * The words of a language, as the insides of regular expressions over text in lower case with single spaces. A letter
 * with an accent also matches without it. `{…}` stands for what `pattern.ts` puts there.
 */
export interface Words {
  chrono: Chrono;
  /** 3/4 is the fourth of March. */
  monthFirst: boolean;
  /** What may stand between the day and the time. */
  between: string;
  /** What may stand before a whole date, and says nothing more than that it is one. */
  lead: string;
  /** What may stand before a time. */
  at: string;
  numbers: Readonly<Record<string, number>>;
  units: Readonly<Record<Unit, string>>;
  /** What may stand between “1 hour” and “30 minutes”. */
  and: string;
  /** `{D}` is a duration. */
  ahead: readonly string[];
  ago: readonly string[];
  /** Days as they are called, counted from today. */
  days: Readonly<Record<string, number>>;
  /** From Monday. */
  weekdays: readonly [string, string, string, string, string, string, string];
  /** `{W}` is a weekday: the coming one, and the one of the next calendar week, which begins on Monday. */
  coming: string;
  weekAfter: readonly string[];
  /** `{N}` is a day of the month. */
  dayOfMonth: readonly string[];
  /** The first day of the next one. */
  next: Readonly<Partial<Record<'week' | 'month' | 'year', string>>>;
  /** The last day of this one. */
  end: Readonly<Record<'week' | 'month' | 'year', string>>;
  weekend: string;
  /**
   * `{H}` `{M}` `{S}` `{AP}` `{AT}`: hour, minutes, seconds, half of the day, and a word before it that must be there.
   * `{W}` is an hour that may also be a word; groups named `half`, `quarter` and `to` are what they say.
   */
  clock: readonly string[];
  /** After a time (before it in Japanese): before noon, after noon, at night. */
  am: string;
  pm: string;
  night: string;
  /** An hour alone may be of either half of the day. */
  twelveHours: boolean;
  parts: Readonly<Record<string, Part>>;
  /** Parts of today. */
  today: Readonly<Record<string, Part>>;
  /** Offered when nothing readable was typed, and `{n}` when a number was. */
  suggestions: readonly string[];
  amounts: readonly string[];
}

const MORNING: Part = ['9:00'];
const NOON: Part = ['12:00'];
const AFTERNOON: Part = ['15:00', '17:00'];
const EVENING: Part = ['19:00', '23:00'];
const NIGHT: Part = ['21:00', '23:00'];
/** The end of a day: Friday's midnight is where Saturday begins. */
const MIDNIGHT: Part = ['24:00'];
/** The end of the working day, and after it that of the day. */
const CLOSE: Part = ['17:00', '23:59'];
const TONIGHT: Part = ['20:00', '23:00'];
/** What parts of the day mean, in every language alike. */
export const PART = { MORNING, NOON, AFTERNOON, EVENING, NIGHT, MIDNIGHT, CLOSE, TONIGHT } as const;
