import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { DatabaseAddress } from './protocol.ts';

/** The line between the bot and its database, which can be cut as a network or a server that is gone cuts it. */
export interface DatabaseLine {
  /** Where the bot reaches its database through the line. */
  readonly address: DatabaseAddress;
  /** Cuts every connection and takes no new one, until told otherwise. */
  setDown(isDown: boolean): void;
  close(): Promise<void>;
}

/** Listens on the loopback address, on any free port, and carries each connection on to the database. */
export async function openDatabaseLine(database: DatabaseAddress): Promise<DatabaseLine> {
  const sockets = new Set<Socket>();
  let down = false;
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('close', () => sockets.delete(socket));
  };
  const server = createServer((from) => {
    if (down) {
      from.resetAndDestroy();
      return;
    }
    const to = connect(database);
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      keep(one);
      // Both ends of a connection share its fate: whichever breaks, the other is told by a reset.
      one.on('error', () => other.resetAndDestroy());
      one.on('close', () => other.destroySoon());
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const cut = () => sockets.forEach((socket) => socket.resetAndDestroy());
  return {
    address: { host: '127.0.0.1', port },
    setDown(isDown) {
      down = isDown;
      if (isDown) cut();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      }),
  };
}
