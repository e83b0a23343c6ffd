import { time, TimestampStyles } from 'discord.js';
import { z } from 'zod';
import { pageButtons, pageNumber } from '../../src/discord/declare/buttons.ts';
import { component, subcommand } from '../../src/discord/declare/command.ts';
import type { Context } from '../../src/discord/declare/context.ts';
import { escapeText } from '../../src/discord/escape.ts';
import { CALLER } from '../../src/domain/ownership/audience.ts';
import { about, card, say, type Reply } from '../../src/discord/declare/reply.ts';
import { settingChanges } from '../../src/models/guild/guild-settings.ts';
import { serverOf } from './server.ts';

/** `/settings audit`: who changed what, the newest first. */
export const audit = subcommand({
  input: z.object({}),
  execute: (context) => pageOfChanges(context, 1),
});

/** ◀ and ▶ below it. */
export const auditPage = component(
  'settings.audit',
  z.object({ page: pageNumber }),
  ({ state, ...context }) => pageOfChanges(context, state.page),
);

/** What a setting holds, as people know it: roles and channels by their names. */
function namesIn(setting: string, text: string): string {
  if (setting === 'announcementChannelId') return text.replace(/\d{1,19}/g, '<#$&>');
  if (setting === 'staffRoleIds') return text.replace(/\d{1,19}/g, '<@&$&>');
  return escapeText(text);
}

async function pageOfChanges(context: Context, asked: number): Promise<Reply> {
  const { caller, t } = context;
  const { changes, total, page, pages } = await settingChanges(serverOf(caller), asked);
  if (total === 0) return about(CALLER, say(t('settings.auditEmpty')));
  const lines = changes.map(({ setting, before, after, changedBy, changedAt }) => {
    const [group = '', module] = setting.split('.');
    const name = module ? t(`modules.${module}`) : t(`settings.fields.${group}`);
    const value = (text: string | null) => (text === null ? t('settings.none') : namesIn(group, text));
    const who = changedBy ? `<@${changedBy}>` : t('settings.somebody');
    return `${time(changedAt, TimestampStyles.ShortDateTime)} ${who} · **${name}**: ${value(before)} → ${value(after)}`;
  });
  const shown = card(
    {
      title: t('settings.auditTitle'),
      description: lines.join('\n'),
      ...(pages > 1 ? { footer: { text: t('page', { page, pages }) } } : {}),
    },
    pageButtons(context, auditPage, {}, { page, pages }),
  );
  return about(CALLER, shown);
}
