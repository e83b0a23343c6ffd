import { describe, expect, test } from '@jest/globals';
import { timeZone } from '../../../../src/domain/time/zones/time-zones.ts';
import { readZone } from '../../../../src/domain/time/zones/read-zone.ts';
import { suggestTimeZones } from '../../../../src/domain/time/zones/suggest-zones.ts';
import { ZONE_NAMES, zoneCode, zoneOfCode } from '../../../../src/domain/time/zones/zone-data.ts';

const WINTER = new Date('2026-11-18T13:00:00Z');
const SUMMER = new Date('2026-07-18T13:00:00Z');

test.each([
  ['Europe/Berlin', 'Europe/Berlin'],
  ['europe/berlin', 'Europe/Berlin'],
  ['America/New York', 'America/New_York'],
  ['Berlin', 'Europe/Berlin'],
  ['berlin ', 'Europe/Berlin'],
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['Asia/Saigon', 'Asia/Ho_Chi_Minh'],
  ['Asia/Katmandu', 'Asia/Kathmandu'],
  ['Asia/Rangoon', 'Asia/Yangon'],
  ['Europe/Kiev', 'Europe/Kyiv'],
  ['US/Pacific', 'America/Los_Angeles'],
  ['Kolkata', 'Asia/Kolkata'],
  ['Calcutta', 'Asia/Kolkata'],
  ['Kyiv', 'Europe/Kyiv'],
  ['Kiev', 'Europe/Kyiv'],
  ['Ho Chi Minh', 'Asia/Ho_Chi_Minh'],
  ['Ho Chi Minh City', 'Asia/Ho_Chi_Minh'],
  ['saigon', 'Asia/Ho_Chi_Minh'],
  ['Kathmandu', 'Asia/Kathmandu'],
  ['Yangon', 'Asia/Yangon'],
  ['Rangoon', 'Asia/Yangon'],
  ['Zurich', 'Europe/Zurich'],
  ['Zürich', 'Europe/Zurich'],
  ['Mumbai', 'Asia/Kolkata'],
  ['Beijing', 'Asia/Shanghai'],
  ['San Francisco', 'America/Los_Angeles'],
  ['Munich', 'Europe/Berlin'],
  ['São Paulo', 'America/Sao_Paulo'],
  ['sao paulo', 'America/Sao_Paulo'],
  ['London', 'Europe/London'],
  ['Japan', 'Asia/Tokyo'],
  ['日本', 'Asia/Tokyo'],
  ['Japon', 'Asia/Tokyo'],
  ['Deutschland', 'Europe/Berlin'],
  ['österreich', 'Europe/Vienna'],
  ['Polônia', 'Europe/Warsaw'],
  ['Turquía', 'Europe/Istanbul'],
  ['UTC', 'UTC'],
  ['ET', 'America/New_York'],
  ['JST', 'Asia/Tokyo'],
  ['utc+14', 'Pacific/Kiritimati'],
])('“%s” is %s', (text, zone) => {
  const read = readZone(text, WINTER);
  const [first] = read.kind === 'which' ? read.zones : read.kind === 'zone' ? [read.zone] : [];
  if (text === 'utc+14') expect(read).toMatchObject({ kind: 'which', zones: ['Etc/GMT-14', zone] });
  else expect([read.kind, first]).toEqual(['zone', zone]);
});

test.each([
  ['EST', 'America/New_York'],
  ['est', 'America/New_York'],
  ['BST', 'Europe/London'],
  ['IST', 'Asia/Kolkata'],
  ['CST', 'America/Chicago'],
  ['PST', 'America/Los_Angeles'],
  ['GMT', 'Europe/London'],
])('“%s” is asked about, %s first', (text, first) => {
  const read = readZone(text, WINTER);
  expect(read).toMatchObject({ kind: 'which' });
  expect(read.kind === 'which' && read.zones[0]).toBe(first);
});

test('“IST” may be India’s, Israel’s or Ireland’s, and “CST” China’s too', () => {
  expect(readZone('IST', WINTER)).toMatchObject({
    zones: expect.arrayContaining(['Asia/Kolkata', 'Asia/Jerusalem', 'Europe/Dublin']),
  });
  expect(readZone('CST', WINTER)).toMatchObject({
    zones: expect.arrayContaining(['America/Chicago', 'Asia/Shanghai']),
  });
});

