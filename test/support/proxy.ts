import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * What becomes of a text on its way to the server: it is `lost` with its connection; it arrives, and the answer is lost
 * with the connection (`unheard`), or nothing is ever heard of it again (`silent`); or it arrives when the network is
 * mended, though its sender may have given up by then (`late`).
 */
export type Fate = 'lost' | 'unheard' | 'silent' | 'late';

/** A TCP proxy before a server: a network that a test can make fail. It opens as one that works. */
export interface Proxy {
  /** The server's own address, by way of the proxy. */
  readonly url: string;
  /** How many texts have met their fate. */
  readonly caught: number;
  /** Where new connections lead from now on. */
  leadTo(port: number): void;
  /** Lets what the client sends arrive that many milliseconds later. */
  delay(milliseconds: number): void;
  /** Forwards nothing, and takes connections all the same; what is sent meanwhile arrives when it is mended. */
  freeze(): void;
  /** Resets every connection; new ones work. Tells how many there were. */
  cut(): number;
  /** Swallows from now on what goes over the connections that there are, without a word; new ones work. Tells how many. */
  drop(): number;
  /** Resets every connection, and each new one. */
  refuse(): void;
  /**
   * Lays a trap for the next connections that send a certain text: one fate for each of them.
   * @param options `thenRefuse`: whoever connects after that is refused
   */
  trap(text: string, fates: Iterable<Fate>, options?: { thenRefuse: boolean }): void;
  /** Ends all of that; connections that miss something are reset. */
  mend(): void;
  close(): Promise<void>;
}

interface Pair {
  near: Socket;
  far: Socket;
  /** What is on its way. */
  late: Buffer[];
  /** That goes on only when the network is mended. */
  isHeld: boolean;
  /** Answers do not arrive. */
  isDeaf: boolean;
  /** Nothing arrives at either end. */
  isStuck: boolean;
}

/** Fates by turns, without end. */
export function* byTurns(...fates: Fate[]): Generator<Fate> {
  for (;;) yield* fates;
}

/** Listens on a free loopback port. @param target a URL with host and port, such as postgres://user@host:5432/db */
export async function startProxy(target: string): Promise<Proxy> {
  const url = new URL(target);
  const { hostname: host } = url;
  let port = Number(url.port);
  const pairs = new Set<Pair>();
  let mode: 'open' | 'frozen' | 'refusing' = 'open';
  let delayMs = 0;
  let trap: { text: string; fates: Iterator<Fate>; thenRefuse: boolean } | undefined;
  let caught = 0;

  const isQuiet = (pair: Pair) => mode === 'frozen' || pair.isStuck;
  const hasHungUp = ({ near }: Pair) => near.readableEnded || near.destroyed;

  function reset(pair: Pair): void {
    pairs.delete(pair);
    pair.near.resetAndDestroy();
    pair.far.destroy();
  }
  function apply(pair: Pair): void {
    if (mode === 'refusing') return reset(pair);
    const move = isQuiet(pair) ? 'pause' : 'resume';
    pair.near[move]();
    pair.far[move]();
    return undefined;
  }
  function applyToAll(): number {
    const { size } = pairs;
    for (const pair of pairs) apply(pair);
    return size;
  }
  /** One side is gone: so is the other, unless the network has not told it yet. */
  function gone(pair: Pair): void {
    if (!isQuiet(pair) && pair.late.length === 0 && pairs.has(pair)) reset(pair);
  }
  function deliver(pair: Pair, chunks: number): void {
    for (const chunk of pair.late.splice(0, chunks)) pair.far.write(chunk);
    if (pair.late.length === 0 && hasHungUp(pair)) pair.far.end();
  }
  function meet(pair: Pair, chunk: Buffer, fate: Fate): void {
    caught += 1;
    if (trap?.thenRefuse) mode = 'refusing';
    if (fate === 'lost') return reset(pair);
    if (fate === 'late') {
      pair.isHeld = true;
      pair.late.push(chunk);
      return undefined;
    }
    pair.isDeaf = true;
    // Not before it has arrived there.
    if (fate === 'unheard') pair.far.once('data', () => reset(pair));
    pair.far.write(chunk);
    return undefined;
  }
  function send(pair: Pair, chunk: Buffer): void {
    const isFirst = pair.late.length === 0 && !pair.isDeaf;
    const fate = trap && isFirst && chunk.includes(trap.text) ? trap.fates.next() : undefined;
    if (fate && !fate.done) return meet(pair, chunk, fate.value);
    if (pair.late.length === 0 && delayMs === 0) return void pair.far.write(chunk);
    pair.late.push(chunk);
    setTimeout(() => pair.isHeld || isQuiet(pair) || deliver(pair, 1), delayMs);
    return undefined;
  }

  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ host, port, allowHalfOpen: true });
    const pair: Pair = { near, far, late: [], isHeld: false, isDeaf: false, isStuck: false };
    pairs.add(pair);
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      socket.on('error', () => gone(pair)).on('close', () => gone(pair));
    }
    near.on('data', (chunk: Buffer) => send(pair, chunk));
    near.on('end', () => pair.late.length === 0 && far.end());
    far.on('data', (chunk: Buffer) => pair.isDeaf || near.write(chunk));
    far.on('end', () => near.end());
    apply(pair);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);

  return {
    url: url.href,
    get caught() {
      return caught;
    },
    leadTo: (other) => void (port = other),
    delay: (milliseconds) => void (delayMs = milliseconds),
    freeze() {
      mode = 'frozen';
      applyToAll();
    },
    cut() {
      const { size } = pairs;
      for (const pair of pairs) reset(pair);
      return size;
    },
    drop() {
      for (const pair of pairs) pair.isStuck = true;
      return applyToAll();
    },
    refuse() {
      mode = 'refusing';
      applyToAll();
    },
    trap(text, fates, { thenRefuse } = { thenRefuse: false }) {
      trap = { text, fates: fates[Symbol.iterator](), thenRefuse };
    },
    mend() {
      mode = 'open';
      delayMs = 0;
      trap = undefined;
      for (const pair of pairs) {
        pair.isHeld = false;
        deliver(pair, pair.late.length);
        if (pair.isDeaf || pair.isStuck || pair.far.destroyed) reset(pair);
        else apply(pair);
      }
    },
    async close() {
      for (const pair of pairs) reset(pair);
      server.close();
      await once(server, 'close');
    },
  };
}
