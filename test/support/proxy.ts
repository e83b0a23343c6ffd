import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A TCP proxy before a server, with which a test makes the network between the two fail. */
export interface Proxy extends AsyncDisposable {
  /** The server's own address, by way of the proxy. */
  readonly url: string;
  /** Connections that are open. */
  readonly open: number;
  /** Lets what the client sends arrive that many milliseconds later; 0 is at once. */
  delay(milliseconds: number): void;
  /** Lets nothing through in either direction, and takes connections all the same, as a stopped server does. */
  freeze(): void;
  /** Ends that; what was kept back arrives. */
  thaw(): void;
  /** Breaks every connection off. Tells how many there were. */
  cut(): number;
  /** Swallows from now on what goes over the connections that there are, without a word: new ones work. */
  drop(): number;
  /** Breaks off what there is and refuses connections. */
  refuse(): Promise<void>;
  /** Takes connections again, on the same port. */
  accept(): Promise<void>;
  close(): Promise<void>;
}

interface Pair {
  client: Socket;
  server: Socket;
}

/** Starts one on a free loopback port. @param target a URL with host and port, such as postgres://user@host:5432/db */
export async function startProxy(target: string): Promise<Proxy> {
  const address = new URL(target);
  const pairs = new Set<Pair>();
  const dropped = new WeakSet<Pair>();
  let delayMs = 0;
  let isFrozen = false;
  let kept: (() => void)[] = [];

  /** Does it now, or when the proxy is thawed, in the order of the calls. */
  const whenThawed = (act: () => void) => (isFrozen ? void kept.push(act) : act());

  function carry(pair: Pair, from: Socket, to: Socket, late: () => number): void {
    const later = (act: () => void) => {
      if (late() === 0) return whenThawed(act);
      setTimeout(() => whenThawed(act), late());
    };
    from.on('data', (bytes) => later(() => !dropped.has(pair) && to.write(bytes)));
    from.on('end', () => later(() => !dropped.has(pair) && to.end()));
    from.on('error', () => end(pair));
    from.on('close', () => whenThawed(() => !dropped.has(pair) && end(pair)));
  }

  function end(pair: Pair): void {
    pairs.delete(pair);
    pair.client.destroy();
    pair.server.destroy();
  }

  function cut(): number {
    const { size } = pairs;
    for (const pair of pairs) end(pair);
    return size;
  }

  function serve(client: Socket): void {
    const server = connect({ host: address.hostname, port: Number(address.port) });
    const pair = { client, server };
    pairs.add(pair);
    carry(pair, client, server, () => delayMs);
    carry(pair, server, client, () => 0);
  }

  let listener: Server = createServer(serve);
  async function listen(port: number): Promise<number> {
    listener = createServer(serve).listen(port, '127.0.0.1');
    await once(listener, 'listening');
    const bound = listener.address();
    return typeof bound === 'object' && bound ? bound.port : port;
  }
  async function refuse(): Promise<void> {
    if (!listener.listening) return void cut();
    listener.close();
    cut();
    await once(listener, 'close');
  }
  const port = await listen(0);
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String(port);

  return {
    url: url.href,
    get open() {
      return pairs.size;
    },
    delay: (milliseconds) => void (delayMs = milliseconds),
    freeze: () => void (isFrozen = true),
    thaw() {
      isFrozen = false;
      const acts = kept;
      kept = [];
      for (const act of acts) act();
    },
    cut,
    drop() {
      for (const pair of pairs) dropped.add(pair);
      return pairs.size;
    },
    refuse,
    accept: async () => void (listener.listening || (await listen(port))),
    close: refuse,
    [Symbol.asyncDispose]: refuse,
  };
}
