import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { readDue, suggestDue } from '../../../../src/domain/time/due/due.ts';
import { ALL_DAY_HOUR, DUE_MAX_YEARS, DUE_TEXT_MAX } from '../../../../src/domain/time/due/limits.ts';
import { wordsFor } from '../../../../src/domain/time/due/words/languages.ts';
import { writeWhen } from '../../../../src/domain/time/when.ts';
import { LANGUAGES } from '../../../../src/domain/preferences.ts';

const locales = fc.constantFrom(...LANGUAGES);
const zones = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Pacific/Marquesas',
);
const instants = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2050-01-01'), noInvalidDate: true })
  .map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000));
const world = fc.record({ now: instants, timeZone: zones, locale: locales });

/** The wall in Berlin: when 02:30 is skipped, and when it comes twice. */
const BERLIN = { timeZone: 'Europe/Berlin', locale: 'en-US' };
const SPRING = new Date('2027-03-27T12:00:00Z');
const AUTUMN = new Date('2026-10-24T12:00:00Z');

describe('where clocks change', () => {
  test.each([
    ['tomorrow 17:00', SPRING, '2027-03-28T15:00:00.000Z'],
    ['tomorrow 17:00', AUTUMN, '2026-10-25T16:00:00.000Z'],
    ['in 24 hours', AUTUMN, '2026-10-25T12:00:00.000Z'],
    ['in 1 day', AUTUMN, '2026-10-25T13:00:00.000Z'],
    ['tomorrow 02:30', SPRING, '2027-03-28T01:30:00.000Z'],
    ['2026-10-25 02:30 +02:00', AUTUMN, '2026-10-25T00:30:00.000Z'],
    ['2026-10-25 02:30 +01:00', AUTUMN, '2026-10-25T01:30:00.000Z'],
    ['2026-10-25 02:30', new Date('2026-10-25T00:45:00Z'), '2026-10-25T01:30:00.000Z'],
  ])('“%s” said at %s is %s', (text, now, expected) => {
    const read = readDue(text, { ...BERLIN, now });
    expect(read).toMatchObject({ kind: 'due', zone: 'Europe/Berlin', at: new Date(expected) });
  });

  test('a time that comes twice is asked about, and what is offered for it is not', () => {
    const read = readDue('tomorrow 02:30', { ...BERLIN, now: AUTUMN });
    const choices = ['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'].map((at) => new Date(at));
    expect(read).toMatchObject({ kind: 'ambiguous', choices: choices.map((at) => ({ at, allDay: false })) });
    const offered = suggestDue('tomorrow 02:30', { ...BERLIN, now: AUTUMN });
    expect(offered.map(({ text }) => text)).toEqual(['2026-10-25 02:30 +02:00', '2026-10-25 02:30 +01:00']);
    expect(offered.map(({ at }) => at)).toEqual(choices);
  });

  test('a zone that is written is the one that is kept', () => {
    const read = readDue('tomorrow 17:00 asia/tokyo', { ...BERLIN, now: AUTUMN });
    expect(read).toMatchObject({ kind: 'due', zone: 'Asia/Tokyo', at: new Date('2026-10-25T08:00:00Z') });
  });
});

