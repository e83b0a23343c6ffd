import { OverwriteType, PermissionFlagsBits } from 'discord-api-types/v10';
import type { APITextChannel } from 'discord-api-types/v10';
import type { Place } from './world.ts';
import type { Guild } from './guild.ts';

const ALL = Object.values(PermissionFlagsBits).reduce((all, bit) => all | bit, 0n);

/** What anybody may do in a direct message. */
export const DM_PERMISSIONS =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.ReadMessageHistory |
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.AttachFiles |
  PermissionFlagsBits.AddReactions |
  PermissionFlagsBits.UseApplicationCommands |
  PermissionFlagsBits.UseExternalApps;

/** A member's permissions in a guild, or in one channel of it; 0n for somebody who is not a member. https://docs.discord.com/developers/topics/permissions#permission-overwrites */
export function permissionsIn(guild: Guild, userId: string, channel?: APITextChannel): bigint {
  const member = guild.members.get(userId);
  if (!member) return 0n;
  if (guild.ownerId === userId) return ALL;
  const mine = new Set([guild.id, ...member.roles]);
  let bits = guild.roles.reduce((sum, r) => (mine.has(r.id) ? sum | BigInt(r.permissions) : sum), 0n);
  if (bits & PermissionFlagsBits.Administrator) return ALL;
  const overwrites = channel?.permission_overwrites ?? [];
  const layers = [
    overwrites.filter(({ id }) => id === guild.id),
    overwrites.filter(({ id, type }) => type === OverwriteType.Role && id !== guild.id && mine.has(id)),
    overwrites.filter(({ id, type }) => type === OverwriteType.Member && id === userId),
  ];
  for (const layer of layers) {
    const deny = layer.reduce((sum, overwrite) => sum | BigInt(overwrite.deny), 0n);
    const allow = layer.reduce((sum, overwrite) => sum | BigInt(overwrite.allow), 0n);
    bits = (bits & ~deny) | allow;
  }
  return bits;
}

/** A user's permissions where something happens; the other people's direct messages are closed to them. */
export function permissionsAt(place: Place, userId: string, botId: string): bigint {
  if (place.guild) return permissionsIn(place.guild, userId, place.channel);
  return userId === place.dmWith.user.id || userId === botId ? DM_PERMISSIONS : 0n;
}
