import { expect, test } from '@jest/globals';
import { createLogger } from '../../../src/logger.ts';
import { shutDown } from '../../../src/app/shutdown.ts';

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

test('a step that never ends is left at its deadline, and named, and the next one runs', async () => {
  const done: string[] = [];
  const stuck = (name: string) => ({ name, stop: () => new Promise(() => undefined) });
  const steps = [
    stuck('stuck'),
    { ...stuck('stuck for longer'), withinMs: 2 },
    { name: 'last', stop: () => done.push('last') },
  ];
  expect(await shutDown(steps, 1, log)).toBe(false);
  expect(lines.at(-2)).toContain('"step":"stuck","withinMs":1');
  expect(lines.at(-1)).toContain('"step":"stuck for longer","withinMs":2');
  expect(done).toEqual(['last']);
});

test('what has started while others stop is stopped, too, before the rest', async () => {
  const done: string[] = [];
  const step = (name: string, stop = () => {}) => ({ name, stop: () => (done.push(name), stop()) });
  const steps = [step('first', () => void steps.unshift(step('late'), step('latest'))), step('second')];
  expect(await shutDown(steps, 10_000, log)).toBe(true);
  expect(done).toEqual(['first', 'late', 'latest', 'second']);
});

test('when all is well it says so', async () => {
  expect(await shutDown([], 10_000, log)).toBe(true);
});
