import { expect, jest, test } from '@jest/globals';
import { AT_MOST, growth } from '../../files/growth.ts';
import { readNamed } from './told.ts';

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
    expect(growth((text) => readNamed(name, text), start, piece)).toBeLessThan(AT_MOST);
  },
);

test('998 dates that cannot be read cost no more than 50 of them', () => {
  const rows = (count: number) =>
    `task,due\n${Array.from({ length: count }, (_, index) => `a,some day or other ${index}\n`).join('')}`;
  // Words are read by trying one pattern after the other.
  const patternsTried = (count: number) => {
    const exec = jest.spyOn(RegExp.prototype, 'exec');
    try {
      expect(readNamed('a.csv', rows(count)).notes).toHaveLength(count);
      return exec.mock.calls.length;
    } finally {
      exec.mockRestore();
    }
  };
  expect(patternsTried(998)).toBeLessThan(6 * patternsTried(50));
});
