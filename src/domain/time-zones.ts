import { z } from 'zod';

const KNOWN = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

/** A time zone's name as the IANA database writes it; any case is understood, and so are former names. */
export const timeZone = z
  .string()
  .min(1)
  .max(64)
  .transform((text, context) => {
    const known = KNOWN.find((zone) => zone.toLowerCase() === text.trim().toLowerCase());
    if (known) return known;
    try {
      return new Intl.DateTimeFormat('en-US', { timeZone: text.trim() }).resolvedOptions().timeZone;
    } catch {
      // RangeError is how Intl says that it knows no such zone.
      context.addIssue({ code: 'custom', message: 'unknown time zone' });
      return z.NEVER;
    }
  });

/** Up to `most` zones whose name contains what was typed, in any case, cities that begin with it first. */
export function suggestTimeZones(typed: string, most: number): string[] {
  const wanted = typed.trim().toLowerCase().replaceAll(' ', '_');
  const city = (zone: string) => (zone.split('/').at(-1) ?? zone).toLowerCase();
  return KNOWN.filter((zone) => zone.toLowerCase().includes(wanted))
    .sort((a, b) => Number(city(b).startsWith(wanted)) - Number(city(a).startsWith(wanted)))
    .slice(0, most);
}

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
