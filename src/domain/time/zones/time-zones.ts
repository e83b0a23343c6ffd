import { z } from 'zod';
import { currentName } from './zone-data.ts';

/** A time zone's name as the IANA database writes it today; any case is understood, and so are former names. */
export const timeZone = z
  .string()
  .min(1)
  .max(64)
  .transform((text, context) => {
    const known = currentName(text.trim());
    if (known !== undefined) return known;
    context.addIssue({ code: 'custom', message: 'unknown time zone' });
    return z.NEVER;
  });

/** What a clock shows in a zone, such as `21:05 (GMT+2)`. */
export function clockIn(zone: string, now: Date): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'shortOffset',
  }).formatToParts(now);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('hour')}:${part('minute')} (${part('timeZoneName')})`;
}
