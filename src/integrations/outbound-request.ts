import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { OutboundError } from './outbound-error.ts';

/** An address of a host, as `dns.lookup` has it. */
export interface OutboundAddress {
  address: string;
  family: number;
}

export interface RequestLimits {
  /** The only addresses that are connected to, whatever the name resolves to meanwhile. */
  addresses: readonly OutboundAddress[];
  signal: AbortSignal;
  /** Bytes of the body. */
  maxBytes: number;
  /** Certificate authority in PEM; Node's own unless given. */
  ca?: string | undefined;
}

const HEADERS = {
  accept: 'application/json',
  // A compressed body of allowed size could unfold to any.
  'accept-encoding': 'identity',
  'user-agent': 'Ostinato (Discord bot)',
};

/**
 * One GET, following nothing: the JSON of a 2xx answer, or where a redirect points. Connections are not kept.
 * @throws OutboundError
 */
export async function requestOnce(
  url: URL,
  { addresses, signal, maxBytes, ca }: RequestLimits,
): Promise<{ json: unknown } | { redirect: string }> {
  const host = url.hostname;
  try {
    const response = await open(url, {
      agent: false,
      headers: HEADERS,
      lookup: pinned(addresses),
      signal,
      ca,
    });
    try {
      return await readAnswer(response, host, maxBytes);
    } finally {
      response.destroy();
    }
  } catch (cause) {
    if (cause instanceof OutboundError) throw cause;
    throw new OutboundError(signal.aborted ? 'timeout' : 'unreachable', { host }, { cause });
  }
}

function open(url: URL, options: https.RequestOptions): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  // A literal address would not be looked up at all, and so not be held to what was checked.
  if (isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0)
    return Promise.reject(new OutboundError('forbidden-url'));
  const send = url.protocol === 'https:' ? https.get : http.get;
  send(url, options, resolve).on('error', reject);
  return promise;
}

/** Answers every look-up with the addresses that were checked. */
function pinned(addresses: readonly OutboundAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = addresses;
    if (options.all) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family);
  };
}

async function readAnswer(
  response: IncomingMessage,
  host: string,
  maxBytes: number,
): Promise<{ json: unknown } | { redirect: string }> {
  const { statusCode: status = 0, headers } = response;
  if ([301, 302, 303, 307, 308].includes(status)) {
    if (headers.location === undefined) throw new OutboundError('bad-redirect', { host });
    return { redirect: headers.location };
  }
  if (status < 200 || status > 299) throw new OutboundError('status', { host, status });
  if (!/^(?:application|text)\/(?:[\w.-]+\+)?json(?:\s*;|\s*$)/i.test(headers['content-type'] ?? '')) {
    throw new OutboundError('not-json', { host });
  }
  const body = await readBody(response, host, maxBytes);
  try {
    return { json: JSON.parse(body) as unknown };
  } catch {
    // The parser's message quotes the body, which is nobody's business.
    throw new OutboundError('not-json', { host });
  }
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
