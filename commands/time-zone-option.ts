import type { Suggest } from '../src/discord/command.ts';
import { LIMITS } from '../src/discord/limits.ts';
import { clockIn, suggestTimeZones } from '../src/domain/time-zones.ts';

/** Suggests time zones, each with what a clock shows there now. */
export const suggestsTimeZones: Suggest = ({ typed, bot }) =>
  Promise.resolve(
    suggestTimeZones(typed, LIMITS.choices).map((zone) => ({
      value: zone,
      name: `${zone}, ${clockIn(zone, bot.now())}`,
    })),
  );
