import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { line, paragraph } from '../../../src/domain/text.ts';

test('a line is trimmed, its white space folded and its accents composed', () => {
  expect(line(20).parse('  Cafe\u0301 \n\t au  lait ')).toBe('Café au lait');
});

test('line feeds stay in a paragraph', () => {
  expect(paragraph(20).parse('a\r\nb\rc')).toBe('a\nb\nc');
});

test.each(['', '   ', '\u200b', '\u200d\ufe0f', '\u0000\u0001', '\n'])(
  '%j has nothing to see in it',
  (text) => {
    expect(line(20).safeParse(text).success).toBe(false);
  },
);

test('the longest is accepted and one more is not', () => {
  expect(line(5).safeParse('12345').success).toBe(true);
  expect(line(5).safeParse('123456').success).toBe(false);
});

test('whatever passes fits the database: no NUL, no lone surrogate, no space around, never too long', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const result = line(40).safeParse(text);
      if (!result.success) return;
      expect(result.data).not.toContain('\u0000');
      expect(result.data.isWellFormed()).toBe(true);
      expect(result.data).toBe(result.data.trim());
      expect(result.data.length).toBeLessThanOrEqual(40);
      expect(line(40).parse(result.data)).toBe(result.data);
    }),
  );
});

test('tidying what is tidy changes nothing', () => {
  const unit = fc.constantFrom('a', ' ', '\u0001', '\u0301', 'e', '\n', '\r', '\t', '\v', '\u200b');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 12 }), (text) => {
      for (const schema of [line(40), paragraph(40)]) {
        const once = schema.safeParse(text);
        if (once.success) expect(schema.parse(once.data)).toBe(once.data);
      }
    }),
    { numRuns: 2_000 },
  );
});
