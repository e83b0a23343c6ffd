import { z } from 'zod';
import { select } from '../../src/discord/declare/select.ts';
import { changePreferences } from '../../src/models/person/preferences.ts';
import { chosenZone } from '../time-zone-option.ts';
import { preferencesCard } from './preferences-card.ts';

/** Which of several zones is the caller's. */
export const whichZone = select(
  'preferences.zone',
  z.object({}),
  chosenZone,
  async ({ chosen: [timeZone], caller, bot, t }) => {
    const user = await changePreferences(caller.userId, { ...(timeZone && { timeZone }) });
    bot.forget({ userId: caller.userId });
    return { content: '', ...preferencesCard(user, t, bot.now()) };
  },
);
