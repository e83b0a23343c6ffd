import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Stands between a bot and PostgreSQL, and cuts the connection at a certain statement. */
export interface CuttingProxy {
  /** The database through it. */
  readonly url: string;
  readonly cuts: number;
  /**
   * Cuts the connection that next sends a text with that in it: before the server sees it, or when the server has
   * answered it, which nobody hears. `forGood` refuses whoever connects after that, until `mend`.
   */
  cutAt(text: string, when: 'before' | 'after', options?: { forGood?: boolean }): void;
  mend(): void;
  stop(): Promise<void>;
}

export async function startCuttingProxy(databaseUrl: string): Promise<CuttingProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let armed: { text: string; when: 'before' | 'after'; forGood: boolean } | null = null;
  let refuses = false;
  let cuts = 0;

  const server = createServer((near) => {
    if (refuses) {
      near.destroy();
      return;
    }
    const far = connect(Number(target.port || 5432), target.hostname);
    sockets.add(near).add(far);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      // Cutting is what this is for: the other side of it is no error.
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
    let deaf = false;
    near.on('data', (data) => {
      const cut = armed && data.includes(armed.text) ? armed : null;
      if (cut) {
        armed = null;
        cuts += 1;
        refuses = cut.forGood;
        deaf = true;
      }
      if (cut?.when === 'before') near.destroy();
      else far.write(data);
    });
    far.on('data', (data) => {
      if (deaf) near.destroy();
      else near.write(data);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    get cuts() {
      return cuts;
    },
    cutAt(text, when, { forGood = false } = {}) {
      armed = { text, when, forGood };
    },
    mend() {
      refuses = false;
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
