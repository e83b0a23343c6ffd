import { promisify } from 'node:util';
import { createInflate } from 'node:zlib';
import type { Playground } from '../../playground/server.ts';
import { TOKEN } from './local-discord.ts';

/** One frame of the gateway. */
export interface Frame {
  op: number;
  t: string | null;
  s: number | null;
  // oxlint-disable-next-line typescript/no-explicit-any -- each event has its own shape, and tests assert on it
  d: any;
}

/** A gateway connection without discord.js, to say what it never would. */
export interface RawGateway {
  send(op: number, d: unknown): void;
  /** The next frame that matches, also one that came already. */
  next(matches: (frame: Frame) => boolean): Promise<Frame>;
  event(name: string): Promise<Frame>;
  /** How many events of that name came that nobody asked for. */
  unread(name: string): number;
  close(code?: number): void;
  /** The code that the other side closed with. */
  readonly closed: Promise<number>;
}

// All frames of a connection are one compressed stream, so one inflater reads them all.
function createReader(): (data: unknown) => Promise<string> {
  const inflate = createInflate().setEncoding('utf8');
  let text = '';
  inflate.on('data', (part: string) => {
    text += part;
  });
  return async (data) => {
    if (!(data instanceof ArrayBuffer)) return String(data);
    await promisify(inflate.write.bind(inflate) as (chunk: Buffer, done: () => void) => void)(
      Buffer.from(data),
    );
    const read = text;
    text = '';
    return read;
  };
}

/** Connects; `query` is what follows in the address, such as another API version. */
export async function openGateway({ url }: Playground, query = 'v=10'): Promise<RawGateway> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/gateway?${query}&encoding=json`);
  socket.binaryType = 'arraybuffer';
  const read = createReader();
  const unread: Frame[] = [];
  const waiting: { matches: (frame: Frame) => boolean; resolve: (frame: Frame) => void }[] = [];
  let reading = Promise.resolve();
  async function hear(before: Promise<void>, data: unknown) {
    await before;
    const frame: Frame = JSON.parse(await read(data));
    const index = waiting.findIndex(({ matches }) => matches(frame));
    if (index === -1) unread.push(frame);
    else waiting.splice(index, 1)[0]?.resolve(frame);
  }
  socket.addEventListener('message', ({ data }) => {
    reading = hear(reading, data);
  });
  const closed = new Promise<number>((resolve) => {
    socket.addEventListener('close', ({ code }) => resolve(code));
  });
  await new Promise((resolve) => {
    socket.addEventListener('open', resolve);
  });
  const next: RawGateway['next'] = async (matches) => {
    const index = unread.findIndex(matches);
    const [found] = index === -1 ? [] : unread.splice(index, 1);
    return (
      found ??
      new Promise((resolve) => {
        waiting.push({ matches, resolve });
      })
    );
  };
  return {
    send: (op, d) => socket.send(JSON.stringify({ op, d })),
    next,
    event: async (name) => next(({ t }) => t === name),
    unread: (name) => unread.filter(({ t }) => t === name).length,
    close: (code) => socket.close(code),
    closed,
  };
}

/** The payload of IDENTIFY. */
export function identity(extra: Record<string, unknown> = {}): Record<string, unknown> {
  return { token: TOKEN, intents: 0, properties: { os: 'linux', browser: 'test', device: 'test' }, ...extra };
}

/** Connects and identifies; `ready` is what READY told. */
export async function identified(
  playground: Playground,
  extra: Record<string, unknown> = {},
  query = 'v=10',
) {
  const gateway = await openGateway(playground, query);
  gateway.send(2, identity(extra));
  const ready = await gateway.event('READY');
  return Object.assign(gateway, { ready });
}
