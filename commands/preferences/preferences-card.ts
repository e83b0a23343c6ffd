import type { Translate } from '../../src/locales/translate.ts';
import { CALLER } from '../../src/domain/ownership/audience.ts';
import { about, card, type Reply } from '../../src/discord/declare/reply.ts';
import { clockIn } from '../../src/domain/time/zones/time-zones.ts';
import type { User } from '../../src/models/person/user.ts';

/** A person's preferences as they are. */
export function preferencesCard(user: User, t: Translate, now: Date): Reply {
  const zone = user.timeZone ?? 'UTC';
  const onOff = (on: boolean) => t(on ? 'settings.on' : 'settings.off');
  const field = (option: string, value: string) => ({
    name: t(`preferences.fields.${option}`),
    value,
    inline: true,
  });
  const shown = card({
    title: t('preferences.title'),
    description: t('preferences.how'),
    fields: [
      field('timezone', user.timeZone ? `${zone}, ${clockIn(zone, now)}` : t('preferences.zoneUnset')),
      field(
        'language',
        user.locale ? t(`choices.language.${user.locale}`) : t('preferences.languageOfDiscord'),
      ),
      field('private', onOff(user.privateReplies)),
      field('visibility', t(`choices.visibility.${user.defaultVisibility}`)),
      field('reminders', t(`choices.reminders.${user.remindersBy}`)),
      field('notices', onOff(user.notices)),
    ],
  });
  return about(CALLER, shown);
}
