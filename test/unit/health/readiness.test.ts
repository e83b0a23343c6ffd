import { expect, test } from '@jest/globals';
import { gatewayCheck } from '../../../src/health/checks.ts';
import { createReadiness, type Check } from '../../../src/health/readiness.ts';

const well: Check = () => Promise.resolve(null);

/** Readiness on a clock that the test moves. */
function readinessOf(checks: Record<string, Check>, deadlineMs?: number) {
  const stopping = new AbortController();
  const faults: unknown[] = [];
  let time = 0;
  const readiness = createReadiness({
    checks,
    stopping: stopping.signal,
    onFault: (name, error) => void faults.push([name, error]),
    now: () => time,
    ...(deadlineMs !== undefined && { deadlineMs }),
  });
  return {
    report: () => readiness.report(),
    stopping,
    faults,
    pass: (milliseconds: number) => (time += milliseconds),
  };
}

test('it is ready when every check is well', async () => {
  const { report } = readinessOf({ one: well, two: well });
  expect(await report()).toEqual({
    status: 'ready',
    checks: {
      one: { ok: true, latencyMs: 0, lastError: null },
      two: { ok: true, latencyMs: 0, lastError: null },
    },
  });
});

test('one check that fails is enough, and its sentence stays when it is well again', async () => {
  let sentence: string | null = 'It is away; fetch it.';
  const { report, pass } = readinessOf({ one: well, two: () => Promise.resolve(sentence) });
  const away = await report();
  expect(away.status).toBe('not ready');
  expect(away.checks['one']).toMatchObject({ ok: true, lastError: null });
  expect(away.checks['two']).toMatchObject({ ok: false, lastError: { message: sentence } });
  sentence = null;
  pass(1_000);
  const back = await report();
  expect(back.status).toBe('ready');
  expect(back.checks['two']).toEqual({ ok: true, latencyMs: 0, lastError: away.checks['two']?.lastError });
});

test('whoever asks within a second, or at once, gets the same report', async () => {
  let runs = 0;
  const { report, pass } = readinessOf({
    one: () => {
      runs += 1;
      return Promise.resolve(null);
    },
  });
  await Promise.all([report(), report(), report()]);
  pass(999);
  await report();
  expect(runs).toBe(1);
  pass(1);
  await report();
  expect(runs).toBe(2);
});

test('a check that hangs is late, and is not asked again while it hangs', async () => {
  let runs = 0;
  let answer: (value: null) => void = () => undefined;
  const { report, pass } = readinessOf(
    {
      slow: () => {
        runs += 1;
        return new Promise((resolve) => (answer = resolve));
      },
      quick: well,
    },
    5,
  );
  const late = await report();
  expect(late.checks).toMatchObject({
    slow: { ok: false, lastError: { message: 'No answer within 5 ms.' } },
    quick: { ok: true },
  });
  pass(1_000);
  await report();
  expect(runs).toBe(1);
  answer(null);
  pass(1_000);
  const asking = report();
  await Promise.resolve();
  answer(null);
  expect((await asking).status).toBe('ready');
});

test('a check that throws is a fault of ours, of which nothing is told', async () => {
  const fault = new TypeError('secret detail');
  const { report, faults } = readinessOf({ one: () => Promise.reject(fault) });
  const { status, checks } = await report();
  expect(status).toBe('not ready');
  expect(checks['one']?.lastError?.message).toBe('The check threw an error; see the log.');
  expect(faults).toEqual([['one', fault]]);
});

test('once it stops it is not ready, without asking anybody', async () => {
  let runs = 0;
  const { report, stopping, pass } = readinessOf({
    one: () => {
      runs += 1;
      return Promise.resolve(null);
    },
  });
  expect((await report()).status).toBe('ready');
  stopping.abort();
  pass(5_000);
  expect(await report()).toMatchObject({ status: 'stopping', checks: { one: { ok: true } } });
  expect(runs).toBe(1);
});

test('the gateway is there when every shard is', async () => {
  const shard = { shard: 0, ready: true, status: 'Ready', pingMs: 1 };
  const away = { shard: 3, ready: false, status: 'Connecting', pingMs: 1 };
  await expect(gatewayCheck(() => [])()).resolves.toMatch(/not logged in/);
  await expect(gatewayCheck(() => [shard])()).resolves.toBeNull();
  await expect(gatewayCheck(() => [shard, away])()).resolves.toBe(
    "Not connected to Discord's gateway: shard 3 (Connecting); it reconnects by itself.",
  );
});
