import { MessageFlags, PermissionFlagsBits } from 'discord-api-types/v10';
import type { Interaction } from '../state/interactions.ts';
import { permissionsAt } from '../state/permissions.ts';
import { discordError } from './errors.ts';

const FOLLOWUPS_MAX = 5;

// Only a person's own installation of the app allows it. https://docs.discord.com/developers/resources/application#installation-context
function isExternal({ owners }: Interaction): boolean {
  return owners['1'] !== undefined && owners['0'] === undefined;
}

/** Whether an answer is for one person only: by its flags, or because they may not use external apps in public. https://docs.discord.com/developers/topics/permissions#permissions-bitwise-permission-flags */
export function isEphemeral(interaction: Interaction, flags: number | null | undefined): boolean {
  const { place, actor } = interaction;
  if ((flags ?? 0) & MessageFlags.Ephemeral) return true;
  if (!place.guild || !isExternal(interaction)) return false;
  const permissions = permissionsAt(place, actor.user.id, '');
  return (permissions & PermissionFlagsBits.UseExternalApps) === 0n;
}

/** Throws 40094 at the sixth followup where the app is not installed. https://docs.discord.com/developers/interactions/receiving-and-responding#followup-messages */
export function checkFollowups(interaction: Interaction): void {
  if (isExternal(interaction) && interaction.followupIds.length >= FOLLOWUPS_MAX) throw discordError(40094);
}
