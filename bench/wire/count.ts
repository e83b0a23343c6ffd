import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net';
import { countStatements, readStartup } from './messages.ts';

/** What passed. */
export interface Passed {
  /** Times that a client had heard the server before it spoke again: what distance to the database multiplies. */
  roundTrips: number;
  /** Statements that the server carried out, `begin` and `commit` among them. */
  statements: number;
  /** Bytes to the server, and back. */
  sent: number;
  received: number;
}

/** A way to PostgreSQL that counts. */
export interface Counter extends AsyncDisposable {
  /** The way there. */
  readonly url: string;
  /** What has passed so far, over connections that name themselves otherwise. */
  passed(without: string): Passed;
}

export const nothing = (): Passed => ({ roundTrips: 0, statements: 0, sent: 0, received: 0 });

/** Opens a counting way to that database. */
export async function startCounter(databaseUrl: string): Promise<Counter> {
  const target = new URL(databaseUrl);
  const connections: { application: string; passed: Passed }[] = [];
  const sockets = new Set<Socket>();

  const server = createServer({ noDelay: true }, (client) => {
    const upstream = createConnection({ host: target.hostname, port: Number(target.port), noDelay: true });
    const connection = { application: '', passed: nothing() };
    const { passed } = connection;
    connections.push(connection);
    let isAnswered = true;
    const count = countStatements();
    client.once('data', (bytes: Buffer) => {
      connection.application = readStartup(bytes).get('application_name') ?? '';
    });
    client.on('data', (bytes: Buffer) => {
      passed.sent += bytes.length;
      if (isAnswered) passed.roundTrips += 1;
      isAnswered = false;
      upstream.write(bytes);
    });
    upstream.on('data', (bytes: Buffer) => {
      passed.received += bytes.length;
      passed.statements += count(bytes);
      isAnswered = true;
      client.write(bytes);
    });
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.end();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const way = new URL(databaseUrl);
  way.hostname = '127.0.0.1';
  way.port = String((server.address() as AddressInfo).port);

  return {
    url: way.href,
    passed(without) {
      const total = nothing();
      for (const { application, passed } of connections)
        if (application !== without)
          for (const key of Object.keys(total) as (keyof Passed)[]) total[key] += passed[key];
      return total;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