describe('whatever the language, the zone and the instant', () => {
  test('every date that is offered reads back as the same instant, and lies ahead', () => {
    const typed = fc.oneof(
      fc.constantFrom('', 't', 'mor', '5', '30', 'banana', '2h', 'at 5', '02:30', 'tomorrow 17:00'),
      fc.string({ maxLength: 10 }),
    );
    fc.assert(
      fc.property(world, typed, (options, typed) => {
        const offered = suggestDue(typed, options);
        if (typed === '') expect(offered.length).toBeGreaterThan(0);
        expect(offered.length).toBeLessThanOrEqual(25);
        for (const { text, at, allDay } of offered) {
          expect(text.length).toBeLessThanOrEqual(DUE_TEXT_MAX);
          expect(at.getTime()).toBeGreaterThan(options.now.getTime());
          expect(readDue(text, options)).toMatchObject({ kind: 'due', at, allDay });
        }
      }),
      { numRuns: 600 },
    );
  });

  test('each common choice is readable in its language, unless its time has gone by', () => {
    fc.assert(
      fc.property(world, (options) => {
        for (const text of wordsFor(options.locale)[0].suggestions)
          expect(['due', 'past', 'ambiguous']).toContain(readDue(text, options).kind);
      }),
      { numRuns: 200 },
    );
  });

  test('an instant that is written down is that instant when it is read', () => {
    fc.assert(
      fc.property(world, fc.integer({ min: 1, max: 1_800 * 86_400 }), (options, seconds) => {
        const at = new Date(options.now.getTime() + seconds * 1000);
        const text = writeWhen(at, options.timeZone);
        expect(readDue(text, options)).toMatchObject({
          kind: 'due',
          at,
          zone: options.timeZone,
          allDay: false,
        });
      }),
      { numRuns: 600 },
    );
  });

  test('tomorrow at a time is that time on the next day’s wall, unless clocks skip it', () => {
    fc.assert(
      fc.property(world, fc.integer({ min: 0, max: 23 }), (options, hour) => {
        const time = `${String(hour).padStart(2, '0')}:00`;
        const read = readDue(`tomorrow ${time}`, options);
        if (read.kind === 'ambiguous') return;
        if (read.kind !== 'due') throw new Error(read.kind);
        const local = DateTime.fromJSDate(read.at, { zone: options.timeZone });
        const next = DateTime.fromJSDate(options.now, { zone: options.timeZone })
          .startOf('day')
          .plus({ days: 1 });
        expect(local.hasSame(next, 'day')).toBe(true);
        if (next.set({ hour }).hour === hour) expect(local.toFormat('HH:mm:ss')).toBe(`${time}:00`);
      }),
      { numRuns: 400 },
    );
  });

  test('a weekday is the next of that name, and asked about on its own day', () => {
    const names = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
    fc.assert(
      fc.property(world, fc.nat({ max: 6 }), (options, index) => {
        const read = readDue(names[index] ?? '', { ...options, locale: 'en-US' });
        const here = DateTime.fromJSDate(options.now, { zone: options.timeZone });
        const isToday = here.weekday === index + 1 && here.toFormat('HH:mm') < '23:59';
        expect(read.kind).toBe(isToday ? 'ambiguous' : 'due');
        const found = read.kind === 'ambiguous' ? read.choices : read.kind === 'due' ? [read] : [];
        const last = DateTime.fromJSDate(found.at(-1)?.at ?? new Date(0), { zone: options.timeZone });
        const days = last.startOf('day').diff(here.startOf('day'), 'days').days;
        expect([last.weekday, last.hour]).toEqual([index + 1, ALL_DAY_HOUR]);
        expect(Math.round(days)).toBeGreaterThanOrEqual(1);
        expect(Math.round(days)).toBeLessThanOrEqual(7);
      }),
      { numRuns: 400 },
    );
  });

  test('what repeats begins on a day on which it repeats', () => {
    const names = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
    const often = fc.constantFrom(
      'every weekday 8:30am',
      'weekdays',
      ...names.map((name) => `every ${name} 8:30am`),
    );
    fc.assert(
      fc.property(world, often, (options, text) => {
        const read = readDue(text, { ...options, locale: 'en-US' });
        if (read.kind === 'ambiguous') return;
        if (read.kind !== 'due') throw new Error(read.kind);
        const { weekday } = DateTime.fromJSDate(read.at, { zone: options.timeZone });
        const wanted = names.findIndex((name) => text.includes(name)) + 1;
        expect(wanted > 0 ? [wanted] : [1, 2, 3, 4, 5]).toContain(weekday);
      }),
      { numRuns: 400 },
    );
  });

  test('nothing makes it throw, and whatever it takes for a date lies within reach', () => {
    const words = fc.constantFrom(
      ...'in at on next the tomorrow friday 5 17:00 h am pm eod 99999999 years 24. 12/24 UTC +14:00 morgen um uhr 後 時 日 明日 mañana'.split(
        ' ',
      ),
    );
    const text = fc.oneof(
      fc.array(words, { maxLength: 7 }).map((list) => list.join(' ')),
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.string({ unit: 'binary', maxLength: 30 }),
    );
    fc.assert(
      fc.property(world, text, (options, text) => {
        const read = readDue(text, options);
        if (read.kind !== 'due') return;
        expect(read.at.getTime()).toBeGreaterThan(options.now.getTime());
        const furthest = DateTime.fromJSDate(options.now).plus({ years: DUE_MAX_YEARS });
        expect(read.at.getTime()).toBeLessThanOrEqual(furthest.toMillis());
      }),
      { numRuns: 4_000 },
    );
  });
});

test('patterns are made once for a language, and not for each text', () => {
  const texts = [
    'tomorrow at half past five',
    'morgen um halb neun',
    'buy milk '.repeat(11),
    '5pm EST',
    'every other day',
  ];
  const options = LANGUAGES.map((locale) => ({ locale, now: AUTUMN, timeZone: 'Europe/Berlin' }));
  const readAll = () => options.forEach((one) => texts.forEach((text) => readDue(text, one)));
  readAll();
  const { RegExp: original } = globalThis;
  let made = 0;
  globalThis.RegExp = new Proxy(original, {
    construct(target, given: [string, string?]) {
      made += 1;
      return new target(...given);
    },
  });
  try {
    readAll();
  } finally {
    globalThis.RegExp = original;
  }
  expect(made).toBe(0);
});
