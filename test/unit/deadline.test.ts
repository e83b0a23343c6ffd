import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { deadline, within } from '../../src/deadline.ts';

/** Keeps the event loop from doing anything, as a starved processor does. */
function standStill(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

test('it expires when nothing comes, and not before', async () => {
  const startedAt = performance.now();
  const expired = Promise.withResolvers<void>();
  deadline(250, expired.resolve);
  const handle = setInterval(() => undefined, 1_000);
  await expired.promise;
  clearInterval(handle);
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(240);
});

test('what has arrived while this process stood still is read before it is called late', async () => {
  // Another process, which goes on meanwhile.
  const echo = spawn('cat');
  await once(echo, 'spawn');
  echo.stdin.write('?');
  const answered = once(echo.stdout, 'data').then(([data]: Buffer[]) => String(data));
  // The shortest deadline has one step, which is over long before.
  const inTime = within(50, answered, () => new Error('late'));
  standStill(1_000);
  await expect(inTime).resolves.toBe('?');
  echo.stdin.end();
  await once(echo, 'close');
});

test('it can be ended', async () => {
  let expired = false;
  const cancel = deadline(1, () => (expired = true));
  cancel();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(expired).toBe(false);
});
