import { DiscordAPIError, RESTJSONErrorCodes, Routes, type REST } from 'discord.js';

/**
 * Whether somebody is a member of a server that the bot is in.
 * @throws DiscordAPIError when Discord does not say, such as in an outage
 * Source: Discord documentation, "Get Guild Member"; error 10007, "Unknown Member".
 */
export async function isMember(rest: REST, guildId: string, userId: string): Promise<boolean> {
  try {
    await rest.get(Routes.guildMember(guildId, userId));
    return true;
  } catch (error) {
    if (error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownMember) return false;
    throw error;
  }
}
