import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  firstDue,
  nextDue,
  repeatDayOf,
  repeatTimeOf,
  REPEATS,
  type Repeat,
} from '../../../../src/domain/time/repeat.ts';
import { readRhythm, writeRhythm } from '../../../../src/domain/time/rhythm.ts';

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'America/Sao_Paulo',
  'America/Scoresbysund',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Asia/Tokyo',
  'Asia/Beirut',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'Antarctica/Troll',
];

const local = (text: string, zone: string) => {
  const at = DateTime.fromISO(text, { zone });
  expect(at.toISO({ includeOffset: false, suppressMilliseconds: true })).toBe(`${text}:00`);
  return at.toJSDate();
};
const shown = (at: Date, zone: string) => DateTime.fromJSDate(at, { zone }).toFormat("yyyy-MM-dd'T'HH:mm");

/** The first `count` occurrences after `text`, as the wall shows them. */
function series(text: string, zone: string, repeat: Repeat, count: number, repeatEvery = 1): string[] {
  let at = local(text, zone);
  const repeatDay = repeatDayOf(at, zone, repeat);
  const repeatTime = repeatTimeOf(at, zone);
  return Array.from({ length: count }, () => {
    at = nextDue({ at, zone, repeat, repeatEvery, repeatDay, repeatTime }, at);
    return shown(at, zone);
  });
}

describe('by the calendar', () => {
  test.each<[string, string, string, Repeat, string[]]>([
    [
      'the 31st becomes the last of each month and is the 31st again',
      '2027-01-31T09:00',
      'Europe/Berlin',
      'monthly',
      ['2027-02-28T09:00', '2027-03-31T09:00', '2027-04-30T09:00', '2027-05-31T09:00'],
    ],
    [
      'the 30th meets 29 February in a leap year',
      '2028-01-30T09:00',
      'UTC',
      'monthly',
      ['2028-02-29T09:00', '2028-03-30T09:00'],
    ],
    [
      'after Friday comes Monday',
      '2026-12-24T17:00',
      'UTC',
      'weekdays',
      ['2026-12-25T17:00', '2026-12-28T17:00', '2026-12-29T17:00'],
    ],
    ['weeks cross the year', '2026-12-24T17:00', 'UTC', 'weekly', ['2026-12-31T17:00', '2027-01-07T17:00']],
    [
      'months cross the year',
      '2026-11-30T17:00',
      'UTC',
      'monthly',
      ['2026-12-30T17:00', '2027-01-30T17:00', '2027-02-28T17:00'],
    ],
    [
      'a day that is left out of the calendar is left out here',
      '2011-12-28T09:00',
      'Pacific/Apia',
      'daily',
      ['2011-12-29T09:00', '2011-12-31T09:00', '2012-01-01T09:00'],
    ],
    [
      'a week whose day is left out is left out, and the weekday stays',
      '2011-12-23T09:00',
      'Pacific/Apia',
      'weekly',
      ['2012-01-06T09:00', '2012-01-13T09:00'],
    ],
    [
      'a weekday that is left out is left out',
      '2011-12-29T09:00',
      'Pacific/Apia',
      'weekdays',
      ['2012-01-02T09:00', '2012-01-03T09:00'],
    ],
    [
      'a month has its day even if the calendar leaves that one out',
      '2011-11-30T09:00',
      'Pacific/Apia',
      'monthly',
      ['2011-12-31T09:00', '2012-01-30T09:00'],
    ],
    [
      'half an hour is skipped on Lord Howe',
      '2026-10-03T02:15',
      'Australia/Lord_Howe',
      'daily',
      ['2026-10-04T02:45', '2026-10-05T02:15'],
    ],
    [
      'a time that is skipped moves once and comes back',
      '2027-03-27T02:30',
      'Europe/Berlin',
      'daily',
      ['2027-03-28T03:30', '2027-03-29T02:30'],
    ],
  ])('%s', (_, start, zone, repeat, expected) => {
    expect(series(start, zone, repeat, expected.length)).toEqual(expected);
  });

  test('a time that comes twice in autumn is due once, the first time', () => {
    const at = local('2026-10-24T02:30', 'Europe/Berlin');
    const twice = nextDue({ at, zone: 'Europe/Berlin', repeat: 'daily', repeatDay: null }, at);
    expect(twice.toISOString()).toBe('2026-10-25T00:30:00.000Z');
    const after = nextDue({ at: twice, zone: 'Europe/Berlin', repeat: 'daily', repeatDay: null }, twice);
    expect(shown(after, 'Europe/Berlin')).toBe('2026-10-26T02:30');
  });

  test('without the time that was asked for, a moved occurrence is where the next ones start from', () => {
    const at = local('2027-03-28T03:30', 'Europe/Berlin');
    const next = nextDue({ at, zone: 'Europe/Berlin', repeat: 'daily', repeatDay: null }, at);
    expect(shown(next, 'Europe/Berlin')).toBe('2027-03-29T03:30');
  });

  test.each(REPEATS)('centuries that were missed are passed at once, %s', (repeat) => {
    const at = new Date('1900-01-01T12:00:00Z');
    const after = new Date('2800-06-15T12:00:00Z');
    const repeatDay = repeatDayOf(at, 'Asia/Tokyo', repeat);
    const next = nextDue({ at, zone: 'Asia/Tokyo', repeat, repeatDay }, after);
    expect(next.getTime()).toBeGreaterThan(after.getTime());
    expect(next.getTime() - after.getTime()).toBeLessThanOrEqual(32 * 86_400_000);
  });
});

