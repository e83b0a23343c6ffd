import { DateTime } from 'luxon';
import {
  abbreviated,
  CITY_TERMS,
  COUNTRY_TERMS,
  currentName,
  fold,
  ZONE_NAMES,
  ZONE_TERMS,
  type ZoneTerm,
} from './zone-data.ts';

/** What a text says of a time zone: which it is, which it may be (the most usual first), or nothing. */
export type ZoneRead =
  { kind: 'zone'; zone: string } | { kind: 'which'; zones: readonly string[] } | { kind: 'unknown' };

/** How many times as large a city has to be for it to be meant rather than another of its name. */
const LARGER = 10;
const OFFSET = /^(?:utc|gmt)? ?(?<sign>[+-]) ?(?<hours>\d{1,2})(?::?(?<minutes>[0-5]\d))?$/i;
const ABBREVIATION = /^[a-z]{1,5}$/i;

/** Reads a time zone as people name it: an IANA name or a former one, a city, a country, an abbreviation, an offset. */
export function readZone(text: string, now: Date): ZoneRead {
  const said = text.trim().replace(/\s+/g, ' ');
  const short = ABBREVIATION.test(said) ? abbreviated(said) : [];
  const named = currentName(said.replaceAll(' ', '_'));
  if (named !== undefined && (short.length === 0 || named === 'UTC')) return { kind: 'zone', zone: named };
  if (short.length > 0) return oneOf(short.map(({ zone }) => zone));
  const offset = offsetOf(said);
  if (offset !== null) return oneOf(zonesAt(offset, now));
  const wanted = fold(said);
  const called = zonesOf(ZONE_TERMS, wanted);
  if (called.length > 0) return oneOf(called);
  const cities = CITY_TERMS.filter(({ term }) => term === wanted);
  const [largest] = cities;
  if (
    largest &&
    cities.every(({ zone, people }) => zone === largest.zone || people * LARGER <= largest.people)
  )
    return { kind: 'zone', zone: largest.zone };
  if (largest) return oneOf(cities.map(({ zone }) => zone));
  return oneOf(zonesOf(COUNTRY_TERMS, wanted));
}

function zonesOf(terms: readonly ZoneTerm[], wanted: string): string[] {
  const found = terms.filter(({ term }) => term === wanted).sort((a, b) => b.people - a.people);
  return found.map(({ zone }) => zone);
}

function oneOf(zones: readonly string[]): ZoneRead {
  const distinct = [...new Set(zones)];
  const [first, second] = distinct;
  if (first === undefined) return { kind: 'unknown' };
  return second === undefined ? { kind: 'zone', zone: first } : { kind: 'which', zones: distinct };
}

/** Minutes from UTC, as `utc+2`, `+05:30` or `GMT -3` say it; null for anything else. */
export function offsetOf(text: string): number | null {
  const { sign, hours = '', minutes = '0' } = OFFSET.exec(text.trim())?.groups ?? {};
  if (sign === undefined || Number(hours) > 14) return null;
  return (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
}

/** The zone of that offset all year, where there is one, and those that have it now. */
export function zonesAt(offset: number, now: Date): string[] {
  const hours = offset / 60;
  const fixed = `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
  const always = offset === 0 ? ['UTC'] : ZONE_NAMES.includes(fixed) ? [fixed] : [];
  const places = ZONE_NAMES.filter((zone) => zone.includes('/') && !zone.startsWith('Etc/'));
  return [...always, ...places.filter((zone) => DateTime.fromJSDate(now, { zone }).offset === offset)];
}
