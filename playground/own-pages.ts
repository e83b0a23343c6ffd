import type { FastifyInstance } from 'fastify';
import { httpError } from './rest/errors.ts';

/** The names under which this machine alone is reached. */
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Refuses what another website makes a browser send here. A name that a website points at this machine (DNS rebinding)
 * is no loopback name; a request of another page, a WebSocket's opening among them, carries that page's origin. Programs
 * send no origin.
 * Source: Fetch Standard, "`Origin` header"; RFC 6455, section 10.2.
 */
export function refuseOtherPages(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ headers: { host = '', origin, upgrade }, socket }, reply) => {
    const here = `http://${host}`;
    const isLocal = URL.canParse(here) && LOOPBACK.has(new URL(here).hostname);
    if (isLocal && (origin === undefined || origin === here)) return undefined;
    // Nobody reads a socket that was to become a WebSocket: it would not notice that the other side has gone.
    if (upgrade !== undefined) reply.raw.once('finish', () => socket.destroySoon());
    const { status, body } = httpError(
      403,
      isLocal
        ? `Pages of ${origin ?? ''} may not use the local Discord.`
        : `The local Discord is not called ${host}; open it as ${app.listeningOrigin}.`,
    );
    return reply.code(status).send(body);
  });
}