describe('whatever the zone and the instant', () => {
  const occurrence = fc.record({
    at: fc
      .date({ min: new Date('2000-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
      .map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000)),
    zone: fc.constantFrom(...ZONES),
    repeat: fc.constantFrom(...REPEATS),
    later: fc.integer({ min: -86_400_000, max: 900 * 86_400_000 }),
  });

  test('the next occurrence lies after both, on a fitting day, at the same time unless clocks skip it', () => {
    fc.assert(
      fc.property(occurrence, ({ at, zone, repeat, later }) => {
        const after = new Date(at.getTime() + later);
        const repeatDay = repeatDayOf(at, zone, repeat);
        const next = nextDue({ at, zone, repeat, repeatDay }, after);
        expect(next.getTime()).toBeGreaterThan(Math.max(at.getTime(), after.getTime()));
        const from = DateTime.fromJSDate(at, { zone });
        const to = DateTime.fromJSDate(next, { zone });
        const wanted = to.startOf('day').set({ hour: from.hour, minute: from.minute, second: from.second });
        const exists = wanted.hour === from.hour && wanted.minute === from.minute;
        if (!exists || to.toFormat('HH:mm:ss') !== from.toFormat('HH:mm:ss')) {
          // The only excuse: the clock jumped forward within the last day.
          expect(to.offset).toBeGreaterThan(to.minus({ days: 1 }).offset);
          return;
        }
        if (repeat === 'weekly') expect(to.weekday).toBe(from.weekday);
        if (repeat === 'weekdays') expect(to.weekday).toBeLessThanOrEqual(5);
        if (repeat === 'monthly' && !(zone === 'Pacific/Apia' && to.year === 2011))
          expect(to.day).toBe(Math.min(from.day, to.daysInMonth ?? 31));
      }),
      { numRuns: 2_000 },
    );
  });

  test('to miss any number of occurrences ends where going through them one by one ends', () => {
    fc.assert(
      fc.property(occurrence, ({ at, zone, repeat, later }) => {
        const after = new Date(at.getTime() + (later % (60 * 86_400_000)));
        const keep = {
          zone,
          repeat,
          repeatDay: repeatDayOf(at, zone, repeat),
          repeatTime: repeatTimeOf(at, zone),
        };
        let step = nextDue({ at, ...keep }, at);
        while (step.getTime() <= after.getTime()) step = nextDue({ at: step, ...keep }, step);
        expect(nextDue({ at, ...keep }, after)).toEqual(step);
      }),
      { numRuns: 1_000 },
    );
  });

  test('no occurrence is left out: counted by Luxon’s calendar, day by day', () => {
    fc.assert(
      fc.property(occurrence, ({ at, zone, repeat }) => {
        const from = DateTime.fromJSDate(at, { zone });
        const next = nextDue({ at, zone, repeat, repeatDay: repeatDayOf(at, zone, repeat) }, at);
        const fits = (day: DateTime) =>
          repeat === 'daily' ||
          (repeat === 'weekdays' && day.weekday <= 5) ||
          (repeat === 'weekly' && day.weekday === from.weekday) ||
          (repeat === 'monthly' && day.day === Math.min(from.day, day.daysInMonth ?? 31));
        for (let days = 1; days <= 31; days += 1) {
          const day = from.plus({ days });
          if (day.toFormat('HH:mm:ss') === from.toFormat('HH:mm:ss') && fits(day)) {
            expect(next.getTime()).toBeLessThanOrEqual(day.toMillis());
            return;
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('every so many days, weeks or months', () => {
  test.each<[string, string, string, Repeat, number, string[]]>([
    [
      'every other day, over the change of clocks',
      '2027-03-26T09:00',
      'Europe/Berlin',
      'daily',
      2,
      ['2027-03-28T09:00', '2027-03-30T09:00'],
    ],
    [
      'every second week stays on its weekday',
      '2026-12-21T09:00',
      'Europe/Berlin',
      'weekly',
      2,
      ['2027-01-04T09:00', '2027-01-18T09:00'],
    ],
    [
      'every third month keeps the 31st',
      '2027-01-31T09:00',
      'UTC',
      'monthly',
      3,
      ['2027-04-30T09:00', '2027-07-31T09:00', '2027-10-31T09:00'],
    ],
    [
      'every twelve months meets 29 February again',
      '2028-02-29T09:00',
      'UTC',
      'monthly',
      12,
      ['2029-02-28T09:00', '2030-02-28T09:00', '2031-02-28T09:00', '2032-02-29T09:00'],
    ],
  ])('%s', (_, text, zone, repeat, every, expected) => {
    expect(series(text, zone, repeat, expected.length, every)).toEqual(expected);
  });

  test('what was missed is passed over, and the step is kept', () => {
    const at = local('2026-11-02T09:00', 'UTC');
    const next = nextDue(
      { at, zone: 'UTC', repeat: 'weekly', repeatEvery: 2, repeatDay: null },
      local('2027-03-01T00:00', 'UTC'),
    );
    expect(shown(next, 'UTC')).toBe('2027-03-08T09:00');
  });
});

describe('a rhythm', () => {
  test('that is written reads back as itself, and nothing else does', () => {
    for (const repeat of REPEATS)
      for (const every of repeat === 'weekdays' ? [1] : [1, 2, 14, 99])
        expect(readRhythm(writeRhythm({ repeat, every }))).toEqual({ repeat, every });
    for (const text of [
      '',
      'yearly',
      'every 0 days',
      'every 100 weeks',
      'every 2 weekdays',
      'every 2',
      'weekly 2',
    ])
      expect(readRhythm(text)).toBeNull();
  });

  test('on working days begins at none of the weekend’s', () => {
    const begin = (text: string) =>
      shown(firstDue(local(text, 'Asia/Tokyo'), 'Asia/Tokyo', 'weekdays'), 'Asia/Tokyo');
    expect([begin('2026-11-20T09:00'), begin('2026-11-21T09:00'), begin('2026-11-22T23:00')]).toEqual([
      '2026-11-20T09:00',
      '2026-11-23T09:00',
      '2026-11-23T23:00',
    ]);
  });
});
