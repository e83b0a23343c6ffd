import { ChannelType } from 'discord-api-types/v10';

/** Whether an option or select may name a text channel; all channels of this world's guilds are. */
export function allowsText(types: unknown): boolean {
  return !Array.isArray(types) || types.length === 0 || types.includes(ChannelType.GuildText);
}
