import { expect, test } from '@jest/globals';
import { readPlaylist } from '../../../../src/domain/playlist/formats/read.ts';
import { readTodoFile } from '../../../../src/domain/todo/formats/read.ts';
import { AT_MOST, growth } from './growth.ts';

const OPTIONS = { now: new Date('2026-11-27T12:00:00Z'), timeZone: 'Europe/Berlin', locale: 'de' };
const encoder = new TextEncoder();
const READERS = {
  playlist: (bytes: Uint8Array, name: string) => readPlaylist(bytes, name),
  todos: (bytes: Uint8Array, name: string) => readTodoFile(bytes, name, OPTIONS),
};

/** How texts begin that a reader goes on with, by what the file is called. */
const STARTS: Readonly<Record<keyof typeof READERS, Readonly<Record<string, readonly string[]>>>> = {
  playlist: {
    m3u: ['', '#EXTINF:'],
    pls: ['[playlist]\nFile1='],
    xspf: ['<playlist>', '<playlist ', '<plist><dict>'],
    csv: ['', 'title,artist\n', '"'],
    json: ['["', '{"tracks":['],
    dat: ['', '#EXTINF:'],
  },
  todos: {
    md: ['', '- [ ] '],
    csv: ['', 'title,due\n', '"'],
    json: ['["'],
    dat: ['', '- [ ] '],
  },
};
const PATTERNS = [
  '\n',
  '\r',
  '\r\n',
  ' ',
  ' \n',
  '\\',
  '"',
  '""',
  '"\n',
  '"a\n',
  '"",\n',
  '("',
  '(',
  ')',
  '(a',
  ',',
  ';',
  '\t',
  '-',
  ' - ',
  '- ',
  '- [ ] \n',
  '  - a\n',
  '1.',
  '1',
  '[',
  '[ ]',
  '{"track":',
  '<a>',
  '<b/>',
  '<',
  '<!--',
  '&',
  '#',
  '#\n',
  'a="b" ',
  '=',
  ':',
  '1:',
  '%',
  '%41',
  'http://',
  'https://a ',
  'File1=a\n',
  'a - b\n',
  'due:2026-12-01 ',
  '@a +b ',
  '\u00E9',
  '\u3000',
  '\u0000',
];

test('what takes time that grows as the square of the text is found', () => {
  const quadratic = (text: string) => {
    let sum = 0;
    for (let end = 0; end < text.length; end += 16)
      for (let at = 0; at < end; at += 1) sum += text.charCodeAt(at);
    return sum;
  };
  expect(growth(quadratic, '', 'a')).toBeGreaterThan(AT_MOST);
});

test.each([
  ['playlist', READERS.playlist],
  ['todos', READERS.todos],
] as const)(
  'time grows as the text does, whatever it is made of and called: %s',
  (kind, read) => {
    const slow: string[] = [];
    for (const [extension, starts] of Object.entries(STARTS[kind])) {
      for (const [start, pattern] of starts.flatMap((start) =>
        PATTERNS.map((one) => [start, one] as const),
      )) {
        const grown = growth((text) => read(encoder.encode(text), `list.${extension}`), start, pattern);
        if (grown > AT_MOST)
          slow.push(`.${extension} ${JSON.stringify([start, pattern])}: ${grown.toFixed(0)}`);
      }
    }
    expect(slow).toEqual([]);
  },
  600_000,
);
