import type { Context } from '../../src/discord/declare/context.ts';
import type { Reply } from '../../src/discord/declare/reply.ts';
import { changeSettings } from '../../src/models/guild/guild-settings.ts';
import { serverOf } from './server.ts';
import { settingsCard } from './settings-card.ts';

/** Changes settings, makes every process know, and shows them as they are then. */
export async function change(
  { caller, now, forgetSettings, t }: Context,
  what: Parameters<typeof changeSettings>[1],
): Promise<Reply> {
  const { settings, changed } = await changeSettings(caller, what);
  forgetSettings({ guildId: serverOf(caller) });
  return { content: t('settings.changed', { count: changed }), ...settingsCard(settings, t, now()) };
}
