import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { DateTime } from 'luxon';
import { readDue, type DueRead } from '../../../../src/domain/time/due/due.ts';
import { writeRhythm } from '../../../../src/domain/time/rhythm.ts';
import { PROJECT } from '../../../../src/project.ts';
import { ENGLISH } from './phrases/english.ts';
import { FRENCH } from './phrases/french.ts';
import { GERMAN } from './phrases/german.ts';
import { JAPANESE } from './phrases/japanese.ts';
import { PORTUGUESE } from './phrases/portuguese.ts';
import { SPANISH } from './phrases/spanish.ts';

const PHRASES = {
  'en-US': ENGLISH,
  de: GERMAN,
  'es-ES': SPANISH,
  fr: FRENCH,
  ja: JAPANESE,
  'pt-BR': PORTUGUESE,
};

const BERLIN = 'Europe/Berlin';
const at = (text: string, zone = BERLIN) =>
  DateTime.fromFormat(text, 'yyyy-MM-dd HH:mm', { zone }).toJSDate();
const WEDNESDAY = at('2026-11-18 14:00');

/** What was read, as the tables write it. */
function shown(read: DueRead, zone = BERLIN): string {
  const often = 'rhythm' in read && read.rhythm ? `, ${writeRhythm(read.rhythm)}` : '';
  if (read.kind === 'ambiguous') return read.choices.map((one) => wall(one.at, zone)).join(' or ') + often;
  if (read.kind !== 'due') return read.kind;
  if (!read.allDay) return wall(read.at, zone) + often;
  const local = DateTime.fromJSDate(read.at, { zone });
  const day = local.toFormat(local.hour === 9 ? 'yyyy-MM-dd' : "yyyy-MM-dd 'all day' HH:mm");
  return day + often;
}

function wall(instant: Date, zone: string): string {
  const local = DateTime.fromJSDate(instant, { zone });
  return local.toFormat(local.second > 0 ? 'yyyy-MM-dd HH:mm:ss' : 'yyyy-MM-dd HH:mm');
}

const read = (text: string, { now = WEDNESDAY, zone = BERLIN, locale = 'en-US' } = {}) =>
  shown(readDue(text, { now, timeZone: zone, locale }), zone);

describe.each(Object.entries(PHRASES))('in %s', (locale, phrases) => {
  test.each(phrases)('“%s” is %s', (phrase, expected) => {
    expect(read(phrase, { locale })).toBe(expected);
  });
});

test.each([
  ['banana 5'],
  ['5'],
  ['2026'],
  ['may'],
  ['december'],
  [''],
  ['   '],
  ['…'],
  ['!'],
  ['buy milk tomorrow'],
  ['tomorrow buy milk'],
  ['tomorrow or friday'],
  ['tomorrow to friday'],
  ['monday - friday'],
  ['5pm to 6pm'],
  ['8-9'],
  ['9 to 5'],
  ['in 5'],
  ['half past'],
  ['sep'],
  ['second'],
  ['halb'],
  ['viertel vor'],
  ['tomorrow morning at 17:00'],
  ['2 days before christmas'],
  ['every'],
  ['every monday and thursday'],
  ['every 2 hours'],
  ['every 0 days'],
  ['every 100 days'],
  ['every monday buy milk'],
  ['every banana'],
  ['friday the 21st'],
  ['at a'],
  ['5pm Springfield'],
  ['5pm XYZ'],
  ['<t:17000000000000000>'],
  ['<t:5'],
  ['25:00'],
  ['17:60'],
  ['24:30'],
  ['2026-13-01'],
  ['2026-02-30'],
  ['31.02.'],
  ['32/13'],
  ['the 32nd'],
  ['friday 24 december 2026'],
  ['in'],
  ['in hours'],
  ['h'],
  ['in 1.5 months'],
  ['13pm am'],
  ['15 am'],
  ['tomorrow tomorrow'],
  ['17:00 18:00'],
  ['in 2 h in 2 h'],
  ['\u0000'],
  ['\uD800'],
  ['١٧:٠٠'],
  ['1'.repeat(100)],
  ['in 2 h'.padEnd(101)],
  ['tomorrow 17:00 Mars/Olympus'],
])('“%s” is no date', (text) => {
  for (const locale of Object.keys(PHRASES)) expect(read(text, { locale })).toBe('unreadable');
});

