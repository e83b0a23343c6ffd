import { expect, test } from '@jest/globals';
import { UserError } from '../../../../../src/errors.ts';
import { readNamed } from './told.ts';

const LARGE = 131_072;
/** What is eight times as long takes eight times as long where time is linear, and 64 times where it is quadratic. */
const FACTOR = 8;
/** Microseconds of the processor below which a clock tells nothing. */
const LEAST = 20_000;

function spent(name: string, content: string): number {
  const start = process.cpuUsage();
  try {
    readNamed(name, content);
  } catch (error) {
    // Too many entries: what it took to find out counts all the same.
    if (!(error instanceof UserError)) throw error;
  }
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

/** How a file of that kind begins. */
const STARTS: readonly (readonly [string, string])[] = [
  ['a.md', ''],
  ['a.md', '- [ ] '],
  ['a.txt', ''],
  ['todo.txt', '(A) '],
  ['list.dat', ''],
  ['a.csv', ''],
  ['a.csv', 'text,due\n'],
  ['a.json', ''],
  ['a.org', '* TODO '],
  ['a.ics', 'BEGIN:VCALENDAR\nBEGIN:VTODO\nA;'],
];
const PIECES =
  '- |- [ |>|\\|(|\\(|"|",|,|;\t|[[|📅|\\📅|- [ ] \\|📅 2027-12-24 |#|🔁 |x:y |{"items":[|\'|- [ ] a (due 1,| :|;"';

test.each(
  STARTS.flatMap(([name, start]) =>
    ['\n', '\r', ' ', ' \n', ...PIECES.split('|')].map((piece) => [name, start, piece] as const),
  ),
)(
  'reading %s, “%s” and then nothing but “%s”, takes time that grows as the file does',
  (name, start, piece) => {
    const content = (length: number) => `${start}${piece.repeat(Math.floor(length / piece.length))}`;
    const ratio = () => {
      const small = Math.max(spent(name, content(LARGE / FACTOR)), LEAST);
      return spent(name, content(LARGE)) / small;
    };
    // Once may be bad luck: collecting garbage takes its time, too.
    const least = [ratio, ratio, ratio].reduce(
      (best, again) => (best < FACTOR * 3 ? best : Math.min(best, again())),
      Infinity,
    );
    expect(least).toBeLessThan(FACTOR * 3);
  },
);

test('998 dates that cannot be read cost no more than 50 of them', () => {
  const rows = (count: number) =>
    `task,due\n${Array.from({ length: count }, (_, index) => `a,some day or other ${index}\n`).join('')}`;
  expect(readNamed('a.csv', rows(998)).notes).toHaveLength(998);
  const few = Math.max(spent('a.csv', rows(50)), LEAST);
  expect(spent('a.csv', rows(998)) / few).toBeLessThan(6);
});
