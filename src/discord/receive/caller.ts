import { ApplicationIntegrationType, PermissionFlagsBits, type BaseInteraction } from 'discord.js';
import type { Caller } from '../../domain/ownership/caller.ts';

/**
 * The server that somebody acts in: it counts only where the bot was added to it. A person who brings the bot along as a
 * user-installed app acts for themselves there.
 */
export function guildOf({ guildId, authorizingIntegrationOwners }: BaseInteraction): string | null {
  return guildId !== null && authorizingIntegrationOwners[ApplicationIntegrationType.GuildInstall] === guildId
    ? guildId
    : null;
}

/** Who calls, as the interaction itself says. @param staffRoleIds the roles that their server names as staff */
export function callerOf(interaction: BaseInteraction, staffRoleIds: readonly string[]): Caller {
  const guildId = guildOf(interaction);
  return {
    userId: interaction.user.id,
    // Whatever Discord may speak one day, it fits.
    ...(/^[\w-]{2,10}$/.test(interaction.locale) ? { locale: interaction.locale } : {}),
    guildId,
    isStaff: guildId !== null && isStaff(interaction, staffRoleIds),
  };
}

function isStaff(
  { guildId, memberPermissions, member }: BaseInteraction,
  staffRoleIds: readonly string[],
): boolean {
  if (memberPermissions?.has(PermissionFlagsBits.ManageGuild)) return true;
  // discord.js makes objects of roles only where it keeps the guild.
  const roles = member?.roles ?? [];
  const held = Array.isArray(roles) ? roles : [...roles.cache.keys()];
  // @everyone, whose id is the server's, is held by all: it can make nobody staff.
  return held.some((role) => role !== guildId && staffRoleIds.includes(role));
}
