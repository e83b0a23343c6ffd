/**
 * Preloaded into a bot whose clock shall jump: `node --import clock.ts`. A message `{ clockMs }` sets by how much the
 * time of day is off from then on; timers and performance.now() go on as they do when a real clock is set.
 */
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

process.on('message', (message: { clockMs?: number }) => {
  if (typeof message.clockMs === 'number') offset = message.clockMs;
});
