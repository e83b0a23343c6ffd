import { DiscordAPIError, Routes, type REST } from 'discord.js';
import { closestLocale, SOURCE_LOCALE } from '../../locales/locales.ts';
import type { Translate, Translations } from '../../locales/translate.ts';
import type { CloseReminder } from '../../jobs/reminders/close.ts';
import type { UntrueReminder } from '../../models/reminder/close.ts';
import type { Said } from '../declare/reply.ts';

/** What the message of a reminder says once it is no longer true. */
export type ClosedMessage = (reminder: UntrueReminder, t: Translate) => Said;

/** Changes messages of reminders over REST. What Discord refuses, such as a message that was deleted, stays as it is. */
export function createCloseReminder(parts: {
  rest: Pick<REST, 'patch'>;
  translations: Translations;
  message: ClosedMessage;
}): CloseReminder {
  const { rest, translations, message } = parts;
  return async (reminder) => {
    const t = translations.for(closestLocale(reminder.locale ?? SOURCE_LOCALE));
    const { content = '', embeds = [], components = [] } = message(reminder, t);
    const body = { content, embeds, components, allowed_mentions: { parse: [] } };
    try {
      await rest.patch(Routes.channelMessage(reminder.channelId, reminder.messageId), { body });
    } catch (error) {
      const isRefused = error instanceof DiscordAPIError && error.status < 500 && error.status !== 429;
      if (!isRefused) throw error;
    }
  };
}
