import { Duration } from 'luxon';

/** Milliseconds by which nobody calls anything late. */
const PUNCTUAL_MS = 90_000;

/**
 * By how much something is late, in words of a locale, such as `2 hours, 5 minutes`, in whole minutes and two units at
 * most; null when it is as good as punctual.
 */
export function lateness(milliseconds: number, locale: string): string | null {
  if (milliseconds < PUNCTUAL_MS) return null;
  const whole = Duration.fromMillis(milliseconds, { locale }).shiftTo('days', 'hours', 'minutes');
  const { days, hours } = whole;
  const minutes = Math.round(whole.minutes);
  const shown = days > 0 ? { days, hours } : { hours, minutes };
  const said = Object.fromEntries(Object.entries(shown).filter(([, amount]) => amount > 0));
  return Duration.fromObject(said, { locale }).normalize().toHuman();
}
