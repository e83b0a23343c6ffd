import { PermissionFlagsBits } from 'discord-api-types/v10';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { StoredMessage } from '../../state/messages.ts';
import { permissionsAt } from '../../state/permissions.ts';
import { bySnowflake } from '../../state/snowflake.ts';
import type { State } from '../../state/state.ts';
import type { Place } from '../../state/world.ts';
import { readBody } from '../body.ts';
import { draftOf } from '../draft.ts';
import { discordError, httpError, notImplemented } from '../errors.ts';
import { parseForm } from '../form.ts';
import { snowflake } from '../schemas/primitives.ts';
import { FLAGS, parseMessage } from '../schemas/message.ts';
import type { MessageBody } from '../schemas/message-body.ts';
import { replyTo } from '../reply-to.ts';

interface ChannelParams {
  Params: { channelId: string; messageId: string };
}

type ChannelRequest = FastifyRequest<ChannelParams>;

const page = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  before: snowflake.optional(),
  after: snowflake.optional(),
});

const NONCE_MS = 5 * 60_000;

/** Reads and writes channels as the bot. Throws 10003, 10008, 50001, 50005, 50006, 50007, 50013, 50035. https://docs.discord.com/developers/resources/message */
export function channelRoutes(app: FastifyInstance, state: State): void {
  const { world, messages } = state;
  const botId = world.bot.id;

  function placeOf({ channelId }: ChannelParams['Params'], needed = 0n): Place {
    const place = world.place(channelId);
    if (!place) throw discordError(10003);
    const permissions = permissionsAt(place, botId, botId);
    if ((permissions & PermissionFlagsBits.ViewChannel) === 0n) throw discordError(50001);
    if ((permissions & needed) !== needed) throw discordError(50013);
    if (place.guild?.unavailable) throw httpError(503, 'Service Unavailable');
    return place;
  }
  // An ephemeral message can be reached through its interaction only.
  const isPublic = ({ visibleTo }: StoredMessage) => visibleTo === null;
  function messageOf({ channelId, messageId }: ChannelParams['Params']): StoredMessage {
    const stored = messages.get(messageId);
    if (!stored || stored.message.channel_id !== channelId || !isPublic(stored)) throw discordError(10008);
    return stored;
  }

  app.get<ChannelParams>('/channels/:channelId', (request) => placeOf(request.params).channel);

  // Documented: with enforce_nonce, the message that was made with it in the last few minutes is returned instead.
  function known({ nonce, enforce_nonce: isEnforced }: MessageBody, { channel }: Place) {
    if (!isEnforced || nonce === null || nonce === undefined) return undefined;
    const isRecent = ({ message }: StoredMessage) =>
      message.nonce === nonce && Date.parse(message.timestamp) > state.now() - NONCE_MS;
    return messages.list(channel.id).find(isRecent)?.message;
  }

  const path = '/channels/:channelId/messages';
  app.get<ChannelParams>(path, (request) => {
    placeOf(request.params, PermissionFlagsBits.ReadMessageHistory);
    if ('around' in Object(request.query)) throw notImplemented('around');
    const { limit, before, after } = parseForm(page, request.query);
    const inRange = ({ message: { id } }: StoredMessage) =>
      (before === undefined || bySnowflake(id, before) < 0) &&
      (after === undefined || bySnowflake(id, after) > 0);
    const all = messages.list(request.params.channelId).filter((one) => isPublic(one) && inRange(one));
    const chosen = after === undefined ? all.slice(-limit) : all.slice(0, limit);
    return chosen.map(({ message }) => message).toReversed();
  });
  const create = async (request: ChannelRequest) => {
    const place = placeOf(request.params, PermissionFlagsBits.SendMessages);
    const { payload, files } = await readBody(request);
    if (place.dmWith && state.faults.current.closedDms.includes(place.dmWith.key)) throw discordError(50007);
    const body = parseMessage(payload, { flags: FLAGS.channel });
    const already = known(body, place);
    if (already) return already;
    const extra = { ...replyTo(state, body, place), ...(body.nonce && { nonce: body.nonce }) };
    const draft = draftOf(state, body, { place, files });
    return messages.create({ channelId: place.channel.id, author: world.bot, extra }, draft).message;
  };
  app.route<ChannelParams>({ method: 'POST', url: path, config: { limit: [5, 5] }, handler: create });

  const one = `${path}/:messageId`;
  app.get<ChannelParams>(one, (request) => {
    placeOf(request.params, PermissionFlagsBits.ReadMessageHistory);
    return messageOf(request.params).message;
  });
  const edit = async (request: ChannelRequest) => {
    const place = placeOf(request.params);
    const stored = messageOf(request.params);
    const before = stored.message;
    if (before.author.id !== botId) throw discordError(50005);
    const { payload, files } = await readBody(request);
    const body = parseMessage(payload, { flags: FLAGS.edit, existing: before.flags ?? 0 });
    messages.edit(stored, draftOf(state, body, { place, files, before }));
    return stored.message;
  };
  app.route<ChannelParams>({ method: 'PATCH', url: one, config: { limit: [5, 5] }, handler: edit });
  app.delete<ChannelParams>(one, { config: { limit: [5, 1] } }, (request, reply) => {
    const stored = messageOf(request.params);
    const isOwn = stored.message.author.id === botId;
    placeOf(request.params, isOwn ? 0n : PermissionFlagsBits.ManageMessages);
    messages.remove(stored.message.id);
    return reply.code(204).send();
  });
}
