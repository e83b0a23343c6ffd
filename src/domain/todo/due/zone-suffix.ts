import { timeZone } from '../../time-zones.ts';

const OFFSET =
  /(?<=\d(?:utc|gmt| |am|pm)*) ?(?:utc|gmt)? ?(?<sign>[+-])(?<hours>\d{1,2})(?::?(?<minutes>[0-5]\d))?$/;
const WRITTEN_OFFSET = /(?:^|[ \d])(?:utc|gmt) ?[+-]|:\d\d(?:am|pm)? ?[+-]\d/;
const UTC = /(?<=\d|[ap]\.?m\.?) ?(?:utc|gmt|z)$/;
const NAMED = /^(?<rest>.+) (?<name>[a-z_]+\/[a-z_+\-/0-9]+)$/;

/** A text without the zone at its end. `zone` is what Luxon calls it; `iana` is null where it is only an offset. */
export interface ZoneSuffix {
  rest: string;
  zone: string;
  iana: string | null;
}

/** Takes “Europe/Berlin”, “UTC”, “+02:00”, “UTC+2” off the end of a normalised text; null where there is none. */
export function readZoneSuffix(text: string): ZoneSuffix | null {
  const named = NAMED.exec(text)?.groups;
  if (named) {
    const iana = timeZone.safeParse(named['name']).data;
    if (iana !== undefined) return { rest: named['rest'] ?? '', zone: iana, iana };
  }
  if (UTC.test(text)) return { rest: text.replace(UTC, ''), zone: 'UTC', iana: 'UTC' };
  const { sign, hours, minutes } = (WRITTEN_OFFSET.test(text) && OFFSET.exec(text)?.groups) || {};
  if (sign === undefined || Number(hours) > 14) return null;
  return { rest: text.replace(OFFSET, ''), zone: `UTC${sign}${hours}:${minutes ?? '00'}`, iana: null };
}
