import { z } from 'zod';
import { subcommand } from '../../src/discord/command.ts';
import { channelOption, suggested } from '../../src/discord/options.ts';
import { LANGUAGES } from '../../src/domain/preferences.ts';
import { timeZone } from '../../src/domain/time-zones.ts';
import { UserError } from '../../src/errors.ts';
import { suggestsTimeZones } from '../time-zone-option.ts';
import { change } from './change.ts';

/** `/settings set`: changes what is given. */
export const set = subcommand({
  input: z.object({
    timezone: suggested(timeZone).optional(),
    language: z.enum(['auto', ...LANGUAGES]).optional(),
    announcements: channelOption.optional(),
    leaderboard: z.boolean().optional(),
  }),
  suggest: { timezone: suggestsTimeZones },

  execute({ input: { timezone, language, announcements, leaderboard }, ...context }) {
    const what = {
      ...(timezone && { timeZone: timezone }),
      ...(language && { locale: language === 'auto' ? null : language }),
      ...(announcements && { announcementChannelId: announcements }),
      ...(leaderboard !== undefined && { leaderboard }),
    };
    if (Object.keys(what).length === 0) throw new UserError('settings.nothing');
    return change(context, what);
  },
});
