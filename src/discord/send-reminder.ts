import type { Translate, Translations } from '../locales/translate.ts';
import { closestLocale, SOURCE_LOCALE } from '../locales/locales.ts';
import type { SendReminder } from '../jobs/reminders/batch.ts';
import type { ClaimedReminder } from '../models/reminder/claim.ts';
import type { Deliver } from './deliver.ts';
import type { Said } from './replies.ts';

/** What a reminder says where. */
export type ReminderMessage = (parts: {
  reminder: ClaimedReminder;
  place: 'dm' | 'channel';
  now: Date;
  t: Translate;
  /** The one of ours that `t` speaks. */
  locale: string;
}) => Said;

/** Sends reminders by Discord, in the language that the person chose, else that of their Discord, else of their server. */
export function createSendReminder(parts: {
  deliver: Deliver;
  translations: Translations;
  message: ReminderMessage;
}): SendReminder {
  const { deliver, translations, message } = parts;
  return (reminder, { now, signal }) => {
    const { id, userId, channelId, by, attempts, since } = reminder;
    const locale = closestLocale(reminder.locale ?? SOURCE_LOCALE);
    const t = translations.for(locale);
    const say = (place: 'dm' | 'channel') => message({ reminder, place, now, t, locale });
    return deliver({ id, userId, channelId, by, repeated: attempts > 1, since, say, signal });
  };
}
