import { ApplicationCommandType, InteractionType, MessageFlags, MessageType } from 'discord-api-types/v10';
import type { APIMessage } from 'discord-api-types/v10';
import { isRecord } from '../state/is-record.ts';
import type { Interaction } from '../state/interactions.ts';
import type { MessageOrigin } from '../state/messages.ts';
import type { State } from '../state/state.ts';

const TYPE_BY_COMMAND: Partial<Record<number, MessageType>> = {
  [ApplicationCommandType.ChatInput]: MessageType.ChatInputCommand,
  [ApplicationCommandType.User]: MessageType.ContextMenuCommand,
  [ApplicationCommandType.Message]: MessageType.ContextMenuCommand,
};

function kindOf({ type, sent }: Interaction): { type: MessageType; name: string } {
  const { name, type: command } = isRecord(sent['data']) ? sent['data'] : {};
  const known = typeof command === 'number' ? TYPE_BY_COMMAND[command] : undefined;
  const isCommand = type === InteractionType.ApplicationCommand;
  return {
    type: (isCommand && known) || MessageType.Reply,
    name: typeof name === 'string' ? name : '',
  };
}

/** Where a message made for an interaction comes from. https://docs.discord.com/developers/resources/message#message-interaction-metadata-object */
export function replyOrigin(
  state: State,
  interaction: Interaction,
  ephemeral: boolean,
  extraFlags = 0,
): MessageOrigin {
  const { id, type, actor, sent, sourceId, originalId, place } = interaction;
  const answersOriginal = interaction.responseType !== null && originalId !== null;
  const kind = answersOriginal ? { ...kindOf(interaction), type: MessageType.Reply } : kindOf(interaction);
  const repliesTo = answersOriginal ? originalId : sourceId;
  const metadata = {
    id,
    type,
    user: actor.user,
    authorizing_integration_owners: sent['authorizing_integration_owners'],
    ...(kind.name !== '' && { name: kind.name }),
    ...(sourceId !== null && { interacted_message_id: sourceId }),
    ...(answersOriginal && { original_response_message_id: originalId }),
  };
  const flags = (ephemeral ? MessageFlags.Ephemeral : 0) | extraFlags;
  const extra = {
    type: kind.type,
    application_id: state.application.id,
    webhook_id: state.application.id,
    interaction_metadata: metadata,
    ...(kind.name !== '' && { interaction: { id, type, name: kind.name, user: actor.user } }),
    ...(kind.type === MessageType.Reply &&
      repliesTo !== null && {
        message_reference: {
          type: 0,
          channel_id: place.channel.id,
          message_id: repliesTo,
          ...(place.guild && { guild_id: place.guild.id }),
        },
      }),
  };
  return {
    channelId: place.channel.id,
    author: state.world.bot,
    visibleTo: ephemeral ? actor.user.id : null,
    flags,
    // The metadata is a union by the interaction's type, which is only known here as a number.
    extra: extra as unknown as Partial<APIMessage>,
  };
}
