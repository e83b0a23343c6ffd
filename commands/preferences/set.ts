import { z } from 'zod';
import { subcommand } from '../../src/discord/command.ts';
import { suggested } from '../../src/discord/options.ts';
import { visibility } from '../../src/domain/playlist.ts';
import { LANGUAGES, REMINDERS_BY } from '../../src/domain/preferences.ts';
import { timeZone } from '../../src/domain/time-zones.ts';
import { UserError } from '../../src/errors.ts';
import { changePreferences, type PreferenceChange } from '../../src/models/preferences.ts';
import { suggestsTimeZones } from '../time-zone-option.ts';
import { preferencesCard } from './preferences-card.ts';

/** `/preferences set`: changes what is given, and shows all of it. */
export const set = subcommand({
  input: z.object({
    timezone: suggested(timeZone).optional(),
    language: z.enum(['auto', ...LANGUAGES]).optional(),
    private: z.boolean().optional(),
    visibility: visibility.optional(),
    reminders: z.enum(REMINDERS_BY).optional(),
    leaderboard: z.boolean().optional(),
  }),
  suggest: { timezone: suggestsTimeZones },

  async execute({ input, caller, bot, t, wordsFor }) {
    const { language, timezone, private: privateReplies, visibility, reminders, leaderboard } = input;
    const change: PreferenceChange = {
      ...(timezone && { timeZone: timezone }),
      ...(language && { locale: language === 'auto' ? null : language }),
      ...(privateReplies !== undefined && { privateReplies }),
      ...(visibility && { defaultVisibility: visibility }),
      ...(reminders && { remindersBy: reminders }),
      ...(leaderboard !== undefined && { onLeaderboards: leaderboard }),
    };
    if (Object.keys(change).length === 0) throw new UserError('preferences.nothing');
    const user = await changePreferences(caller.userId, change);
    bot.forget({ userId: caller.userId });
    // The answer to a change of language is in the new one.
    return preferencesCard(user, language === undefined ? t : wordsFor(user.locale), bot.now());
  },
});
