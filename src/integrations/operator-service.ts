import { validateHeaderValue } from 'node:http';
import { beforeTimeout, exchange, jsonOf } from './exchange.ts';
import { OutboundError } from './outbound-error.ts';

export interface OperatorServiceOptions {
  /** Where it is, as the operator wrote it; a path is put in front of every other. HTTP, ports and private addresses are fine. */
  baseUrl: string;
  /** Authentication, sent with every request and to this origin alone. */
  headers?: Readonly<Record<string, string>>;
  /** Milliseconds for everything: name, connection and body. */
  timeoutMs?: number;
  /** Bytes of an answer; reading stops at the first beyond. */
  maxBytes?: number;
  /** Certificate authority in PEM that is trusted besides Node's own. */
  ca?: string;
  now?: () => number;
}

export interface ServiceRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** From `/` on, query included. */
  path: string;
  /** Sent as JSON; nothing is sent where it is left out. */
  body?: unknown;
  /** By which the service knows a request that it has carried out already. */
  idempotencyKey?: string;
  /** In place of the service's own. */
  timeoutMs?: number;
}

/** What a service answered, whatever its status. */
export interface ServiceAnswer {
  status: number;
  /** undefined where there is no body, and for a failure that is not told in JSON. */
  json: unknown;
  /** Milliseconds after which the service wants to be asked again (Retry-After); null where it does not say. */
  retryAfterMs: number | null;
}

/** A service that the operator named. */
export interface OperatorService {
  /**
   * Sends one request. A status other than 2xx is an answer, for the caller to judge; so is `retryAfterMs`.
   * @throws OutboundError when there is no answer, or none that can be used. It may have been carried out all the same
   */
  request(request: ServiceRequest): Promise<ServiceAnswer>;
}

/**
 * The way to a service whose address stands in the configuration: that origin and no other, whatever its address;
 * redirects are not followed, since they would carry the credentials elsewhere. What people give goes through
 * `createOutbound`. Errors name the host at most, and never a header.
 * @throws OutboundError `forbidden-url` when the address is none that can be asked
 */
export function createOperatorService({
  baseUrl,
  headers = {},
  timeoutMs = 10_000,
  maxBytes = 1_048_576,
  ca,
  now = Date.now,
}: OperatorServiceOptions): OperatorService {
  const base = URL.parse(baseUrl);
  if (!base || !/^https?:$/.test(base.protocol) || base.username || base.password || base.search || base.hash)
    throw new OutboundError('forbidden-url', base ? { host: base.hostname } : {});
  for (const [name, value] of Object.entries(headers)) validateHeaderValue(name, value);
  const { origin, hostname: host } = base;
  const prefix = base.pathname.replace(/\/$/, '');

  function placeOf(path: string): URL {
    const url = path.startsWith('/') ? URL.parse(`${origin}${prefix}${path}`) : null;
    // `/../` would lead out of the prefix.
    if (url?.origin !== origin || !url.pathname.startsWith(`${prefix}/`))
      throw new OutboundError('forbidden-url', { host });
    return url;
  }

  return {
    async request({ method, path, body, idempotencyKey, timeoutMs: within = timeoutMs }) {
      const url = placeOf(path);
      const answer = await beforeTimeout(within, (signal) =>
        exchange(url, {
          method: method ?? (body === undefined ? 'GET' : 'POST'),
          headers: { ...headers, ...(idempotencyKey && { 'idempotency-key': idempotencyKey }) },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          signal,
          maxBytes,
          ca,
        }),
      );
      const { status } = answer;
      if (status >= 300 && status < 400) throw new OutboundError('bad-redirect', { host, status });
      const retryAfterMs = readRetryAfter(answer.headers['retry-after'], now());
      return { status, json: readJson(answer, host), retryAfterMs };
    },
  };
}

function readJson(answer: Parameters<typeof jsonOf>[0], host: string): unknown {
  if (answer.body === '') return undefined;
  try {
    return jsonOf(answer, host);
  } catch (error) {
    // Who fails may do so in a page of HTML; who succeeds says what came of it.
    if (answer.status >= 400) return undefined;
    throw error;
  }
}

/** Seconds or a date. Source: RFC 9110, 10.2.3 "Retry-After" */
function readRetryAfter(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  if (/^\d+$/.test(header)) return Number(header) * 1_000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
