import { GatewayIntentBits } from 'discord-api-types/v10';
import type { StoredMessage } from '../state/messages.ts';
import type { State } from '../state/state.ts';
import { memberJson } from '../state/guild.ts';
import type { WorldState } from '../state/world.ts';
import type { Dispatch } from './dispatch.ts';

// Without the MESSAGE_CONTENT intent, which is privileged, other people's words are left out in guilds.
function messageJson(world: WorldState, { message }: StoredMessage, guildId: string | null) {
  const isOwn = message.author.id === world.bot.id || message.mentions.some(({ id }) => id === world.bot.id);
  const hidden =
    guildId === null || isOwn ? {} : { content: '', embeds: [], attachments: [], components: [] };
  const member = world.guild(guildId ?? '')?.members.get(message.author.id);
  return {
    ...message,
    ...hidden,
    ...(guildId !== null && member && { guild_id: guildId, member: memberJson(member) }),
  };
}

/** Tells the bot of messages where it is. https://docs.discord.com/developers/events/gateway-events#messages */
export function tellOfMessages({ events, world }: State, dispatch: Dispatch): void {
  function where(channelId: string) {
    const guild = world.place(channelId)?.guild ?? null;
    const intent = guild ? GatewayIntentBits.GuildMessages : GatewayIntentBits.DirectMessages;
    return { guildId: guild?.id ?? null, intent, isHeard: !guild || guild.members.has(world.bot.id) };
  }
  events.on('message', (stored, change) => {
    const { isHeard, ...to } = where(stored.message.channel_id);
    const event = change === 'create' ? 'MESSAGE_CREATE' : 'MESSAGE_UPDATE';
    if (isHeard) dispatch(event, messageJson(world, stored, to.guildId), to);
  });
  events.on('message-deleted', ({ message: { id, channel_id } }) => {
    const { isHeard, ...to } = where(channel_id);
    const message = to.guildId === null ? { id, channel_id } : { id, channel_id, guild_id: to.guildId };
    if (isHeard) dispatch('MESSAGE_DELETE', message, to);
  });
}
