import type { Outcome } from '../../src/file-reading/worker.ts';
import type { SentFile } from '../../src/file-reading/readers.ts';

/** A reader that goes wrong as the file says: it never ends, fills the memory, fails, or reads. */
export function read([, { name }]: [string, SentFile]): Outcome {
  if (name === 'endless') for (;;);
  const kept: string[][] = [];
  if (name === 'greedy') for (;;) kept.push(Array.from({ length: 100_000 }, (_, index) => String(index)));
  if (name === 'broken') throw new TypeError('the reader is broken');
  return { value: { name } };
}
