import { DateTime } from 'luxon';
import { hasDay, instantsOf, wallOf, type Wall } from './wall-clock.ts';

/** How a to-do comes again, by the calendar of its zone: the clock on the wall shows the same each time. */
export const REPEATS = ['daily', 'weekdays', 'weekly', 'monthly'] as const;
export type Repeat = (typeof REPEATS)[number];

/** An occurrence of what repeats. */
export interface Occurrence {
  at: Date;
  /** IANA name. */
  zone: string;
  repeat: Repeat;
  /** Every how many days, weeks or months; each, when left out. */
  repeatEvery?: number;
  /** The day of the month that was asked for (1–31), when monthly: February's 28th must not become March's. */
  repeatDay: number | null;
  /**
   * The time that was asked for, as `repeatTimeOf` gives it. Without it an occurrence that had to move, because clocks
   * skipped its time, moves those after it too.
   */
  repeatTime?: string | null;
}

/** The day of the month to keep for what repeats from `at`: null unless monthly. */
export function repeatDayOf(at: Date, zone: string, repeat: Repeat): number | null {
  return repeat === 'monthly' ? wallOf(at, zone).day : null;
}

/** When what repeats begins, if it is to be at `at` or later: on working days it does not begin at the weekend. */
export function firstDue(at: Date, zone: string, repeat: Repeat): Date {
  const begins = repeat === 'weekdays' && isWeekend(dayNumber(wallOf(at, zone)));
  return begins ? nextDue({ at, zone, repeat, repeatDay: null }, at) : at;
}

/** The time on the wall to keep for what repeats from `at`: `HH:MM:SS`. */
export function repeatTimeOf(at: Date, zone: string): string {
  return DateTime.fromJSDate(at, { zone }).toFormat('HH:mm:ss');
}

/**
 * The first occurrence after both `previous.at` and `after`, however many were missed, in constant time. In a month
 * without the day that was asked for it is the month's last; a time that clocks skip is moved forward by what they
 * skip; of a time that comes twice it is the first. A day that the zone left out of its calendar has no occurrence.
 */
export function nextDue(previous: Occurrence, after: Date): Date {
  const { at, zone, repeat, repeatEvery = 1, repeatDay } = previous;
  const bound = Math.max(at.getTime(), after.getTime());
  const first = wallOf(at, zone);
  const time = readTime(previous.repeatTime) ?? first;
  for (const date of DATES[repeat](first, wallOf(new Date(bound), zone), repeatEvery, repeatDay)) {
    if (repeat !== 'monthly' && !hasDay(date, zone)) continue;
    const { hour, minute, second } = time;
    const [next] = instantsOf({ ...date, hour, minute, second }, zone);
    if (next !== undefined && next.getTime() > bound) return next;
  }
  throw new RangeError(`nothing repeats ${repeat} after ${bound} in ${zone}`);
}

type CalendarDate = Pick<Wall, 'year' | 'month' | 'day'>;

/**
 * The dates that may be next, ascending: from before the day of the bound, which may be an occurrence that moved over
 * midnight, to as far as one is sure to follow.
 */
const DATES: Readonly<
  Record<
    Repeat,
    (first: CalendarDate, bound: CalendarDate, every: number, repeatDay: number | null) => CalendarDate[]
  >
> = {
  daily: everyDays,
  weekdays: (_, bound) =>
    range(-3, 7)
      .map((days) => dayNumber(bound) + days)
      .filter((number) => !isWeekend(number))
      .map(dateOf),
  weekly: (first, bound, every) => everyDays(first, bound, every * 7),
  monthly(first, bound, every, repeatDay) {
    const between = (bound.year - first.year) * 12 + bound.month - first.month;
    return steps(between, every).map((months) => dayOfMonth(first, months, repeatDay ?? first.day));
  },
};

function everyDays(first: CalendarDate, bound: CalendarDate, every: number): CalendarDate[] {
  const between = dayNumber(bound) - dayNumber(first);
  return steps(between, every).map((days) => dateOf(dayNumber(first) + days));
}

/** Multiples of `every` around a distance. */
function steps(distance: number, every: number): number[] {
  return range(-1, 3).map((more) => (Math.floor(distance / every) + more) * every);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** Days since 1970, by the calendar alone: neither zones nor clocks matter here. */
function dayNumber({ year, month, day }: CalendarDate): number {
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

function dateOf(number: number): CalendarDate {
  const date = new Date(number * 86_400_000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

function isWeekend(number: number): boolean {
  const weekday = new Date(number * 86_400_000).getUTCDay();
  return weekday === 0 || weekday === 6;
}

function dayOfMonth({ year, month }: CalendarDate, months: number, day: number): CalendarDate {
  const start = DateTime.utc(year, month).plus({ months });
  return { year: start.year, month: start.month, day: Math.min(day, start.daysInMonth ?? day) };
}

function readTime(text: string | null | undefined): Pick<Wall, 'hour' | 'minute' | 'second'> | null {
  const match = /^(\d\d):(\d\d):(\d\d)/.exec(text ?? '');
  if (!match) return null;
  const [, hour, minute, second] = match;
  return { hour: Number(hour), minute: Number(minute), second: Number(second) };
}
