import { type APIChannel, ChannelType, PermissionFlagsBits } from 'discord-api-types/v10';
import type { GuildView, MemberView } from '../../protocol.ts';

const position = (channel: APIChannel): number => ('position' in channel ? channel.position : 0);

/**
 * The text channels of a guild that a person sees, in Discord's order.
 * Source: https://docs.discord.com/developers/topics/permissions#permission-overwrites
 */
export function visibleChannels(guild: GuildView, person: string): APIChannel[] {
  const member = guild.members.find(({ key }) => key === person);
  return guild.channels
    .filter((channel) => channel.type === ChannelType.GuildText)
    .filter((channel) => member && sees(member, channel, guild))
    .toSorted((a, b) => position(a) - position(b));
}

function sees({ userId, roles, permissions }: MemberView, channel: APIChannel, guild: GuildView): boolean {
  const { Administrator, ViewChannel } = PermissionFlagsBits;
  const held = BigInt(permissions);
  if (guild.ownerId === userId || (held & Administrator) !== 0n) return true;
  const overwrites = ('permission_overwrites' in channel && channel.permission_overwrites) || [];
  // Later ones win: everybody's, then those of the roles together, then the member's own.
  const levels = [[guild.id], roles, [userId]];
  return levels.reduce(
    (seen, ids) => {
      const here = overwrites.filter(({ id }) => ids.includes(id));
      if (here.some(({ allow }) => (BigInt(allow) & ViewChannel) !== 0n)) return true;
      return seen && !here.some(({ deny }) => (BigInt(deny) & ViewChannel) !== 0n);
    },
    (held & ViewChannel) !== 0n,
  );
}
