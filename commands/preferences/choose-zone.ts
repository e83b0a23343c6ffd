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
  async ({ chosen: [timeZone], caller, now, forgetSettings, t }) => {
    const user = await changePreferences(caller.userId, { ...(timeZone && { timeZone }) });
    forgetSettings({ userId: caller.userId });
    return { content: '', ...preferencesCard(user, t, now()) };
  },
);
