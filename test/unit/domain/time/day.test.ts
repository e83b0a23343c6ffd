import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { dayBounds, isOverdue, snoozeUntil } from '../../../../src/domain/time/day.ts';

const HOUR = 3_600_000;
const zones = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/Sao_Paulo',
  'Africa/Cairo',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Chatham',
);
const instants = fc.date({ min: new Date('2000-01-01'), max: new Date('2060-01-01'), noInvalidDate: true });

test.each([
  ['2026-06-15T12:00:00Z', 'Europe/Berlin', 24],
  ['2026-03-29T12:00:00Z', 'Europe/Berlin', 23],
  ['2026-10-25T12:00:00Z', 'Europe/Berlin', 25],
  ['2026-10-04T03:00:00Z', 'Australia/Lord_Howe', 23.5],
  // In Cairo the day began at one o'clock.
  ['2024-04-26T12:00:00Z', 'Africa/Cairo', 23],
])('the local day of %s in %s has %d hours', (now, zone, hours) => {
  const { start, end } = dayBounds(new Date(now), zone);
  expect((end.getTime() - start.getTime()) / HOUR).toBe(hours);
});

test('days follow one another without a gap and hold their instant', () => {
  fc.assert(
    fc.property(instants, zones, (now, zone) => {
      const { start, end } = dayBounds(now, zone);
      expect(start.getTime()).toBeLessThanOrEqual(now.getTime());
      expect(end.getTime()).toBeGreaterThan(now.getTime());
      expect(dayBounds(end, zone).start).toEqual(end);
      expect(dayBounds(new Date(end.getTime() - 1), zone)).toEqual({ start, end });
    }),
    { numRuns: 1_000 },
  );
});

test('late is what was due before now; what is due at no time never is', () => {
  const now = new Date('2026-11-21T10:00:00Z');
  expect(isOverdue(new Date('2026-11-21T09:59:59.999Z'), now)).toBe(true);
  expect(isOverdue(now, now)).toBe(false);
  expect(isOverdue(null, now)).toBe(false);
});

test('a reminder can be put off by ten minutes, by an hour, also while clocks change', () => {
  const now = new Date('2026-03-29T00:55:00Z');
  expect(snoozeUntil('10m', now, 'Europe/Berlin').toISOString()).toBe('2026-03-29T01:05:00.000Z');
  expect(snoozeUntil('1h', now, 'Europe/Berlin').toISOString()).toBe('2026-03-29T01:55:00.000Z');
});

test('tomorrow is nine o’clock on the wall of the next day there is', () => {
  fc.assert(
    fc.property(instants, zones, (now, zone) => {
      const until = DateTime.fromJSDate(snoozeUntil('tomorrow', now, zone), { zone });
      expect(until.toFormat('HH:mm:ss.SSS')).toBe('09:00:00.000');
      expect(dayBounds(until.toJSDate(), zone).start).toEqual(dayBounds(now, zone).end);
    }),
    { numRuns: 1_000 },
  );
});
