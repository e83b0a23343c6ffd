import { DateTime } from 'luxon';
import { timeZone } from './zones/time-zones.ts';
import { ALL_DAY_HOUR, DUE_LATEST } from './due/limits.ts';
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

const WRITTEN =
  /^(?<wall>\d{4}-\d\d-\d\d)(?:[T ](?<time>\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?))?(?: ?(?<offset>Z|[+-]\d\d:?\d\d))?(?: (?<zone>[A-Za-z_]+(?:\/[\w+-]+)*))?$/;

/**
 * Reads what `writeWhen` wrote, also with the name of a zone behind it and as RFC 3339 has it, past or future. Of a
 * time that comes twice it is the first; a date alone is at `ALL_DAY_HOUR`. Null for anything else.
 */
export function readWhen(text: string, zone: string): { at: Date; zone: string } | null {
  const groups = WRITTEN.exec(text.trim())?.groups;
  if (!groups) return null;
  const named = groups['zone'] === undefined ? zone : timeZone.safeParse(groups['zone']).data;
  if (named === undefined) return null;
  const time = groups['time'] ?? `${String(ALL_DAY_HOUR).padStart(2, '0')}:00`;
  const local = DateTime.fromISO(`${groups['wall']}T${time}${groups['offset'] ?? ''}`, { zone: named });
  if (!local.isValid) return null;
  const [first] = groups['offset'] === undefined ? instantsOf(wallOf(local.toJSDate(), named), named) : [];
  const at = first ?? local.toJSDate();
  return at.getTime() > DUE_LATEST ? null : { at, zone: named };
}
