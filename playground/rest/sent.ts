import type { FastifyRequest } from 'fastify';
import type { SentRequest } from '../openapi/check.ts';
import { parsedBody } from './body.ts';

const PREFIX = '/api/v10';

/** A request to the REST API, as it is checked against Discord's document. */
export function sentRequest(request: FastifyRequest): SentRequest {
  const [path = ''] = request.url.slice(PREFIX.length).split('?');
  // A client may escape more than it must: `%40original`.
  const decoded = decodeURIComponent(path);
  const { payload, fields } = parsedBody(request);
  const { method, headers } = request;
  const query = { ...Object(request.query) };
  return { method, path: decoded, query, contentType: headers['content-type'], body: payload, fields };
}