test.each([
  ['yesterday', 'past'],
  ['2 hours ago', 'past'],
  ['vor 2 stunden', 'past', 'de'],
  ['il y a 2 heures', 'past', 'fr'],
  ['hace dos días', 'past', 'es-ES'],
  ['há 2 horas', 'past', 'pt-BR'],
  ['2時間前', 'past', 'ja'],
  ['today 13:59', 'past'],
  ['today 14:00', 'past'],
  ['in 0 minutes', 'past'],
  ['2020-01-01', 'past'],
  ['24.12.2020 17:00', 'past'],
  ['2031-11-18 14:00', '2031-11-18 14:00'],
  ['2031-11-18 14:01', 'tooFar'],
  ['in 6 years', 'tooFar'],
  ['in 99999999 years', 'tooFar'],
  ['in 999999999 seconds', 'tooFar'],
  ['in 999999999 weeks', 'tooFar'],
  ['9999-12-31', 'tooFar'],
  ['<t:9999999999999>', 'tooFar'],
  ['<t:1700000000>', 'past'],
  ['every day starting 9999-12-31', 'tooFar'],
  ['every monday starting 2020-01-06', 'past'],
])('“%s” is %s', (text, expected, locale = 'en-US') => {
  expect(read(text, { locale })).toBe(expected);
});

test.each([
  ['at 5', '2026-11-19 05:00', '2026-11-18 17:00', 'en-US'],
  ['tomorrow at 5', '2026-11-19 05:00', '2026-11-19 17:00', 'en-US'],
  ["5 o'clock", '2026-11-19 05:00', '2026-11-18 17:00', 'en-US'],
  ['2h', '2026-11-18 16:00', '2026-11-19 02:00', 'fr'],
  ['2h30', '2026-11-18 16:30', '2026-11-19 02:30', 'pt-BR'],
])('“%s” may be %s and %s', (text, one, other, locale) => {
  expect(read(text, { locale }).split(' or ').sort()).toEqual([one, other].sort());
});

test('what is gone is not meant when the other half of the day lies ahead', () => {
  expect(read('today at 5')).toBe('2026-11-18 17:00');
});

