import { z } from 'zod';
import { subcommand } from '../../src/discord/declare/command.ts';
import { suggested } from '../../src/discord/declare/options.ts';
import { LANGUAGES } from '../../src/domain/preferences.ts';
import { UserError } from '../../src/errors.ts';
import { askWhichZone, suggestsTimeZones, zoneIn, zoneOption } from '../time-zone-option.ts';
import { change } from './change.ts';
import { whichZone } from './choose-zone.ts';

/** `/settings set`: changes what is given. */
export const set = subcommand({
  input: z.object({
    timezone: suggested(zoneOption).optional(),
    language: z.enum(['auto', ...LANGUAGES]).optional(),
  }),
  suggest: { timezone: suggestsTimeZones },

  async execute({ input: { timezone, language }, ...context }) {
    const zone = timezone === undefined ? null : zoneIn(timezone, context.now());
    const what = {
      ...(zone && 'zone' in zone && { timeZone: zone.zone }),
      ...(language && { locale: language === 'auto' ? null : language }),
    };
    const isAsked = zone && 'which' in zone;
    if (Object.keys(what).length === 0 && !isAsked) throw new UserError('settings.nothing');
    if (!isAsked) return change(context, what);
    if (Object.keys(what).length > 0) await change(context, what);
    return askWhichZone(context, whichZone, {}, { text: timezone ?? '', ...zone });
  },
});
