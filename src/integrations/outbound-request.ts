import { isIP, type LookupFunction } from 'node:net';
import { exchange, jsonOf, type Exchange } from './exchange.ts';
import { OutboundError } from './outbound-error.ts';

/** An address of a host, as `dns.lookup` has it. */
export interface OutboundAddress {
  address: string;
  family: number;
}

export interface RequestLimits extends Pick<Exchange, 'signal' | 'maxBytes' | 'ca'> {
  /** The only addresses that are connected to, whatever the name resolves to meanwhile. */
  addresses: readonly OutboundAddress[];
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

const isSuccess = (status: number) => status >= 200 && status <= 299;

/** One GET, following nothing: the JSON of a 2xx answer, or where a redirect points. @throws OutboundError */
export async function requestOnce(
  url: URL,
  { addresses, ...limits }: RequestLimits,
): Promise<{ json: unknown } | { redirect: string }> {
  const host = url.hostname;
  // A literal address would not be looked up at all, and so not be held to what was checked.
  if (isIP(host.replace(/^\[|\]$/g, '')) !== 0) throw new OutboundError('forbidden-url');
  const answer = await exchange(url, { ...limits, lookup: pinned(addresses), reads: isSuccess });
  const { status, headers } = answer;
  if (REDIRECTS.has(status)) {
    if (headers.location === undefined) throw new OutboundError('bad-redirect', { host });
    return { redirect: headers.location };
  }
  if (!isSuccess(status)) throw new OutboundError('status', { host, status });
  return { json: jsonOf(answer, host) };
}

/** Answers every look-up with the addresses that were checked. */
function pinned(addresses: readonly OutboundAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = addresses;
    if (options.all) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family);
  };
}
