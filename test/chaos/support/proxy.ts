import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A TCP connection's way through a network that can fail. It opens as one that works. */
export interface Proxy {
  readonly port: number;
  /** Where new connections lead from now on. */
  leadTo(port: number): void;
  /** Resets every connection, and each new one. */
  cut(): void;
  /** Forwards nothing; what is sent meanwhile arrives when it is mended, as TCP sends it again. */
  swallow(): void;
  /**
   * What has this text in it arrives, and its answer is lost for good: one connection is reset at that moment, the next
   * one silent from then on, by turns.
   */
  loseAnswersTo(text: string): void;
  mend(): void;
  close(): Promise<void>;
}

type Mode = 'open' | 'cut' | 'swallowing';

interface Pair {
  near: Socket;
  far: Socket;
  /** An answer of it is gone. */
  spoilt: boolean;
}

/** Listens on a free loopback port and forwards to another one. */
export async function startProxy(target = 0): Promise<Proxy> {
  const pairs = new Set<Pair>();
  let mode: Mode = 'open';
  let leadsTo = target;
  let fatal: string | undefined;
  let silences = false;

  function reset(pair: Pair): void {
    pairs.delete(pair);
    pair.near.resetAndDestroy();
    pair.far.destroy();
  }
  function apply(pair: Pair): void {
    const { near, far } = pair;
    near.unpipe();
    far.unpipe();
    if (mode === 'cut') return reset(pair);
    if (mode === 'swallowing') {
      near.pause();
      far.pause();
      return undefined;
    }
    near.pipe(far);
    if (pair.spoilt) far.resume();
    else far.pipe(near);
    return undefined;
  }
  function spoil(pair: Pair): void {
    pair.spoilt = true;
    pair.far.unpipe();
    pair.far.resume();
    silences = !silences;
    // Not before it has arrived there.
    if (!silences) pair.far.once('data', () => reset(pair));
  }
  function change(to: Mode): void {
    mode = to;
    fatal = undefined;
    for (const pair of pairs) {
      if (pair.spoilt) reset(pair);
      else apply(pair);
    }
  }

  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ host: '127.0.0.1', port: leadsTo, allowHalfOpen: true });
    const pair = { near, far, spoilt: false };
    pairs.add(pair);
    // One side is gone: so is the other, but for a network that has not told it yet.
    const gone = () => mode !== 'swallowing' && pairs.has(pair) && reset(pair);
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      socket.on('error', gone).on('close', gone);
    }
    near.on('data', (chunk: Buffer) => {
      if (fatal !== undefined && !pair.spoilt && chunk.includes(fatal)) spoil(pair);
    });
    apply(pair);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    port: (server.address() as AddressInfo).port,
    leadTo(port) {
      leadsTo = port;
    },
    cut: () => change('cut'),
    swallow: () => change('swallowing'),
    loseAnswersTo(text) {
      change('open');
      fatal = text;
    },
    mend: () => change('open'),
    async close() {
      for (const pair of pairs) reset(pair);
      server.close();
      await once(server, 'close');
    },
  };
}
