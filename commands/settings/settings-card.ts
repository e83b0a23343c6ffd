import { CALLER } from '../../src/domain/ownership/audience.ts';
import { about, card, type Reply } from '../../src/discord/declare/reply.ts';
import type { GuildSettings } from '../../src/domain/guild-settings.ts';
import { MODULES } from '../../src/domain/modules.ts';
import { clockIn } from '../../src/domain/time/zones/time-zones.ts';
import type { Translate } from '../../src/locales/translate.ts';

/** A server's settings as they are. */
export function settingsCard(settings: GuildSettings, t: Translate, now: Date): Reply {
  const { locale, timeZone, staffRoleIds, modules } = settings;
  const none = t('settings.none');
  const field = (name: string, value: string) => ({
    name: t(`settings.fields.${name}`),
    value,
    inline: true,
  });
  const onOff = (on: boolean) => t(on ? 'settings.on' : 'settings.off');
  const shown = card({
    title: t('settings.title'),
    fields: [
      field('locale', locale ? t(`choices.language.${locale}`) : none),
      field('timeZone', timeZone ? `${timeZone}, ${clockIn(timeZone, now)}` : none),
      field('staffRoleIds', staffRoleIds.map((id) => `<@&${id}>`).join(' ') || none),
      {
        name: t('settings.fields.modules'),
        value: MODULES.map((module) => `${t(`modules.${module}`)}: **${onOff(modules[module])}**`).join('\n'),
      },
    ],
  });
  return about(CALLER, shown);
}
