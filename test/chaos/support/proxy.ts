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
  /** What has this text in it arrives when it is mended, though its sender may have given up by then. */
  delay(text: string): void;
  /**
   * What has this text in it arrives, and its answer is lost for good: one connection is reset at that moment, the next
   * one silent from then on, by turns.
   */
  loseAnswersTo(text: string): void;
  mend(): void;
  close(): Promise<void>;
}

type Mode = 'open' | 'cut' | 'swallowing';

/** Something that happens to the connection over which a text is sent. */
interface Trap {
  text: string;
  spring(pair: Pair, chunk: Buffer): void;
}

interface Pair {
  near: Socket;
  far: Socket;
  /** What is on its way, and how much later than it should. */
  late: Buffer[];
  /** An answer of it is gone, so that it cannot be used any more. */
  spoilt: boolean;
}

/** Listens on a free loopback port and forwards to another one. */
export async function startProxy(target = 0): Promise<Proxy> {
  const pairs = new Set<Pair>();
  let mode: Mode = 'open';
  let leadsTo = target;
  let trap: Trap | undefined;
  let silences = false;

  function reset(pair: Pair): void {
    pairs.delete(pair);
    pair.near.resetAndDestroy();
    pair.far.destroy();
  }
  function apply(pair: Pair): void {
    if (mode === 'cut') return reset(pair);
    const move = mode === 'open' ? 'resume' : 'pause';
    pair.near[move]();
    pair.far[move]();
    return undefined;
  }
  function send(pair: Pair, chunk: Buffer): void {
    if (pair.late.length > 0) pair.late.push(chunk);
    else if (trap && !pair.spoilt && chunk.includes(trap.text)) trap.spring(pair, chunk);
    else pair.far.write(chunk);
  }
  /** One side is gone: so is the other, unless the network has not told it yet. */
  function gone(pair: Pair): void {
    if (mode !== 'swallowing' && pair.late.length === 0 && pairs.has(pair)) reset(pair);
  }
  function deliver(pair: Pair): void {
    if (pair.late.length === 0) return;
    for (const chunk of pair.late) pair.far.write(chunk);
    pair.late = [];
    // Who sent it may have hung up meanwhile.
    if (pair.near.readableEnded || pair.near.closed) pair.far.end();
  }
  function change(to: Mode, next?: Trap): void {
    mode = to;
    trap = next;
    for (const pair of pairs) {
      deliver(pair);
      if (pair.spoilt) reset(pair);
      else apply(pair);
    }
  }
  function lose(pair: Pair, chunk: Buffer): void {
    pair.spoilt = true;
    silences = !silences;
    // Not before it has arrived there.
    if (!silences) pair.far.once('data', () => reset(pair));
    pair.far.write(chunk);
  }

  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ host: '127.0.0.1', port: leadsTo, allowHalfOpen: true });
    const pair: Pair = { near, far, late: [], spoilt: false };
    pairs.add(pair);
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      socket.on('error', () => gone(pair)).on('close', () => gone(pair));
    }
    near.on('data', (chunk: Buffer) => send(pair, chunk));
    near.on('end', () => pair.late.length === 0 && far.end());
    far.on('data', (chunk: Buffer) => pair.spoilt || near.write(chunk));
    far.on('end', () => near.end());
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
    delay: (text) => change('open', { text, spring: (pair, chunk) => void pair.late.push(chunk) }),
    loseAnswersTo: (text) => change('open', { text, spring: lose }),
    mend: () => change('open'),
    async close() {
      for (const pair of pairs) reset(pair);
      server.close();
      await once(server, 'close');
    },
  };
}
