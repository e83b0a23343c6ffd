import { InteractionResponseType, MessageFlags } from 'discord-api-types/v10';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { TOKEN_MS } from '../../state/interactions.ts';
import type { Interaction } from '../../state/interactions.ts';
import type { StoredMessage } from '../../state/messages.ts';
import type { State } from '../../state/state.ts';
import { readBody } from '../body.ts';
import type { RequestBody } from '../body.ts';
import { draftOf } from '../draft.ts';
import { discordError } from '../errors.ts';
import { checkFollowups, isEphemeral } from '../external.ts';
import { record } from '../received.ts';
import { replyOrigin } from '../reply-origin.ts';
import { FLAGS, parseMessage } from '../schemas/message.ts';

type WebhookRequest = FastifyRequest<{ Params: { webhookId: string; token: string; messageId?: string } }>;

const isLoading = ({ message }: StoredMessage) => ((message.flags ?? 0) & MessageFlags.Loading) !== 0;

/** Followups and edits through an interaction's token. Throws 10015 before the first response, 50027 after 15 minutes, 10008. https://docs.discord.com/developers/interactions/receiving-and-responding#followup-messages */
export function webhookRoutes(app: FastifyInstance, state: State): void {
  const path = '/webhooks/:webhookId/:token';
  const config = { isInteraction: true, limit: [5, 2] as const };

  async function open(request: WebhookRequest): Promise<RequestBody & { interaction: Interaction }> {
    const { webhookId, token } = request.params;
    const interaction = state.interactions.byToken(token);
    if (!interaction || webhookId !== state.application.id) throw discordError(10015);
    const body = await readBody(request);
    record(request, state, interaction, body.payload);
    if (state.now() - interaction.createdAt > TOKEN_MS) throw discordError(50027);
    if (interaction.responseType === null) throw discordError(10015);
    return { ...body, interaction };
  }

  function messageOf(interaction: Interaction, id = '@original'): StoredMessage {
    const real = id === '@original' ? interaction.originalId : id;
    const mine = [interaction.originalId, ...interaction.followupIds];
    const stored = real !== null && mine.includes(real) ? state.messages.get(real) : undefined;
    if (!stored) throw discordError(10008);
    return stored;
  }

  function edit(stored: StoredMessage, { interaction, payload, files }: Awaited<ReturnType<typeof open>>) {
    const before = stored.message;
    const body = parseMessage(payload, { flags: FLAGS.update, existing: before.flags ?? 0 });
    const draft = draftOf(state, body, { place: interaction.place, files, before });
    state.messages.edit(stored, draft, !isLoading(stored));
    interaction.state = 'answered';
    return stored.message;
  }

  const followup = async (request: WebhookRequest) => {
    const opened = await open(request);
    const { interaction, payload, files } = opened;
    const original = state.messages.get(interaction.originalId ?? '');
    if (
      original &&
      isLoading(original) &&
      interaction.responseType === InteractionResponseType.DeferredChannelMessageWithSource
    ) {
      // Documented: right after a defer, this edits the loading message, whose ephemeral state stays.
      return edit(original, opened);
    }
    const body = parseMessage(payload, { flags: FLAGS.interaction });
    const draft = draftOf(state, body, { place: interaction.place, files });
    checkFollowups(interaction);
    const origin = replyOrigin(state, interaction, isEphemeral(interaction, body.flags));
    const { message } = state.messages.create(origin, draft);
    interaction.followupIds.push(message.id);
    interaction.state = 'answered';
    return message;
  };
  app.route({ method: 'POST', url: path, config, handler: followup });

  const one = `${path}/messages/:messageId`;
  const read = async (request: WebhookRequest) => {
    const { interaction } = await open(request);
    return messageOf(interaction, request.params.messageId).message;
  };
  app.route({ method: 'GET', url: one, config, handler: read });
  const change = async (request: WebhookRequest) => {
    const opened = await open(request);
    return edit(messageOf(opened.interaction, request.params.messageId), opened);
  };
  app.route({ method: 'PATCH', url: one, config, handler: change });
  const remove = async (request: WebhookRequest, reply: FastifyReply) => {
    const { interaction } = await open(request);
    const stored = messageOf(interaction, request.params.messageId);
    state.messages.remove(stored.message.id);
    // That “thinking…” is gone is no answer yet.
    if (!isLoading(stored)) interaction.state = 'answered';
    return reply.code(204).send();
  };
  app.route({ method: 'DELETE', url: one, config, handler: remove });
}
