/** Milliseconds that one look at the clock may account for at most. */
const STEP_MS = 100;

/**
 * Calls `expire` after so many milliseconds in which this process could have heard an answer. Time in which it stood
 * still, with its processor taken by others or by itself, proves nothing about the other side: it counts as one step,
 * and what arrived meanwhile is read before anything is called late.
 * @returns ends the wait
 * Source: Node.js documentation, "The Node.js Event Loop": timers run before what has arrived is read, immediates after.
 */
export function deadline(milliseconds: number, expire: () => void): () => void {
  let left = milliseconds;
  let timer: NodeJS.Timeout;
  let last: NodeJS.Immediate | undefined;
  function step(): void {
    const ms = Math.min(left, STEP_MS);
    timer = setTimeout(() => {
      left -= ms;
      if (left > 0) step();
      else last = setImmediate(expire);
    }, ms).unref();
  }
  step();
  return () => {
    clearTimeout(timer);
    clearImmediate(last);
  };
}

/** A promise's value, unless none has come by the deadline: then what `late` makes is thrown. */
export async function within<T>(milliseconds: number, promise: Promise<T>, late: () => Error): Promise<T> {
  const { promise: expired, reject } = Promise.withResolvers<never>();
  const cancel = deadline(milliseconds, () => reject(late()));
  try {
    return await Promise.race([promise, expired]);
  } finally {
    cancel();
  }
}
