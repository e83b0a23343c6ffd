import { expect, test } from '@jest/globals';
import { readPlaylist } from '../../../../src/domain/playlist/formats/read.ts';
import { readTodoFile } from '../../../../src/domain/todo/formats/read.ts';
import { UserError } from '../../../../src/errors.ts';

const OPTIONS = { now: new Date('2026-11-27T12:00:00Z'), timeZone: 'Europe/Berlin', locale: 'de' };
const READERS = {
  playlist: (bytes: Uint8Array, name: string) => readPlaylist(bytes, name),
  todos: (bytes: Uint8Array, name: string) => readTodoFile(bytes, name, OPTIONS),
};

/** Characters of the smaller text: what is quadratic takes a tenth of a second and more for the larger one, what is linear a few milliseconds. */
const SMALL = 8_192;
/** Twice the text takes twice the time, and four times where it is quadratic; so large files are a hundredth apart. */
const AT_MOST = 3.2;
/** Milliseconds below which the clock measures the machine and not the reader. */
const TELLING = 25;
const TRIES = 4;

/** How long a text of so many characters takes, in milliseconds of this thread's processor. */
function costOf(read: (bytes: Uint8Array) => unknown, start: string, pattern: string, size: number): number {
  const text = start + pattern.repeat(Math.ceil(size / pattern.length));
  const bytes = new TextEncoder().encode(text.slice(0, size));
  const before = process.threadCpuUsage();
  try {
    read(bytes);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}

/** How much longer twice the text takes: the least of a few tries, for a machine only ever makes it more. */
function growth(read: (bytes: Uint8Array) => unknown, start: string, pattern: string): number {
  let least = Infinity;
  for (let attempt = 0; attempt < TRIES && least > AT_MOST; attempt++) {
    const double = costOf(read, start, pattern, 2 * SMALL);
    if (double < TELLING) return 0;
    least = Math.min(least, double / costOf(read, start, pattern, SMALL));
  }
  return least;
}

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

test.each([
  ['playlist', READERS.playlist],
  ['todos', READERS.todos],
] as const)(
  'twice the text takes about twice the time, whatever it is made of and called: %s',
  (kind, read) => {
    const slow: string[] = [];
    for (const [extension, starts] of Object.entries(STARTS[kind])) {
      for (const [start, pattern] of starts.flatMap((start) =>
        PATTERNS.map((one) => [start, one] as const),
      )) {
        const grown = growth((bytes) => read(bytes, `list.${extension}`), start, pattern);
        if (grown > AT_MOST)
          slow.push(`.${extension} ${JSON.stringify([start, pattern])}: ${grown.toFixed(1)}`);
      }
    }
    expect(slow).toEqual([]);
  },
  600_000,
);
