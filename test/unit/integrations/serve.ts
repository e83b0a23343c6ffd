import http, { type RequestListener, type Server } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { createOutbound, type OutboundOptions } from '../../../src/integrations/outbound.ts';

/** A server on loopback for as long as `use` takes; its port is handed over. */
export async function serving<T>(
  answer: RequestListener,
  use: (port: number) => Promise<T>,
  tls?: { key: string; cert: string },
): Promise<T> {
  const server: Server = tls ? https.createServer(tls, answer) : http.createServer(answer);
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  try {
    return await use((server.address() as AddressInfo).port);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

export const LOOPBACK = [{ address: '127.0.0.1', family: 4 }] as const;

/** A client for `example.org`, which is found on loopback over plain HTTP. */
export function testOutbound(options: Partial<OutboundOptions> = {}) {
  return createOutbound({
    allowedHosts: ['example.org'],
    resolve: () => Promise.resolve(LOOPBACK),
    timeoutMs: 10_000,
    testing: { allowHttp: true, allowAddress: (address) => address === '127.0.0.1' },
    ...options,
  });
}

/** Answers with JSON. */
export const json =
  (value: unknown, contentType = 'application/json; charset=utf-8'): RequestListener =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': contentType }).end(JSON.stringify(value));
  };
