import { z } from 'zod';
import { subcommand } from '../../src/discord/declare/command.ts';
import { suggested } from '../../src/discord/declare/options.ts';
import { visibility } from '../../src/domain/ownership/ownership.ts';
import { LANGUAGES, REMINDERS_BY } from '../../src/domain/preferences.ts';
import { UserError } from '../../src/errors.ts';
import { changePreferences, type PreferenceChange } from '../../src/models/person/preferences.ts';
import { askWhichZone, suggestsTimeZones, zoneIn, zoneOption } from '../time-zone-option.ts';
import { whichZone } from './choose-zone.ts';
import { preferencesCard } from './preferences-card.ts';

/** `/preferences set`: changes what is given, and shows all of it. */
export const set = subcommand({
  input: z.object({
    timezone: suggested(zoneOption).optional(),
    language: z.enum(['auto', ...LANGUAGES]).optional(),
    private: z.boolean().optional(),
    visibility: visibility.optional(),
    reminders: z.enum(REMINDERS_BY).optional(),
    notices: z.boolean().optional(),
  }),
  suggest: { timezone: suggestsTimeZones },

  async execute({ input, ...context }) {
    const { caller, now, forgetSettings, t, wordsFor } = context;
    const { language, timezone, private: privateReplies, visibility, reminders, notices } = input;
    const zone = timezone === undefined ? null : zoneIn(timezone, now());
    const change: PreferenceChange = {
      ...(zone && 'zone' in zone && { timeZone: zone.zone }),
      ...(language && { locale: language === 'auto' ? null : language }),
      ...(privateReplies !== undefined && { privateReplies }),
      ...(visibility && { defaultVisibility: visibility }),
      ...(reminders && { remindersBy: reminders }),
      ...(notices !== undefined && { notices }),
    };
    const isAsked = zone && 'which' in zone;
    if (Object.keys(change).length === 0 && !isAsked) throw new UserError('preferences.nothing');
    const user = await changePreferences(caller.userId, change);
    forgetSettings({ userId: caller.userId });
    if (isAsked) return askWhichZone(context, whichZone, {}, { text: timezone ?? '', ...zone });
    // The answer to a change of language is in the new one.
    return preferencesCard(user, language === undefined ? t : wordsFor(user.locale), now());
  },
});
