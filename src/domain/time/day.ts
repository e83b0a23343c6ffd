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
  return UNTIL[kind](DateTime.fromJSDate(now, { zone })).toJSDate();
}

const UNTIL: Readonly<Record<Snooze, (now: DateTime) => DateTime>> = {
  '10m': (now) => now.plus({ minutes: 10 }),
  '1h': (now) => now.plus({ hours: 1 }),
  tomorrow: (now) => now.startOf('day').plus({ days: 1 }).set({ hour: ALL_DAY_HOUR }),
};
