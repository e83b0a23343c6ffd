import * as fc from 'fast-check';

/** Texts that have broken somebody's bot before. */
const KNOWN = [
  '',
  ' ',
  '\u0000',
  '\u200b\u200b',
  '\u202eevil\u202c',
  '\ufeff',
  '\ud800',
  'e\u0301'.repeat(50),
  '👩‍👩‍👧‍👦'.repeat(20),
  'ﷺ'.repeat(100),
  "'; drop table users; --",
  '" or 1=1 --',
  '\\',
  '%',
  '_',
  '%s%n%x',
  '$1',
  '?',
  ':reference',
  '{{name}}',
  '{{- use.playlist.add}}',
  '$t(errors.fault)',
  '${process.exit(1)}',
  '@everyone',
  '<@100000000000000002>',
  '<@&1>',
  '</help:1>',
  '<t:0:R>',
  '```',
  '||**__~~`',
  '[x](https://example.org)',
  'https://127.0.0.1:5432/',
  'https://[::1]/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'NaN',
  '-1',
  '0',
  '1-999999999',
  '1,2,3',
  '99999999999999999999',
  '9223372036854775808',
  '1e309',
  'Infinity',
  '00000000-0000-0000-0000-000000000000',
  '2026-02-30',
  '-271821-04-20',
  'Europe/Berlin',
  'Etc/GMT+99',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  '1:playlist.list:1:::2',
];

/** Lengths around Discord's and our own limits. */
const LENGTHS = [1, 32, 99, 100, 101, 200, 201, 1_000, 1_001, 2_000, 2_001, 4_000, 6_001];

/** Text of every kind. */
export const nastyText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...KNOWN),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc
    .tuple(fc.constantFrom('a', 'ä', '𝄞', ' ', '\n', '*', '<'), fc.constantFrom(...LENGTHS))
    .map(([c, n]) => c.repeat(n)),
);

/** Snowflakes, and what somebody might send in place of one. */
export const nastyId: fc.Arbitrary<string> = fc.oneof(
  fc.bigInt(1n, 2n ** 63n - 1n).map(String),
  fc.constantFrom('0', '-1', '18446744073709551616', '9223372036854775808', 'x', ''),
);

/** Values of a type that was not declared. */
export const nastyValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: nastyText },
  { weight: 2, arbitrary: fc.oneof(fc.integer(), fc.double(), fc.maxSafeInteger()) },
  { weight: 1, arbitrary: fc.boolean() },
  { weight: 1, arbitrary: fc.constantFrom(null, undefined, [], {}, [1], { $ne: 1 }) },
);
