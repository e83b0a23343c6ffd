import {
  ApplicationCommandOptionType as Option,
  ApplicationCommandType,
  InteractionType,
  MessageFlags,
  MessageType,
} from 'discord-api-types/v10';
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

const SUBCOMMANDS: unknown[] = [Option.Subcommand, Option.SubcommandGroup];

// Such as `playlist create`: the subcommand group and subcommand belong to the name.
function pathOf(command: Record<string, unknown>): string {
  const { name, options } = command;
  const [first]: unknown[] = Array.isArray(options) ? options : [];
  const isInner = isRecord(first) && SUBCOMMANDS.includes(first['type']);
  const inner = isInner ? ` ${pathOf(first)}` : '';
  return typeof name === 'string' ? `${name}${inner}` : '';
}

function kindOf({ type, sent }: Interaction): { type: MessageType; name: string } {
  const data = isRecord(sent['data']) ? sent['data'] : {};
  const { type: command } = data;
  const known = typeof command === 'number' ? TYPE_BY_COMMAND[command] : undefined;
  const isCommand = type === InteractionType.ApplicationCommand;
  return { type: (isCommand && known) || MessageType.Reply, name: pathOf(data) };
}

/** Where a message made for an interaction comes from. https://docs.discord.com/developers/resources/message#message-interaction-metadata-object */
export function replyOrigin(
  state: State,
  interaction: Interaction,
  ephemeral: boolean,
  extraFlags = 0,
): MessageOrigin {
  const { id, type, actor, owners, sourceId, originalId, place } = interaction;
  const answersOriginal = interaction.responseType !== null && originalId !== null;
  const kind = answersOriginal ? { ...kindOf(interaction), type: MessageType.Reply } : kindOf(interaction);
  const repliesTo = answersOriginal ? originalId : sourceId;
  const metadata = {
    id,
    type,
    user: actor.user,
    authorizing_integration_owners: owners,
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
