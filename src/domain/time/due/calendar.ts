import { DateTime } from 'luxon';
import type { NumericDate } from './numeric-date.ts';

const days = new WeakMap<DateTime, DateTime>();

/** The day that holds a local time, worked out once: zones are slow. */
export function dayOf(now: DateTime): DateTime {
  const known = days.get(now);
  if (known) return known;
  const today = now.startOf('day');
  days.set(now, today);
  return today;
}

/** The next day of that number, today included; null where no month has it. */
export function nextDayOfMonth(day: number, from: DateTime): DateTime | null {
  if (day < 1 || day > 31) return null;
  const first = from.startOf('month');
  for (let months = 0; months <= 2; months += 1) {
    const month = first.plus({ months });
    const date = month.set({ day });
    if (day <= (month.daysInMonth ?? 0) && date >= from) return date;
  }
  return null;
}

/** Without a year it is the next such day, today included: for 29 February that may be eight years. */
export function fromNumbers(date: NumericDate | null, today: DateTime): DateTime[] {
  if (!date) return [];
  const { month, day } = date;
  for (let years = 0; years <= 8; years += 1) {
    const year = date.year ?? today.year + years;
    const found = DateTime.fromObject({ year, month, day }, { zone: today.zone });
    if (found.isValid && (date.year !== null || found >= today))
      return date.weekday === undefined || date.weekday === found.weekday ? [found] : [];
    if (date.year !== null) return [];
  }
  return [];
}
