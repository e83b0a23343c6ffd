import { z } from 'zod';
import type { Suggest } from '../src/discord/declare/command.ts';
import type { Context } from '../src/discord/declare/context.ts';
import { LIMITS } from '../src/discord/limits.ts';
import { about, say, type Reply } from '../src/discord/declare/reply.ts';
import type { BoundSelect } from '../src/discord/declare/select.ts';
import { CALLER } from '../src/domain/ownership/audience.ts';
import { line } from '../src/domain/text.ts';
import { clockIn, timeZone } from '../src/domain/time/zones/time-zones.ts';
import { readZone } from '../src/domain/time/zones/read-zone.ts';
import { suggestTimeZones } from '../src/domain/time/zones/suggest-zones.ts';
import { UserError } from '../src/errors.ts';

/** Characters of a zone's name as somebody writes it. */
const ZONE_MAX = 100;

/** A time zone as somebody names it; `zoneIn` reads it. */
export const zoneOption = line(ZONE_MAX);

/** Suggests time zones, each with what a clock shows there now. */
export const suggestsTimeZones: Suggest = ({ typed, now }) =>
  Promise.resolve(
    suggestTimeZones(typed, LIMITS.choices, now()).map(({ zone, as }) => ({
      value: zone,
      name: `${as === null ? '' : `${as} · `}${zone}, ${clockIn(zone, now())}`,
    })),
  );

/**
 * The zone that a text names: one, or several to choose from.
 * @throws UserError for what is none
 */
export function zoneIn(text: string, now: Date): { zone: string } | { which: readonly string[] } {
  const read = readZone(text, now);
  if (read.kind === 'unknown') throw new UserError('zone.unknown', { text });
  return read.kind === 'zone' ? { zone: read.zone } : { which: read.zones };
}

/** Asks which of several zones a text means. */
export function askWhichZone<State>(
  { caller, now, t }: Pick<Context, 'caller' | 'now' | 't'>,
  menu: BoundSelect<State>,
  state: State,
  { text, which }: { text: string; which: readonly string[] },
): Reply {
  const choices = which.slice(0, LIMITS.choices).map((zone) => ({
    value: zone,
    label: `${zone}, ${clockIn(zone, now())}`,
  }));
  const look = { placeholder: t('zone.choose'), choices };
  return about(CALLER, say(t('zone.which', { text }), menu.menu({ caller }, state, look)));
}

/** What a menu of zones sends back. */
export const chosenZone = z.array(timeZone.meta({ choice: true })).length(1);
