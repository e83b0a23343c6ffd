import { DateTime } from 'luxon';
import { instantsOf, wallOf } from './wall-clock.ts';

/**
 * An instant by the clock of a zone, to the second, as `readDue` and files understand it: `2026-12-24 17:00`. Where
 * the clock shows that twice it has the offset, too: `2026-10-25 02:30 +01:00`.
 */
export function writeWhen(at: Date, zone: string): string {
  const local = DateTime.fromJSDate(at, { zone });
  const seconds = local.second > 0 ? ':ss' : '';
  const isDoubled = instantsOf(wallOf(at, zone), zone).length > 1;
  return local.toFormat(`yyyy-MM-dd HH:mm${seconds}${isDoubled ? ' ZZ' : ''}`);
}
