import websocket from '@fastify/websocket';
import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { controlRoutes } from './control/control.ts';
import { createGateway } from './gateway/gateway.ts';
import { createViolations } from './openapi/violations.ts';
import { refuseOtherPages } from './own-pages.ts';
import { answerErrors, restRoutes } from './rest/rest.ts';
import { headersOf } from './state/attachments.ts';
import { createState } from './state/state.ts';
import type { Limits } from './state/state.ts';

const BODY_BYTES_MAX = 100 * 1024 * 1024;
// A new bot has a concurrency of 1; then each restart while developing would wait for five seconds.
const LIMITS: Limits = {
  identifies: 1000,
  concurrency: 16,
  invalidRequests: 10_000,
  // https://docs.discord.com/developers/interactions/receiving-and-responding#responding-to-an-interaction
  firstResponseMs: 3_000,
};

/** How to start a local Discord. */
export interface PlaygroundOptions {
  /** 0 takes any free port. */
  port: number;
  /** The bot token that is accepted. */
  token: string;
  /** Milliseconds since 1970. */
  now?: () => number;
  /** The heartbeat interval asked of the bot. */
  heartbeatMs?: number;
  /** The privileged intents are switched on for the application; they are not unless told. */
  privileged?: boolean;
  /** Discord's own unless told, but for a concurrency of 16. */
  limits?: Partial<Limits>;
  /** Discord's OpenAPI document, to check the bot's requests with; without it they are not. */
  openapi?: string | undefined;
  /** Serves the page; without it there is only the API. */
  servePage?: (app: FastifyInstance) => Promise<void>;
  /** Told of faults of the local Discord itself. */
  report?: (error: Error) => void;
}

/** A running local Discord. */
export interface Playground {
  /** Such as `http://127.0.0.1:3000`; the REST API is below `/api/v10`. */
  url: string;
  /** Cuts the gateway's connections as a network fault does; their sessions can be resumed. */
  dropGateway(): void;
  close(): Promise<void>;
}

/** Starts a local Discord on the loopback address. Rejects with `EADDRINUSE` when the port is taken. */
export async function createPlayground(options: PlaygroundOptions): Promise<Playground> {
  const { port, token, now = Date.now, heartbeatMs, servePage, report = () => undefined } = options;
  const limits = { ...LIMITS, ...options.limits };
  const state = createState({ token, now, privileged: options.privileged ?? false, limits });
  const gateway = createGateway(state, heartbeatMs);
  const violations = createViolations(options.openapi, report);
  const app = Fastify({
    forceCloseConnections: true,
    bodyLimit: BODY_BYTES_MAX,
    routerOptions: { maxParamLength: 512 },
  });
  refuseOtherPages(app);
  answerErrors(app, report);
  await app.register(websocket);
  await app.register(restRoutes, { prefix: '/api/v:version', state, violations, report });
  await app.register(
    (scope, _options, done) => {
      controlRoutes(scope, { state, gateway, violations, report });
      done();
    },
    { prefix: '/playground' },
  );
  await app.register((scope, _options, done) => {
    scope.get<{ Querystring: { v?: string; compress?: string } }>(
      '/gateway',
      { websocket: true },
      (socket, { query }) => gateway.connect(socket, { version: query.v, compress: query.compress }),
    );
    scope.get<{ Querystring: Record<string, string> }>(
      '/attachments/:channelId/:id/:filename',
      (request, reply) => {
        const file = state.attachments.open(request.url.split('?', 1)[0] ?? '', request.query);
        if (!file) return reply.code(404).send('This content is no longer available.');
        return reply.headers(headersOf(file)).send(file.bytes);
      },
    );
    done();
  });
  if (servePage) await app.register(servePage);
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ message: '404: Not Found', code: 0 }));
  state.origin = await app.listen({ port, host: '127.0.0.1' });
  return {
    url: state.origin,
    dropGateway: () => gateway.drop(),
    async close() {
      state.interactions.close();
      gateway.drop();
      await app.close();
    },
  };
}
