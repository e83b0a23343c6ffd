import { PermissionFlagsBits } from 'discord-api-types/v10';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Gateway } from '../gateway/gateway.ts';
import type { Violations } from '../openapi/violations.ts';
import type {
  CommandsView,
  InteractionView,
  MessagesView,
  PlaygroundEvent,
  ViolationsView,
} from '../protocol.ts';
import { mentionsOf } from '../rest/draft.ts';
import { discordError } from '../rest/errors.ts';
import { parseForm } from '../rest/form.ts';
import { text } from '../rest/schemas/primitives.ts';
import { answerErrors, ATTACHMENT_BYTES_MAX } from '../rest/rest.ts';
import { contentTypeOf } from '../state/attachments.ts';
import type { StoredMessage } from '../state/messages.ts';
import type { State } from '../state/state.ts';
import { act } from './act.ts';
import { databaseRoutes } from './database.ts';
import { subscribe } from './events.ts';
import { faultRoutes } from './faults.ts';
import { logRoutes } from './log.ts';
import { enter, personOf } from './enter.ts';
import { perform } from './perform.ts';
import { visibleCommands } from './visible-commands.ts';
import { waitFor } from './wait.ts';
import { worldView } from './world-view.ts';

const upload = z.object({
  as: z.string(),
  channelId: z.string(),
  filename: text(1, 260),
  contentType: z.string().optional(),
  data: z.base64(),
});
const say = z.object({ as: z.string(), content: text(1, 2000) });

/** What people do, over HTTP and a WebSocket: see protocol.ts. To be registered below `/playground`. */
export function controlRoutes(
  app: FastifyInstance,
  options: {
    state: State;
    gateway: Gateway;
    violations: Violations;
    report: (error: Error) => void;
  },
): void {
  const { state, gateway, violations, report } = options;
  answerErrors(app, report);
  const seenBy = (userId: string | undefined) => (one: StoredMessage) =>
    one.visibleTo === null || one.visibleTo === userId;

  databaseRoutes(app, state);
  faultRoutes(app, state, gateway);
  logRoutes(app, state);
  app.get('/violations', async (): Promise<ViolationsView> => {
    return { checked: violations.checked, violations: await violations.list() };
  });
  app.get('/world', () => worldView(state, gateway));
  app.get<{ Querystring: { channelId: string; as: string } }>('/commands', ({ query }): CommandsView => {
    const person = personOf(state, query.as);
    return visibleCommands(state, person, enter(state, person, query.channelId));
  });
  app.get<{ Params: { channelId: string }; Querystring: { as: string } }>(
    '/channels/:channelId/messages',
    ({ params, query }): MessagesView => {
      const person = personOf(state, query.as);
      enter(state, person, params.channelId);
      return state.messages
        .list(params.channelId)
        .filter(seenBy(person.user.id))
        .map(({ message }) => message);
    },
  );
  app.post<{ Params: { channelId: string } }>('/channels/:channelId/messages', ({ params, body }) => {
    const { as, content } = parseForm(say, body);
    const person = personOf(state, as);
    const place = enter(state, person, params.channelId, PermissionFlagsBits.SendMessages);
    const draft = { content, mentions: mentionsOf(state, { content }, place) };
    return state.messages.create({ channelId: params.channelId, author: person.user }, draft).message;
  });
  app.post('/attachments', { bodyLimit: 2 * ATTACHMENT_BYTES_MAX }, ({ body }) => {
    const { as, channelId, filename, contentType, data } = parseForm(upload, body);
    enter(state, personOf(state, as), channelId);
    const bytes = Buffer.from(data, 'base64');
    if (bytes.length > ATTACHMENT_BYTES_MAX) throw discordError(40005);
    const file = { filename, contentType: contentType ?? contentTypeOf(filename), bytes };
    return state.attachments.add(file, channelId, state.origin);
  });

  app.post('/interactions', ({ body }) => ({ id: perform(state, gateway, parseForm(act, body)).id }));
  app.get<{ Params: { id: string }; Querystring: { wait?: string } }>(
    '/interactions/:id',
    async ({ params, query }): Promise<InteractionView> => {
      const interaction = state.interactions.get(params.id);
      if (!interaction) throw discordError(10062);
      if (query.wait === 'first' || query.wait === 'final') await waitFor(state, interaction, query.wait);
      return state.interactions.view(interaction);
    },
  );
  app.get<{ Querystring: { as?: string } }>('/events', { websocket: true }, (socket, { query }) => {
    const userId = state.world.person(query.as ?? '')?.user.id;
    const send = (event: PlaygroundEvent) => socket.send(JSON.stringify(event));
    socket.on('close', subscribe(state, { userId, sees: seenBy(userId), send }));
    // Whoever connects after the bot did must not wait for the next change.
    send({ type: 'bot', online: gateway.online() });
  });
}
