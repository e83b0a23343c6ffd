import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import fastify, { type FastifyInstance } from 'fastify';
import { ConfigError } from '../config.ts';
import type { Logger } from '../logger.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { Readiness } from './readiness.ts';

export interface HealthOptions {
  host: string;
  /** 0 takes any that is free. */
  port: number;
  version: string;
  readiness: Readiness;
  metrics: Pick<Metrics, 'scrape'>;
  log: Logger;
  /** Milliseconds to wait for a port that is taken: a bot that is stopping may hold it for a moment. */
  waitMs?: number;
}

/** The server once it answers. */
export interface HealthServer {
  /** Such as `http://127.0.0.1:9090`. */
  url: string;
  /** Ends connections as well: nobody's scrape is worth waiting for. */
  stop(): Promise<void>;
}

const WAIT_MS = 3_000;
const KNOCK_MS = 100;
/** Milliseconds in which a request must have arrived. */
const REQUEST_MS = 5_000;

/** Starts what answers `/livez`, `/readyz` and `/metrics`. @throws ConfigError when it cannot listen there */
export async function startHealthServer(options: HealthOptions): Promise<HealthServer> {
  const { host, port, log } = options;
  const deadline = performance.now() + (options.waitMs ?? WAIT_MS);
  for (let waiting = false; ; waiting = true) {
    const app = createApp(options);
    try {
      await app.listen({ host, port });
      const { port: given } = app.server.address() as AddressInfo;
      const url = `http://${host.includes(':') ? `[${host}]` : host}:${given}`;
      log.info({ url }, 'health server started');
      return { url, stop: () => app.close() };
    } catch (error) {
      await app.close();
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      const sentence = SENTENCES[code]?.(host, port);
      if (!sentence) throw error;
      if (code !== 'EADDRINUSE' || performance.now() > deadline) {
        throw new ConfigError(sentence, { cause: error });
      }
      if (!waiting) log.info({ port }, 'the health port is in use; waiting for it');
      await sleep(KNOCK_MS);
    }
  }
}

const noSuchHost = (host: string) =>
  `${host} is no address of this machine; set HEALTH_HOST to 127.0.0.1, or to 0.0.0.0 for every address.`;

/** By the system's code, why nobody can listen there. */
const SENTENCES: Readonly<Record<string, (host: string, port: number) => string>> = {
  EADDRINUSE: (_, port) =>
    `Port ${port} is taken: set HEALTH_PORT to a free one (0 takes any), or stop what listens there.`,
  EACCES: (_, port) => `This user may not listen on port ${port}; set HEALTH_PORT to one from 1024 on.`,
  EADDRNOTAVAIL: noSuchHost,
  ENOTFOUND: noSuchHost,
  EAI_AGAIN: noSuchHost,
};

const METHODS = ['GET', 'HEAD'];

function createApp({ version, readiness, metrics, log }: HealthOptions): FastifyInstance {
  const app = fastify({ forceCloseConnections: true, requestTimeout: REQUEST_MS, bodyLimit: 1 });

  app.addHook('onRequest', async (request, reply) => {
    void reply.header('cache-control', 'no-store');
    if (!METHODS.includes(request.method)) {
      return reply.code(405).header('allow', METHODS.join(', ')).send({ error: 'Only GET and HEAD.' });
    }
    return undefined;
  });
  app.setNotFoundHandler(async (_, reply) =>
    reply.code(404).send({ error: 'There are /livez, /readyz and /metrics.' }),
  );
  app.setErrorHandler<Error & { statusCode?: number }>(async (err, _, reply) => {
    const status = err.statusCode ?? 500;
    if (status >= 500) log.error({ err }, 'health request failed');
    return reply
      .code(status)
      .send({ error: status >= 500 ? 'Internal error; see the log.' : 'Bad request.' });
  });

  app.get('/livez', async () => ({
    status: 'alive',
    version,
    uptimeSeconds: Math.round(process.uptime()),
  }));
  app.get('/readyz', async (_, reply) => {
    const report = await readiness.report();
    return reply.code(report.status === 'ready' ? 200 : 503).send(report);
  });
  app.get('/metrics', async (_, reply) => {
    const { type, text } = await metrics.scrape();
    return reply.type(type).send(text);
  });
  return app;
}
