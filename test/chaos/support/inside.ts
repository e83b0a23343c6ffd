/**
 * Preloaded into a bot: `node --import inside.ts`. A message `{ clockMs }` sets by how much the time of day is off from
 * then on; timers and performance.now() go on as they do when a real clock is set. `{ weigh: true }` is answered with
 * `{ heapBytes }`, what is in use of the heap when all that nobody needs has been collected.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const RealDate = Date;
let offset = 0;

class ShiftedDate extends RealDate {
  constructor(...given: unknown[]) {
    if (given.length === 0) super(RealDate.now() + offset);
    else super(...(given as [number]));
  }

  static override now(): number {
    return RealDate.now() + offset;
  }
}

globalThis.Date = ShiftedDate as DateConstructor;

function weigh(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  return process.memoryUsage().heapUsed;
}

process.on('message', (message: { clockMs?: number; weigh?: boolean }) => {
  if (typeof message.clockMs === 'number') offset = message.clockMs;
  if (message.weigh) process.send?.({ heapBytes: weigh() });
});
