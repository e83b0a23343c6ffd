import { MessageReferenceType, MessageType } from 'discord-api-types/v10';
import type { APIMessage } from 'discord-api-types/v10';
import type { State } from '../state/state.ts';
import type { Place } from '../state/world.ts';
import { invalidForm } from './errors.ts';
import type { MessageBody } from './schemas/message-body.ts';

/** What makes a message a reply. Throws 50035 when it replies to nothing, unless that is allowed. https://docs.discord.com/developers/resources/message#message-reference-structure */
export function replyTo(state: State, body: MessageBody, { channel }: Place): Partial<APIMessage> {
  const { message_reference: reference } = body;
  if (!reference) return {};
  const replied = state.messages.get(reference.message_id);
  if (!replied || replied.message.channel_id !== channel.id || replied.visibleTo !== null) {
    if (reference.fail_if_not_exists === false) return {};
    const code = 'REPLIES_UNKNOWN_MESSAGE';
    throw invalidForm([{ path: ['message_reference'], code, message: 'Unknown message' }]);
  }
  return {
    type: MessageType.Reply,
    message_reference: {
      type: MessageReferenceType.Default,
      channel_id: channel.id,
      message_id: replied.message.id,
    },
  };
}
