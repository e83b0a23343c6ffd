import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { clockTime } from '../../../src/domain/time/duration.ts';
import { pageOf } from '../../../src/domain/pages.ts';
import { covers } from '../../../src/domain/ownership/ownership.ts';
import { linksIn, readTrackSource, readWrittenTrack } from '../../../src/domain/playlist/track.ts';

test.each([
  [400, '0:00'],
  [59_600, '1:00'],
  [185_000, '3:05'],
  [3_729_000, '1:02:09'],
])('%i milliseconds read %s', (milliseconds, text) => {
  expect(clockTime(milliseconds)).toBe(text);
});

test('every page that is asked for becomes one that exists', () => {
  fc.assert(
    fc.property(fc.oneof(fc.integer(), fc.constant(Number.NaN)), fc.nat(1_000), (asked, total) => {
      const { page, pages, offset } = pageOf(asked, total);
      expect(page).toBeGreaterThanOrEqual(1);
      expect(page).toBeLessThanOrEqual(pages);
      expect(offset === 0 || offset < total).toBe(true);
      expect(pages * 10).toBeGreaterThanOrEqual(total);
    }),
  );
});

test('an owner may what an editor may, and an editor what a viewer may', () => {
  expect([covers('owner', 'editor'), covers('editor', 'viewer'), covers('editor', 'editor')]).toEqual([
    true,
    true,
    true,
  ]);
  expect([covers('viewer', 'editor'), covers('editor', 'owner')]).toEqual([false, false]);
});

test.each([
  ['Boléro', 'Boléro', null],
  ['https://www.example.org/', 'example.org', 'https://www.example.org/'],
  ['https://example.org/a%20b?c=d', 'example.org/a b?c=d', 'https://example.org/a%20b?c=d'],
  ['https://example.org/%', 'example.org/%', 'https://example.org/%'],
  ['https://me:pw@example.org/x', 'example.org/x', 'https://example.org/x'],
  ['javascript:alert(1)', 'javascript:alert(1)', null],
  ['file:///etc/passwd', 'file:///etc/passwd', null],
])('“%s” is called “%s”', (text, title, url) => {
  expect(readTrackSource(text)).toEqual({ title, url });
});

test.each([
  ['see https://en.wikipedia.org/wiki/Bolero_(Ravel).', 'https://en.wikipedia.org/wiki/Bolero_(Ravel)'],
  ['(see https://example.org/a_(b))', 'https://example.org/a_(b)'],
  ['[here](https://example.org/a)', 'https://example.org/a'],
  ['**https://example.org/a**', 'https://example.org/a'],
  ['||https://example.org/a||', 'https://example.org/a'],
  ['Https://example.org/a', 'Https://example.org/a'],
  ['「https://example.org/a」。', 'https://example.org/a'],
])('the link in “%s” is %s', (text, link) => {
  expect(linksIn(text)).toEqual([link]);
});

test.each([
  ['<https://example.org/a>', 'example.org/a', false],
  ['**https://example.org/a**', 'example.org/a', false],
  ['https://example.org/a', 'example.org/a', false],
  ['[Boléro](https://example.org/a)', 'Boléro', true],
  ['[Boléro](<https://example.org/a>)', 'Boléro', true],
  ['Boléro (Live): https://example.org/a', 'Boléro (Live)', true],
  ['Boléro (https://example.org/a)', 'Boléro', true],
  ['https://example.org/a – Boléro', 'Boléro', true],
])('“%s” is a link called “%s”', (text, title, isNamed) => {
  expect(readWrittenTrack(text)).toEqual({ title, url: 'https://example.org/a', isNamed });
});

test('a title made from a link fits', () => {
  expect(readTrackSource(`https://example.org/${'x'.repeat(900)}`).title).toHaveLength(200);
});
