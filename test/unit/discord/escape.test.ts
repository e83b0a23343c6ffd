import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { escapeText } from '../../../src/discord/escape.ts';

test.each([
  ['**bold** __u__ ~~s~~ ||sp|| `c`', String.raw`\*\*bold\*\* \_\_u\_\_ \~\~s\~\~ \|\|sp\|\| \`c\``],
  ['<@1> <t:1> <:x:1>', String.raw`\<@1\> \<t:1\> \<:x:1\>`],
  ['# h\n- a\n12. b', '\\# h\n\\- a\n12\\. b'],
  ['lo-fi, #1 hit', 'lo-fi, #1 hit'],
  ['snake_case \\', String.raw`snake\_case \\`],
])('%j is shown as it was written', (text, escaped) => {
  expect(escapeText(text)).toBe(escaped);
});

test('taking the backslashes away, as Discord does, gives the text back', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ab1 *_~`|<>[]()#-.\\\n@:') }), (text) => {
      expect(escapeText(text).replace(/\\([^a-z0-9\s])/gi, '$1')).toBe(text);
    }),
  );
});
