import { readZone } from './read-zone.ts';
import { CITY_TERMS, COUNTRY_TERMS, fold, ZONE_NAMES, ZONE_TERMS, type ZoneTerm } from './zone-data.ts';

/** A zone to offer, and the name by which it was found where that is not in its own. */
export interface ZoneOffer {
  zone: string;
  as: string | null;
}

const SOURCES = [ZONE_TERMS, CITY_TERMS, COUNTRY_TERMS] as const;

/**
 * Up to `most` zones for what was typed so far: what that says already, then names that begin with it, those of zones
 * before those of other cities and of countries, then names that contain it.
 */
export function suggestTimeZones(typed: string, most: number, now: Date): ZoneOffer[] {
  const wanted = fold(typed);
  if (wanted === '' && typed.trim() === '')
    return ZONE_NAMES.slice(0, most).map((zone) => ({ zone, as: null }));
  const read = readZone(typed, now);
  const said = read.kind === 'zone' ? [read.zone] : read.kind === 'which' ? read.zones : [];
  const begins =
    wanted === '' ? [] : SOURCES.flatMap((terms) => terms.filter(({ term }) => term.startsWith(wanted)));
  const offers = [
    ...said.map((zone) => ({ zone, as: asIn(zone, wanted) })),
    ...begins.map(found),
    ...containing(wanted),
  ];
  return offers
    .filter(({ zone }, index) => offers.findIndex((one) => one.zone === zone) === index)
    .slice(0, most);
}

function containing(wanted: string): ZoneOffer[] {
  if (wanted === '') return [];
  const names = ZONE_NAMES.filter((zone) => fold(zone).includes(wanted));
  const terms = SOURCES.flatMap((all) => all.filter(({ term }) => term.includes(` ${wanted}`)));
  return [...names.map((zone) => ({ zone, as: null })), ...terms.map(found)];
}

function asIn(zone: string, wanted: string): string | null {
  const term = SOURCES.flat().find((one) => one.zone === zone && one.term === wanted);
  return term ? found(term).as : null;
}

function found({ zone, name, term }: ZoneTerm): ZoneOffer {
  return { zone, as: fold(zone).includes(term) ? null : name };
}
