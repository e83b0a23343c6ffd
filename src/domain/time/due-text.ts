import { DateTime } from 'luxon';

/** A due date as a person in that zone would type it, to the minute; `readDue` reads it back. */
export function dueText(at: Date, zone: string): string {
  return DateTime.fromJSDate(at, { zone }).toFormat('yyyy-MM-dd HH:mm');
}
