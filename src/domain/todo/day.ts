import { DateTime } from 'luxon';
import { ALL_DAY_HOUR } from './due/limits.ts';

/** For how long a reminder can be put off. */
export const SNOOZES = ['10m', '1h', 'tomorrow'] as const;
export type Snooze = (typeof SNOOZES)[number];

/** The local day that holds `now`: from its first instant to the next day's. 23 or 25 hours where clocks change. */
export function dayBounds(now: Date, zone: string): { start: Date; end: Date } {
  const start = DateTime.fromJSDate(now, { zone }).startOf('day');
  return { start: start.toJSDate(), end: start.plus({ days: 1 }).startOf('day').toJSDate() };
}

/** Whether what was due then, and is not done, is late now. */
export function isOverdue(dueAt: Date | null, now: Date): boolean {
  return dueAt !== null && dueAt.getTime() < now.getTime();
}

/** When to remind again; tomorrow is at 09:00 by the clock of the zone. */
export function snoozeUntil(kind: Snooze, now: Date, zone: string): Date {
  const local = DateTime.fromJSDate(now, { zone });
  switch (kind) {
    case '10m':
      return local.plus({ minutes: 10 }).toJSDate();
    case '1h':
      return local.plus({ hours: 1 }).toJSDate();
    case 'tomorrow':
      return local.startOf('day').plus({ days: 1 }).set({ hour: ALL_DAY_HOUR }).toJSDate();
  }
}
