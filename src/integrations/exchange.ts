import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { OutboundError } from './outbound-error.ts';

/** What is sent, and within which limits. */
export interface Exchange {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH';
  headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  body?: string;
  /** Finds the host's address; the operating system's unless given. */
  lookup?: LookupFunction;
  /** Of which statuses the body is read; of all unless given. */
  reads?: (status: number) => boolean;
  signal: AbortSignal;
  /** Bytes of the answer's body; reading stops at the first beyond. */
  maxBytes: number;
  /** Certificate authority in PEM; Node's own unless given. */
  ca?: string | undefined;
}

/** What came back, read to its end. */
export interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  body: string;
}

const HEADERS = {
  accept: 'application/json',
  // A compressed body of allowed size could unfold to any.
  'accept-encoding': 'identity',
  'user-agent': 'Ostinato (Discord bot)',
};
const JSON_TYPE = /^(?:application|text)\/(?:[\w.-]+\+)?json(?:\s*;|\s*$)/i;

/** One request, following nothing. Connections are not kept. @throws OutboundError */
export async function exchange(url: URL, options: Exchange): Promise<Answer> {
  const host = url.hostname;
  const { signal, maxBytes, reads = () => true } = options;
  try {
    const response = await send(url, options);
    try {
      const { statusCode: status = 0, headers } = response;
      return { status, headers, body: reads(status) ? await readBody(response, host, maxBytes) : '' };
    } finally {
      response.destroy();
    }
  } catch (cause) {
    if (cause instanceof OutboundError) throw cause;
    throw new OutboundError(signal.aborted ? 'timeout' : 'unreachable', { host }, { cause });
  }
}

function send(url: URL, { method, headers, body, lookup, signal, ca }: Exchange): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const { request } = url.protocol === 'https:' ? https : http;
  const content =
    body === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) };
  const asked = { ...HEADERS, ...content, ...headers };
  request(url, { agent: false, method, headers: asked, signal, ca, ...(lookup && { lookup }) }, resolve)
    .on('error', reject)
    .end(body);
  return promise;
}

async function readBody(response: IncomingMessage, host: string, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new OutboundError('too-large', { host });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The JSON of an answer. @throws OutboundError when it is none, by its content type or in truth */
export function jsonOf({ headers, body }: Answer, host: string): unknown {
  if (!JSON_TYPE.test(headers['content-type'] ?? '')) throw new OutboundError('not-json', { host });
  try {
    return JSON.parse(body) as unknown;
  } catch {
    // The parser's message quotes the body, which is nobody's business.
    throw new OutboundError('not-json', { host });
  }
}

/** What a promise comes to within so many milliseconds; `signal` says when they are over. @throws OutboundError */
export async function beforeTimeout<T>(
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const expiry = Promise.withResolvers<never>();
  const controller = new AbortController();
  const timer = setTimeout(() => {
    expiry.reject(new OutboundError('timeout'));
    controller.abort();
  }, milliseconds);
  try {
    // Resolving a name cannot be called off; it is no longer waited for.
    return await Promise.race([work(controller.signal), expiry.promise]);
  } finally {
    clearTimeout(timer);
  }
}
