import type { Translate, Translations } from '../../locales/translate.ts';
import { closestLocale, SOURCE_LOCALE } from '../../locales/locales.ts';
import type { Send } from '../../queues/outbox/batch.ts';
import type { ClaimedMessage } from '../../queues/outbox/outbox.ts';
import type { Deliver } from './deliver.ts';
import type { Said } from '../declare/reply.ts';

/** What a message says where. */
export type MessageOf<Row extends ClaimedMessage> = (parts: {
  row: Row;
  place: 'dm' | 'channel';
  now: Date;
  t: Translate;
  /** The one of ours that `t` speaks. */
  locale: string;
}) => Said;

/** Sends messages by Discord, in the language that the person chose, else that of their Discord, else of their server. */
export function createSend<Row extends ClaimedMessage>(parts: {
  deliver: Deliver;
  translations: Translations;
  message: MessageOf<Row>;
}): Send<Row> {
  const { deliver, translations, message } = parts;
  return (row, { now, signal }) => {
    const { id, userId, channelId, by, attempts, since } = row;
    const locale = closestLocale(row.locale ?? SOURCE_LOCALE);
    const t = translations.for(locale);
    const say = (place: 'dm' | 'channel') => message({ row, place, now, t, locale });
    return deliver({ id, userId, channelId, by, repeated: attempts > 1, since, say, signal });
  };
}