test.each([
  ['Friday', '2026-11-20 08:00', '2026-11-20 09:00 or 2026-11-27 09:00'],
  ['Friday', '2026-11-20 23:59', '2026-11-27'],
  ['this friday', '2026-11-20 08:00', '2026-11-20 09:00 or 2026-11-27 09:00'],
  ['next friday', '2026-11-20 08:00', '2026-11-27'],
  ['friday 10am', '2026-11-20 12:00', '2026-11-27 10:00'],
  ['friday 17:00', '2026-11-20 12:00', '2026-11-20 17:00 or 2026-11-27 17:00'],
  ['a week on friday', '2026-11-20 12:00', '2026-11-27 09:00 or 2026-12-04 09:00'],
  ['every friday', '2026-11-20 08:00', '2026-11-20, weekly'],
  ['every friday', '2026-11-20 12:00', '2026-11-27, weekly'],
  ['every friday 5pm', '2026-11-20 12:00', '2026-11-20 17:00, weekly'],
  ['every weekday at 8am', '2026-11-20 12:00', '2026-11-23 08:00, weekdays'],
  ['weekdays', '2026-11-21 08:00', '2026-11-23, weekdays'],
  ['every weekday starting saturday', '2026-11-18 08:00', '2026-11-23, weekdays'],
  ['at 9', '2026-11-18 08:00', '2026-11-18 09:00 or 2026-11-18 21:00'],
  ['at 9', '2026-11-18 10:00', '2026-11-18 21:00 or 2026-11-19 09:00'],
  ['9:00', '2026-11-18 10:00', '2026-11-18 21:00 or 2026-11-19 09:00'],
  ['09:00', '2026-11-18 10:00', '2026-11-19 09:00'],
  ['9am', '2026-11-18 10:00', '2026-11-19 09:00'],
  ['17:00', '2026-11-18 18:00', '2026-11-19 17:00'],
  ['today at 9', '2026-11-18 10:00', '2026-11-18 21:00'],
  ['today at 9am', '2026-11-18 10:00', 'past'],
  ['tonight at 1', '2026-11-18 20:00', '2026-11-19 01:00'],
  ['5pm EST', '2026-07-15 12:00', '2026-07-15 23:00 or 2026-07-16 00:00'],
  ['5pm ET', '2026-07-15 12:00', '2026-07-15 23:00'],
  ['the 5th of the month', '2026-11-18 08:00', '2026-12-05'],
  ['the 20th of the month', '2026-11-18 08:00', '2026-11-20'],
  ['first monday of the month', '2026-11-18 08:00', '2026-12-07'],
  ['last friday of november', '2026-11-28 08:00', '2027-11-26'],
  ['today', '2026-11-18 08:00', '2026-11-18'],
  ['today', '2026-11-18 17:30', '2026-11-18 all day 23:59'],
  ['eod', '2026-11-18 17:30', '2026-11-18 23:59'],
  ['tonight', '2026-11-18 21:00', '2026-11-18 23:00'],
  ['tonight', '2026-11-18 23:30', 'past'],
  ['evening', '2026-11-18 23:30', '2026-11-19 19:00'],
  ['weekend', '2026-11-22 08:00', '2026-11-22'],
  ['next monday', '2026-11-22 08:00', '2026-11-23'],
  ['end of month', '2026-11-30 08:00', '2026-11-30'],
  ['29 february', '2096-03-01 08:00', 'tooFar'],
  ['the 31st', '2026-11-18 08:00', '2026-12-31'],
  ['in 1 month', '2027-01-31 08:00', '2027-02-28 08:00'],
])('“%s” said at %s is %s', (text, now, expected) => {
  expect(read(text, { now: at(now) })).toBe(expected);
});

test.each([
  ['de', 'mar 12', 'English for March', '2027-03-12'],
  ['fr', 'mar 12', 'no Tuesday, and not March', 'unreadable'],
  ['fr', 'mar 24', 'Tuesday', '2026-11-24'],
  ['es-ES', 'mar', 'Tuesday', '2026-11-24'],
  ['es-ES', '12 mar', 'March', '2027-03-12'],
  ['en-GB', '03/04/2027', 'the day first', '2027-04-03'],
  ['en-US', '03/04/2027', 'the month first', '2027-03-04'],
  ['es-ES', 'mediodía', 'noon, and no half of a day', '2026-11-19 12:00'],
  ['de', 'mon', 'English for Monday', '2026-11-23'],
  ['de', 'so', 'Sunday', '2026-11-22'],
  ['pt-BR', 'sex', 'Friday', '2026-11-20'],
  ['pt-BR', 'segunda', 'Monday', '2026-11-23'],
])('in %s “%s” is %s', (locale, text, _, expected) => {
  expect(read(text, { locale })).toBe(expected);
});

describe('the examples of the page about dates', () => {
  const page = readFileSync(path.join(PROJECT.root, 'docs/todo-dates.md'), 'utf8');
  const examples = page.split('\n## ').flatMap((section) => {
    const locale = /^.*\(`([\w-]+)`\)/.exec(section)?.[1] ?? '';
    const rows = [...section.matchAll(/^\| (.+?) +\| (\d.+?) +\|$/gm)];
    return rows.map(([, phrase = '', expected = '']) => ({ locale, phrase, expected }));
  });

  test('are of every language', () => {
    expect([...new Set(examples.map(({ locale }) => locale))].sort()).toEqual(Object.keys(PHRASES).sort());
  });

  test.each(examples)('$locale: “$phrase” is $expected', ({ locale, phrase, expected }) => {
    expect(read(phrase, { locale })).toBe(expected);
  });
});
