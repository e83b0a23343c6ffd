import type { Suggest } from '../src/discord/command.ts';
import { clockIn, suggestTimeZones } from '../src/domain/time-zones.ts';

/** Discord's limit for the choices of one option. */
const CHOICES = 25;

/** Suggests time zones, each with what a clock shows there now. */
export const suggestsTimeZones: Suggest = ({ typed, bot }) =>
  Promise.resolve(
    suggestTimeZones(typed, CHOICES).map((zone) => ({
      value: zone,
      name: `${zone}, ${clockIn(zone, bot.now())}`,
    })),
  );
