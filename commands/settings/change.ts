import type { Context } from '../../src/discord/declare/command.ts';
import type { Reply } from '../../src/discord/send/replies.ts';
import { changeSettings } from '../../src/models/guild/guild-settings.ts';
import { serverOf } from './server.ts';
import { settingsCard } from './settings-card.ts';

/** Changes settings, makes every process know, and shows them as they are then. */
export async function change(
  { caller, bot, t }: Context,
  what: Parameters<typeof changeSettings>[1],
): Promise<Reply> {
  const { settings, changed } = await changeSettings(caller, what);
  bot.forget({ guildId: serverOf(caller) });
  return { content: t('settings.changed', { count: changed }), ...settingsCard(settings, t, bot.now()) };
}
