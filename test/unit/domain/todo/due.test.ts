import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { DateTime } from 'luxon';
import { readDue, type DueRead } from '../../../../src/domain/todo/due.ts';
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
  if (read.kind === 'ambiguous') return read.choices.map((one) => wall(one.at, zone)).join(' or ');
  if (read.kind !== 'due') return read.kind;
  if (!read.allDay) return wall(read.at, zone);
  const local = DateTime.fromJSDate(read.at, { zone });
  return local.toFormat(local.hour === 9 ? 'yyyy-MM-dd' : "yyyy-MM-dd 'all day' HH:mm");
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
