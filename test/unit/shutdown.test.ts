import { expect, test } from '@jest/globals';
import { createLogger } from '../../src/logger.ts';
import { shutDown } from '../../src/shutdown.ts';

const lines: string[] = [];
const log = createLogger('error', { write: (line) => void lines.push(line) });

test('steps run one after the other, and one that fails does not keep the next from running', async () => {
  const done: string[] = [];
  const clean = await shutDown(
    [
      { name: 'first', stop: () => Promise.resolve().then(() => done.push('first')) },
      { name: 'second', stop: () => Promise.reject(new Error('broken')) },
      { name: 'third', stop: () => done.push('third') },
    ],
    10_000,
    log,
  );
  expect(done).toEqual(['first', 'third']);
  expect(clean).toBe(false);
  expect(lines.at(-1)).toContain('"step":"second"');
});

test('a step that never ends is left at the deadline, and named', async () => {
  expect(await shutDown([{ name: 'stuck', stop: () => new Promise(() => undefined) }], 1, log)).toBe(false);
  expect(lines.at(-1)).toContain('"step":"stuck"');
});

test('when all is well it says so', async () => {
  expect(await shutDown([], 10_000, log)).toBe(true);
});
