import { ApplicationIntegrationType, PermissionFlagsBits, type BaseInteraction } from 'discord.js';
import type { Caller } from '../../domain/ownership/caller.ts';

/**
 * Who calls, as the interaction itself says. A server counts only where the bot was added to it: a person who brings
 * the bot along as a user-installed app acts for themselves there.
 */
export function callerOf(interaction: BaseInteraction): Caller {
  const installedIn = interaction.authorizingIntegrationOwners[ApplicationIntegrationType.GuildInstall];
  const guildId =
    interaction.guildId !== null && installedIn === interaction.guildId ? interaction.guildId : null;
  return {
    userId: interaction.user.id,
    // Whatever Discord may speak one day, it fits.
    ...(/^[\w-]{2,10}$/.test(interaction.locale) ? { locale: interaction.locale } : {}),
    guildId,
    canManageGuild:
      guildId !== null && (interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false),
  };
}
