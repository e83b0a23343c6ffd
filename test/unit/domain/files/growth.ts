import { UserError } from '../../../../src/errors.ts';

/** Characters of a text: what is quadratic takes milliseconds for it, what is linear a fraction of one. */
const SMALL = 8_192;
/** What is linear takes 16 times as long for 16 times the text, and what is quadratic 256 times. */
const TIMES = 16;
/** Half way between the two, as ratios go. */
export const AT_MOST = 64;
/** Milliseconds for twice the small text, and for the large one, below which nobody need look closer. */
const TELLING = { double: 6, large: 320 };
const TRIES = 3;

/** Milliseconds of this thread's processor: what others do on the machine is not in it. */
function costOf(read: (text: string) => unknown, text: string): number {
  const before = process.threadCpuUsage();
  try {
    read(text);
  } catch (error) {
    // Too many entries, say: what it took to find out counts all the same.
    if (!(error instanceof UserError)) throw error;
  }
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}

/**
 * How much longer reading takes when a text of one pattern is `TIMES` as long; 0 where it takes next to nothing. Both
 * are the least of a few tries in turn, since collecting garbage and compiling only ever add to it.
 */
export function growth(read: (text: string) => unknown, start: string, pattern: string): number {
  const textOf = (size: number) => (start + pattern.repeat(Math.ceil(size / pattern.length))).slice(0, size);
  if (costOf(read, textOf(2 * SMALL)) < TELLING.double) return 0;
  let [small, large] = [Infinity, Infinity];
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    large = Math.min(large, costOf(read, textOf(TIMES * SMALL)));
    if (large < TELLING.large) return 0;
    small = Math.min(small, costOf(read, textOf(SMALL)));
  }
  return large / small;
}
