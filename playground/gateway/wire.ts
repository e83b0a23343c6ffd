import { setTimeout as sleep } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import { createPacker } from './packer.ts';

/** The way to one client: frames arrive in order, late when a fault says so, compressed when it asked for that. */
export interface Wire {
  send(frame: string): void;
  close(code: number, reason: string): void;
}

/** `delay` is asked for each frame, in milliseconds. */
export function createWire(
  socket: WebSocket,
  { compress, delay }: { compress: boolean; delay: () => number },
): Wire {
  const packer = compress ? createPacker() : undefined;
  let waiting = 0;
  let last = Promise.resolve();

  async function deliver(before: Promise<void>, frame: string, ms: number) {
    const late = ms > 0 ? sleep(ms, undefined, { ref: false }) : undefined;
    await before;
    await late;
    socket.send(packer ? await packer.pack(frame) : frame);
    waiting -= 1;
  }

  socket.on('close', () => packer?.close());
  return {
    send(frame) {
      const ms = delay();
      if (!packer && ms === 0 && waiting === 0) return socket.send(frame);
      waiting += 1;
      last = deliver(last, frame, ms);
    },
    close: (code, reason) => socket.close(code, reason),
  };
}
