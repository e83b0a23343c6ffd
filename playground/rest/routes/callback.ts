import { InteractionResponseType as Type, InteractionType, MessageFlags } from 'discord-api-types/v10';
import type {
  APIApplicationCommandOptionChoice,
  APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10';
import type { FastifyInstance } from 'fastify';
import type { InteractionState } from '../../protocol.ts';
import type { Interaction } from '../../state/interactions.ts';
import { numberComponents } from '../../state/components.ts';
import type { State } from '../../state/state.ts';
import { readBody } from '../body.ts';
import type { RequestBody } from '../body.ts';
import { draftOf } from '../draft.ts';
import { discordError, invalidForm } from '../errors.ts';
import { parseForm } from '../form.ts';
import { isEphemeral } from '../external.ts';
import { record } from '../received.ts';
import { replyOrigin } from '../reply-origin.ts';
import { allowedCallbacks, callback, choicesData, modalData } from '../schemas/callback.ts';
import { deferData, flagErrors, FLAGS, parseMessage } from '../schemas/message.ts';

const prefix = ['data'];

/** What a response is made of. */
interface Response {
  state: State;
  interaction: Interaction;
  data: unknown;
  files: RequestBody['files'];
}

function reply({ state, interaction, data, files }: Response): InteractionState {
  const body = parseMessage(data, { flags: FLAGS.interaction, prefix });
  const draft = draftOf(state, body, { place: interaction.place, files, prefix });
  interaction.ephemeral = isEphemeral(interaction, body.flags);
  const { message } = state.messages.create(replyOrigin(state, interaction, interaction.ephemeral), draft);
  interaction.originalId = message.id;
  return 'answered';
}

function defer({ state, interaction, data }: Response): InteractionState {
  const { flags } = parseForm(deferData, data, prefix);
  const wrong = flagErrors(flags ?? 0, FLAGS.defer);
  if (wrong.length > 0)
    throw invalidForm(wrong.map((field) => ({ ...field, path: [...prefix, ...field.path] })));
  interaction.ephemeral = isEphemeral(interaction, flags);
  const origin = replyOrigin(state, interaction, interaction.ephemeral, MessageFlags.Loading);
  interaction.originalId = state.messages.create(origin, {}).message.id;
  return 'thinking';
}

function deferUpdate({ interaction }: Response): InteractionState {
  interaction.originalId = interaction.sourceId;
  return 'thinking';
}

function update({ state, interaction, data, files }: Response): InteractionState {
  const source = state.messages.get(interaction.sourceId ?? '');
  if (!source) throw discordError(10008);
  const before = source.message;
  const body = parseMessage(data, { flags: FLAGS.update, existing: before.flags ?? 0, prefix });
  state.messages.edit(source, draftOf(state, body, { place: interaction.place, files, before, prefix }));
  interaction.originalId = before.id;
  return 'answered';
}

function suggest({ interaction, data }: Response): InteractionState {
  interaction.choices = parseForm(choicesData, data, prefix).choices as APIApplicationCommandOptionChoice[];
  return 'answered';
}

function openModal({ interaction, data }: Response): InteractionState {
  const modal = parseForm(modalData, data, prefix);
  interaction.modal = numberComponents(modal) as APIModalInteractionResponseCallbackData;
  return 'answered';
}

/** Does what a response asks for, and tells the state that the interaction is in afterwards. */
const PERFORM: Partial<Record<Type, (response: Response) => InteractionState>> = {
  [Type.ChannelMessageWithSource]: reply,
  [Type.DeferredChannelMessageWithSource]: defer,
  [Type.DeferredMessageUpdate]: deferUpdate,
  [Type.UpdateMessage]: update,
  [Type.ApplicationCommandAutocompleteResult]: suggest,
  [Type.Modal]: openModal,
};

function responseOf(state: State, interaction: Interaction, type: Type) {
  const stored = state.messages.get(interaction.originalId ?? '');
  const isUpdate = type === Type.UpdateMessage || type === Type.DeferredMessageUpdate;
  return {
    interaction: {
      id: interaction.id,
      type: interaction.type,
      channel_id: interaction.place.channel.id,
      ...(stored && {
        response_message_id: stored.message.id,
        response_message_loading: type === Type.DeferredChannelMessageWithSource,
        response_message_ephemeral: stored.visibleTo !== null,
      }),
    },
    ...(interaction.type !== InteractionType.ApplicationCommandAutocomplete && {
      resource: {
        type,
        ...(stored && (!isUpdate || type === Type.UpdateMessage) && { message: stored.message }),
      },
    }),
  };
}

/** The first response to an interaction. Throws 10062 when it is late or unknown, 40060 for a second one, 50035. https://docs.discord.com/developers/interactions/receiving-and-responding#create-interaction-response */
export function callbackRoutes(app: FastifyInstance, state: State): void {
  app.post<{ Params: { id: string; token: string }; Querystring: { with_response?: string } }>(
    '/interactions/:id/:token/callback',
    { config: { isInteraction: true } },
    async (request, reply) => {
      const { id, token } = request.params;
      const interaction = state.interactions.get(id);
      if (!interaction || interaction.token !== token) throw discordError(10062);
      const { payload, files } = await readBody(request);
      record(request, state, interaction, payload);
      if (interaction.responseType !== null) throw discordError(40060);
      if (state.now() - interaction.createdAt > state.limits.firstResponseMs)
        state.interactions.fail(interaction);
      if (interaction.state === 'failed') throw discordError(10062);
      const { type, data } = parseForm(callback, payload);
      const allowed = allowedCallbacks(interaction.type, interaction.sourceId !== null);
      const perform = allowed.includes(type) ? PERFORM[type] : undefined;
      if (!perform) {
        const message = `Value must be one of {${allowed.join(', ')}}.`;
        throw invalidForm([{ path: ['type'], code: 'BASE_TYPE_CHOICES', message }]);
      }
      const next = perform({ state, interaction, data, files });
      state.interactions.acknowledge(interaction, type, next);
      if (request.query.with_response !== 'true') return reply.code(204).send();
      return responseOf(state, interaction, type);
    },
  );
}
