import { rawTimeZones } from '@vvo/tzdb';
import { cityMapping } from 'city-timezones';
import timezones from 'cldr-bcp47/bcp47/timezone.json' with { type: 'json' };

/** Whose abbreviations are meant most often: EST is New York's before it is anybody else's. */
const COUNTRIES = ['US', 'GB', 'IN', 'AU', 'CA'];

/** Text as names are compared: without case, accents and the signs between words. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[_\-,.'’()/ ]+/g, ' ')
    .trim();
}

interface CldrZone {
  _description?: string;
  _alias?: string;
  _iana?: string;
}

/** Names of a zone, its current one first; `code` is the five letters that Unicode knows it by. */
interface ZoneNames {
  code: string;
  names: string[];
  described: string;
}

/** What Intl has by one of its names; it is slow to ask for each. */
const SUPPORTED = new Set(Intl.supportedValuesOf('timeZone'));

const ZONES: readonly ZoneNames[] = Object.entries<CldrZone | string>(timezones.keyword.u.tz)
  .flatMap(([code, entry]) => {
    if (typeof entry === 'string' || entry._alias === undefined) return [];
    const names = entry._alias.split(' ');
    const current = code === 'utc' ? 'UTC' : (entry._iana ?? names[0] ?? '');
    return [{ code, names: [current, ...names], described: entry._description ?? '' }];
  })
  .filter(({ names }) => names.some((name) => SUPPORTED.has(name)) || isKnown(names[0] ?? ''));

function isKnown(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    // RangeError is how Intl says that it knows no such zone.
    return false;
  }
}

const CURRENT = new Map(
  ZONES.flatMap(({ names: [current = '', ...former] }) =>
    [current, ...former].map((name) => [name.toLowerCase(), current] as const),
  ),
);

/** Every zone by its current name. */
export const ZONE_NAMES: readonly string[] = [
  'UTC',
  ...[...new Set(CURRENT.values())].filter((zone) => zone.includes('/') && !zone.startsWith('Etc/')).sort(),
  ...[...new Set(CURRENT.values())].filter((zone) => zone.startsWith('Etc/GMT')).sort(),
];

/** The current name of a zone that has that name or had it, in any case; undefined for what is none. */
export function currentName(name: string): string | undefined {
  return CURRENT.get(name.toLowerCase());
}

const CODES = new Map(ZONES.map(({ code, names: [current = ''] }) => [current, code]));
const BY_CODE = new Map(ZONES.map(({ code, names: [current = ''] }) => [code, current]));

/** The few letters that Unicode knows a zone by, for where its name is too long; empty for one without. */
export function zoneCode(zone: string): string {
  return CODES.get(zone) ?? '';
}

/** The zone of such a code. */
export function zoneOfCode(code: string): string | undefined {
  return BY_CODE.get(code);
}

/** A name under which a zone is found, and how many people it is the name for. */
export interface ZoneTerm {
  /** Folded. */
  term: string;
  /** As it is written. */
  name: string;
  zone: string;
  people: number;
}

const term = (name: string, zone: string, people = 0): ZoneTerm => ({ term: fold(name), name, zone, people });
const cityOf = (zone: string) => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

/** What zones are called themselves: their cities, those of their former names, and how CLDR describes them. */
export const ZONE_TERMS: readonly ZoneTerm[] = ZONES.filter(({ names: [zone = ''] }) =>
  ZONE_NAMES.includes(zone),
).flatMap(({ names, described }) => {
  const [zone = ''] = names;
  const own = names.filter((name) => name.includes('/')).map(cityOf);
  const [city = '', country] = described.split(', ');
  const places = zone.startsWith('Etc/') ? [] : city.split(/ \(|\)/).filter(Boolean);
  return [...new Set([...own, ...places, ...(country === undefined ? places : [])])].map((name) =>
    term(name, zone),
  );
});

/** Cities, the largest first. */
export const CITY_TERMS: readonly ZoneTerm[] = cityMapping
  .flatMap(({ city, city_ascii: ascii, timezone, pop }) => {
    const zone = timezone ? currentName(timezone) : undefined;
    return zone === undefined ? [] : [...new Set([city, ascii])].map((name) => term(name, zone, pop));
  })
  .sort((a, b) => b.people - a.people);

const PEOPLE = new Map<string, number>();
for (const { zone, people } of CITY_TERMS) PEOPLE.set(zone, Math.max(people, PEOPLE.get(zone) ?? 0));

/** The languages in which people name countries. */
const COUNTRY_NAMES = ['en', 'de', 'es', 'fr', 'ja', 'pt'].map(
  (language) => new Intl.DisplayNames(language, { type: 'region' }),
);

/** Countries. */
export const COUNTRY_TERMS: readonly ZoneTerm[] = rawTimeZones.flatMap(
  ({ name, countryName, countryCode }) => {
    const zone = currentName(name);
    const called = [countryName, ...COUNTRY_NAMES.map((names) => names.of(countryCode) ?? '')];
    return zone === undefined ? [] : [...new Set(called)].map((one) => term(one, zone, PEOPLE.get(zone)));
  },
);

/** A zone that an abbreviation may stand for, and its minutes from UTC then. */
export interface Abbreviated {
  zone: string;
  offset: number;
}

const ABBREVIATIONS = new Map<string, Abbreviated[]>();
for (const {
  name,
  abbreviation,
  dstAbbreviation,
  rawOffsetInMinutes: offset,
  alternativeName,
  countryCode,
} of [...rawTimeZones].sort(
  (a, b) =>
    rank(a.countryCode) - rank(b.countryCode) || (PEOPLE.get(b.name) ?? 0) - (PEOPLE.get(a.name) ?? 0),
)) {
  const zone = currentName(name);
  if (zone === undefined) continue;
  // “ET” is said in the United States for whichever of EST and EDT it is.
  const either =
    countryCode === 'US' && /^\w+ Time$/.test(alternativeName) ? `${alternativeName.charAt(0)}T` : null;
  for (const [short, minutes] of [
    [abbreviation, offset],
    [dstAbbreviation, offset + 60],
    [either, offset],
  ] as const) {
    if (!short || /[^A-Za-z]/.test(short)) continue;
    const key = short.toLowerCase();
    const known = ABBREVIATIONS.get(key) ?? [];
    if (!known.some((one) => one.zone === zone))
      ABBREVIATIONS.set(key, [...known, { zone, offset: minutes }]);
  }
}

function rank(country: string): number {
  const index = COUNTRIES.indexOf(country);
  return index < 0 ? COUNTRIES.length : index;
}

/** What a German clock calls them, which no list has. */
const GERMAN = ['2026-01-01', '2026-07-01'].map((day) =>
  new Intl.DateTimeFormat('de', { timeZone: 'Europe/Berlin', timeZoneName: 'short' })
    .formatToParts(new Date(day))
    .find(({ type }) => type === 'timeZoneName'),
);
GERMAN.forEach((part, index) => {
  if (part) ABBREVIATIONS.set(part.value.toLowerCase(), [{ zone: 'Europe/Berlin', offset: 60 + index * 60 }]);
});

/** What an abbreviation such as EST may stand for, the most usual first. */
export function abbreviated(text: string): readonly Abbreviated[] {
  return ABBREVIATIONS.get(text.toLowerCase()) ?? [];
}
