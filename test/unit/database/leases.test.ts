import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Leases, type Leak } from '../../../src/database/leases.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('a connection is leaked when nobody has used it for too long, not while somebody asks over it', () => {
  const leaks: Leak[] = [];
  const leases = new Leases({
    leakAfterMs: 10_000,
    holder: () => 'job export',
    onLeak: (leak) => void leaks.push(leak),
    onHeld: () => undefined,
  });
  const connection = {};
  leases.lend(connection, undefined);
  for (let n = 0; n < 5; n += 1) {
    leases.use(connection, `fetch ${n}`);
    jest.advanceTimersByTime(9_000);
  }
  expect(leaks).toEqual([]);
  jest.advanceTimersByTime(1_000);
  expect(leaks).toEqual([{ requestId: 'job export', sql: 'fetch 0', heldMs: 46_000, stack: undefined }]);
  jest.advanceTimersByTime(60_000);
  leases.giveBack(connection);
  jest.advanceTimersByTime(60_000);
  expect(leaks).toHaveLength(1);
});
