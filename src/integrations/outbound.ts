import { lookup } from 'node:dns/promises';
import { beforeTimeout } from './exchange.ts';
import { OutboundError } from './outbound-error.ts';
import { requestOnce, type OutboundAddress } from './outbound-request.ts';
import { isPublicAddress } from './public-address.ts';

const REDIRECTS_MAX = 2;

/** Resolves a host's name to all of its addresses. */
export type Resolve = (hostname: string) => Promise<readonly OutboundAddress[]>;

export interface OutboundOptions {
  /** Exact host names, in lower case, that may be asked; no others ever are, by redirect neither. */
  allowedHosts: readonly string[];
  /** Milliseconds for everything: name, connection, redirects and body. */
  timeoutMs?: number;
  /** Bytes of a body; reading stops at the first beyond. */
  maxBytes?: number;
  /** The operating system's unless given. */
  resolve?: Resolve;
  /** What only a test of this client may do, whose server is on loopback. */
  testing?: {
    /** Plain HTTP and ports other than 443. */
    allowHttp?: boolean;
    /** Addresses that are taken for public ones. */
    allowAddress?: (address: string) => boolean;
    /** Certificate authority, in PEM, that is trusted besides. */
    ca?: string;
  };
}

/** Asks other people's services for JSON. */
export interface Outbound {
  /**
   * GETs a JSON document; what it holds is for the caller to validate.
   * @throws OutboundError and nothing else
   */
  getJson(url: string): Promise<unknown>;
}

const systemResolve: Resolve = (hostname) => lookup(hostname, { all: true });

/**
 * The way out for what people give: HTTPS to a closed list of hosts. Resolves each name itself, refuses it when any of its addresses is
 * not public, and connects to the very addresses it checked, so that a second answer of the name server changes
 * nothing (DNS rebinding). Sends no cookies and no credentials. Source: OWASP SSRF Prevention Cheat Sheet
 */
export function createOutbound({
  allowedHosts,
  timeoutMs = 1_500,
  maxBytes = 262_144,
  resolve = systemResolve,
  testing = {},
}: OutboundOptions): Outbound {
  const hosts = new Set(allowedHosts);
  const isAllowed = (address: string) => isPublicAddress(address) || testing.allowAddress?.(address) === true;

  function permitted(text: string, base?: string): URL {
    const url = URL.parse(text, base);
    const secure = url?.protocol === 'https:' && url.port === '';
    const forTest = testing.allowHttp === true && /^https?:$/.test(url?.protocol ?? '');
    if (!url || !(secure || forTest) || !hosts.has(url.hostname) || url.username || url.password) {
      throw new OutboundError('forbidden-url', url ? { host: url.hostname } : {});
    }
    return url;
  }

  async function addressesOf(host: string): Promise<readonly OutboundAddress[]> {
    const addresses = await resolve(host).catch((cause: unknown) => {
      throw new OutboundError('unreachable', { host }, { cause });
    });
    if (addresses.length === 0) throw new OutboundError('unreachable', { host });
    if (!addresses.every(({ address }) => isAllowed(address))) {
      throw new OutboundError('private-address', { host });
    }
    return addresses;
  }

  async function follow(start: string, signal: AbortSignal): Promise<unknown> {
    let url = permitted(start);
    for (let redirects = 0; redirects <= REDIRECTS_MAX; redirects++) {
      const addresses = await addressesOf(url.hostname);
      signal.throwIfAborted();
      const answer = await requestOnce(url, { addresses, signal, maxBytes, ca: testing.ca });
      if (!('redirect' in answer)) return answer.json;
      url = permitted(answer.redirect, url.href);
    }
    throw new OutboundError('bad-redirect', { host: url.hostname });
  }

  return {
    getJson: (url) => beforeTimeout(timeoutMs, (signal) => follow(url, signal)),
  };
}