test.each([
  'Mars/Phobos',
  'Berlinn',
  '',
  '   ',
  '/',
  'utc+25',
  '\u0000',
  '…',
  'x'.repeat(100),
  'constructor',
  '__proto__',
])('“%s” is no zone', (text) => {
  expect(readZone(text, WINTER)).toEqual({ kind: 'unknown' });
});

test('an offset is the zone that has it always, and those that have it now', () => {
  const zones = (now: Date) => {
    const read = readZone('UTC+2', now);
    return read.kind === 'which' ? read.zones : [];
  };
  expect(zones(WINTER)[0]).toBe('Etc/GMT-2');
  expect(zones(WINTER)).toContain('Africa/Cairo');
  expect(zones(WINTER)).not.toContain('Europe/Berlin');
  expect(zones(SUMMER)).toContain('Europe/Berlin');
});

describe('while a zone is typed', () => {
  test.each([
    ['kolk', 'Asia/Kolkata'],
    ['kyiv', 'Europe/Kyiv'],
    ['kiev', 'Europe/Kyiv'],
    ['ho chi', 'Asia/Ho_Chi_Minh'],
    ['saig', 'Asia/Ho_Chi_Minh'],
    ['kathm', 'Asia/Kathmandu'],
    ['yangon', 'Asia/Yangon'],
    ['rang', 'Asia/Yangon'],
    ['zürich', 'Europe/Zurich'],
    ['züri', 'Europe/Zurich'],
    ['mumb', 'Asia/Kolkata'],
    ['san fran', 'America/Los_Angeles'],
    ['beij', 'Asia/Shanghai'],
    ['berl', 'Europe/Berlin'],
    ['utc+2', 'Etc/GMT-2'],
    ['utc+5:30', 'Asia/Kolkata'],
    ['est', 'America/New_York'],
    ['bst', 'Europe/London'],
    ['ist', 'Asia/Kolkata'],
    ['new y', 'America/New_York'],
    ['germany', 'Europe/Berlin'],
  ])('“%s” offers %s', (typed, zone) => {
    const offered = suggestTimeZones(typed, 25, WINTER).map((one) => one.zone);
    expect(offered).toContain(zone);
    expect(offered.indexOf(zone)).toBeLessThan(typed === 'rang' ? 25 : 4);
  });

  test('a city that is not in the name of its zone says why it is offered', () => {
    expect(suggestTimeZones('mumbai', 25, WINTER)[0]).toEqual({ zone: 'Asia/Kolkata', as: 'Mumbai' });
    expect(suggestTimeZones('berlin', 25, WINTER)[0]).toEqual({ zone: 'Europe/Berlin', as: null });
  });

  test('nothing typed offers UTC first, and there are never more than asked for', () => {
    expect(suggestTimeZones('', 25, WINTER)[0]).toEqual({ zone: 'UTC', as: null });
    for (const typed of ['', 'a', 'e', 'utc', '+', '\u0301']) {
      const offered = suggestTimeZones(typed, 25, WINTER).map(({ zone }) => zone);
      expect(offered.length).toBeLessThanOrEqual(25);
      expect(new Set(offered).size).toBe(offered.length);
    }
  });
});

test('every zone is known by its name and by its code, and Intl has it', () => {
  expect(ZONE_NAMES.length).toBeGreaterThan(400);
  for (const zone of ZONE_NAMES) {
    expect(timeZone.parse(zone)).toBe(zone);
    expect(zoneOfCode(zoneCode(zone))).toBe(zone);
    expect(zoneCode(zone).length).toBeLessThanOrEqual(10);
    expect(() => new Intl.DateTimeFormat('en', { timeZone: zone })).not.toThrow();
  }
});

test('what no zone ever was is refused', () => {
  for (const text of ['Mars/Phobos', 'toString', 'a'.repeat(65)])
    expect(timeZone.safeParse(text).success).toBe(false);
});
