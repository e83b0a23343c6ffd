import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { State } from '../state/state.ts';
import { httpError } from './errors.ts';
import { exhausted, refuse } from './rate-limit.ts';

const REASONS = { 500: 'Internal Server Error', 502: 'Bad Gateway', 503: 'Service Unavailable' } as const;

/** Lets requests wait and fail as the faults on demand say; undefined when one may go on. */
export function createFaultAnswers({ faults }: State) {
  return async function fail(
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply | undefined> {
    const { restMs } = faults.current.latency;
    if (restMs > 0) await sleep(restMs, undefined, { ref: false });
    const path = request.url.replace(/^\/api\/v10/, '');
    const fault = faults.take(request.method, path);
    if (!fault) return undefined;
    const { status, retryAfterSeconds = 1, global = false } = fault;
    if (status !== 429) throw httpError(status, REASONS[status]);
    if (!global) void reply.headers(exhausted(request, retryAfterSeconds));
    return refuse(reply, retryAfterSeconds, global);
  };
}
