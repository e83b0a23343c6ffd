import { currentName, abbreviated } from '../zones/zone-data.ts';
import { offsetOf, readZone } from '../zones/read-zone.ts';

const OFFSET = /(?<=\d(?:utc|gmt| |am|pm|h|uhr)*) ?(?<offset>(?:utc|gmt)? ?[+-]\d{1,2}(?::?[0-5]\d)?)$/;
const WRITTEN_OFFSET = /(?:^|[ \d])(?:utc|gmt) ?[+-]|:\d\d(?::\d\d)?(?:am|pm)? ?[+-]\d/;
const UTC = /(?<=\d|[ap]\.?m\.?|h|uhr) ?(?:utc|gmt|z)$/;
const NAMED = /^(?<rest>.+) (?:in )?(?<name>[a-z_]+\/[a-z_+\-/0-9]+)$/;
/** A word at the end that may be an abbreviation. */
const SHORT = /^(?<rest>.+?) ?\(?(?<name>[a-z]{2,5})\)?$/;
/** Names of cities stand behind a clock's time. */
const CITY =
  /^(?<rest>.*(?:\d|[ap]\.?m\.?|uhr|h|時)) (?:in )?(?<name>\p{L}[\p{L} .'-]{2,40}?)(?: time|er zeit| zeit)?$/u;

/** By whose clock a text is read. */
export interface ZoneSuffix {
  /** What Luxon calls it. */
  clock: string;
  /** IANA name; null where it is only an offset. */
  iana: string | null;
}

/** A text without the zone at its end, and the zones that this may be. */
export interface Suffixed {
  rest: string;
  zones: readonly ZoneSuffix[];
}

/** Takes “Europe/Berlin”, “UTC”, “+02:00”, “UTC+2”, “EST”, “Tokyo time” off the end of a normalised text. */
export function readZoneSuffixes(text: string, now: Date): Suffixed[] {
  return [named(text), offset(text), short(text), city(text, now)].filter((one) => one !== null);
}

function named(text: string): Suffixed | null {
  const groups = NAMED.exec(text)?.groups;
  const iana = groups?.['name'] === undefined ? undefined : currentName(groups['name']);
  if (iana !== undefined) return { rest: groups?.['rest'] ?? '', zones: [{ clock: iana, iana }] };
  return UTC.test(text) ? { rest: text.replace(UTC, ''), zones: [{ clock: 'UTC', iana: 'UTC' }] } : null;
}

function offset(text: string): Suffixed | null {
  const said = WRITTEN_OFFSET.test(text) ? OFFSET.exec(text)?.groups?.['offset'] : undefined;
  const minutes = said === undefined ? null : offsetOf(said);
  return minutes === null
    ? null
    : { rest: text.replace(OFFSET, ''), zones: [{ clock: clockOf(minutes), iana: null }] };
}

function clockOf(minutes: number): string {
  const size = Math.abs(minutes);
  return `UTC${minutes < 0 ? '-' : '+'}${Math.floor(size / 60)}:${String(size % 60).padStart(2, '0')}`;
}

/**
 * Of several zones that share an abbreviation and the offset it means, the first is as good as another. In summer “EST”
 * may mean what the clock shows in New York, or the hour of the winter.
 */
function short(text: string): Suffixed | null {
  const { rest = '', name = '' } = SHORT.exec(text)?.groups ?? {};
  const all = abbreviated(name);
  if (all.length === 0 || !/\d|\p{L}{3}/u.test(rest)) return null;
  const each = all.filter((one, index) => all.findIndex(({ offset: same }) => same === one.offset) === index);
  const isGeneral = name.length === 2;
  const zones = each.flatMap(({ zone, offset: minutes }) => [
    { clock: zone, iana: zone },
    ...(isGeneral ? [] : [{ clock: clockOf(minutes), iana: zone }]),
  ]);
  return { rest, zones };
}

function city(text: string, now: Date): Suffixed | null {
  const { rest = '', name = '' } = CITY.exec(text)?.groups ?? {};
  if (name === '') return null;
  const read = readZone(name, now);
  return read.kind === 'zone' ? { rest, zones: [{ clock: read.zone, iana: read.zone }] } : null;
}
