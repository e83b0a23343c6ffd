import { timingSafeEqual } from 'node:crypto';
import multipart from '@fastify/multipart';
import type { FastifyError, FastifyInstance } from 'fastify';
import type { Violations } from '../openapi/violations.ts';
import type { State } from '../state/state.ts';
import { DiscordError, discordError, httpError, notImplemented } from './errors.ts';
import { createFaultAnswers } from './fault-answers.ts';
import { createInvalidRequests } from './invalid-requests.ts';
import { createRateLimits, refuse } from './rate-limit.ts';
import { complete } from './received.ts';
import { sentRequest } from './sent.ts';
import { applicationRoutes } from './routes/application.ts';
import { callbackRoutes } from './routes/callback.ts';
import { channelRoutes } from './routes/channels.ts';
import { commandRoutes } from './routes/commands.ts';
import { guildRoutes } from './routes/guilds.ts';
import { memberRoutes } from './routes/members.ts';
import { userRoutes } from './routes/users.ts';
import { webhookRoutes } from './routes/webhooks.ts';

/** How large one uploaded file may be, in bytes. https://docs.discord.com/developers/reference#uploading-files */
export const ATTACHMENT_BYTES_MAX = 10 * 1024 * 1024;

const VERSIONED = /^\/api\/v10\//;
// What Discord answers with only one method; elsewhere a missing method is ours, and answers 501.
const ONE_METHOD = /\/(gateway(\/bot)?|interactions\/[^/]+\/[^/]+\/callback)$/;
const TOO_LARGE = new Set(['FST_ERR_CTP_BODY_TOO_LARGE', 'FST_REQ_FILE_TOO_LARGE', 'FST_FILES_LIMIT']);
const BAD_JSON = new Set(['FST_ERR_CTP_INVALID_JSON_BODY', 'FST_ERR_CTP_EMPTY_JSON_BODY']);

function asDiscordError(error: FastifyError | DiscordError): DiscordError | undefined {
  if (error instanceof DiscordError) return error;
  if (TOO_LARGE.has(error.code)) return discordError(40005);
  if (BAD_JSON.has(error.code) || error instanceof SyntaxError) return discordError(50109);
  if (error.statusCode !== undefined && error.statusCode < 500)
    return httpError(error.statusCode, error.message);
  return undefined;
}

function isToken(given: string | undefined, token: string): boolean {
  const [expected, actual] = [Buffer.from(`Bot ${token}`), Buffer.from(given ?? '')];
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

/** Makes every error of a scope look as Discord's do; one of our own faults is also handed to `report`. */
export function answerErrors(app: FastifyInstance, report: (error: Error) => void): void {
  app.setErrorHandler<FastifyError | DiscordError>((error, _request, reply) => {
    const known = asDiscordError(error);
    if (!known) report(error);
    const { status, body } = known ?? httpError(500, 'Internal Server Error');
    return reply.code(status).send(body);
  });
}

/** Discord's REST API, to be registered below `/api/v:version`. https://docs.discord.com/developers/reference */
export async function restRoutes(
  app: FastifyInstance,
  { state, violations, report }: { state: State; violations: Violations; report: (error: Error) => void },
): Promise<void> {
  await app.register(multipart, {
    limits: { fileSize: ATTACHMENT_BYTES_MAX, files: 10, fieldSize: 1024 * 1024 },
  });
  answerErrors(app, report);
  const limit = createRateLimits(state.now);
  const fail = createFaultAnswers(state);
  const invalid = createInvalidRequests(state.now, state.limits.invalidRequests);
  app.addHook('onRequest', async (request, reply) => {
    const banSeconds = invalid.banSeconds();
    if (banSeconds > 0) return refuse(reply, banSeconds, true);
    if (!VERSIONED.test(request.url)) throw discordError(50041);
    if (
      request.routeOptions.config?.isInteraction !== true &&
      !isToken(request.headers.authorization, state.token)
    )
      throw httpError(401, 'Unauthorized');
    return (await fail(request, reply)) ?? limit(request, reply);
  });
  app.addHook('onResponse', async (request, reply) => {
    invalid.note(reply.statusCode);
    if (VERSIONED.test(request.url)) violations.note(sentRequest(request), reply.statusCode);
  });
  app.addHook('onSend', async (request, reply) => complete(request, reply, state));
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    const { status, body } = ONE_METHOD.test(path)
      ? httpError(405, 'Method Not Allowed')
      : notImplemented(`${request.method} ${path}`);
    return reply.code(status).send(body);
  });
  const groups = [
    applicationRoutes,
    callbackRoutes,
    channelRoutes,
    commandRoutes,
    guildRoutes,
    memberRoutes,
    userRoutes,
    webhookRoutes,
  ];
  for (const routes of groups) routes(app, state);
}
