import { ApplicationIntegrationType, InteractionContextType } from 'discord.js';

/** For commands that make sense in servers, in direct messages, and for those who bring the bot along. */
export const EVERYWHERE = {
  contexts: [
    InteractionContextType.Guild,
    InteractionContextType.BotDM,
    InteractionContextType.PrivateChannel,
  ],
  installs: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
} as const;
