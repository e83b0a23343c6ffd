import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Remark } from '../../../../../src/domain/files/reading.ts';
import { detectTodoFormat, readTodos } from '../../../../../src/domain/todo/formats/read.ts';
import type { TodoFormat } from '../../../../../src/domain/todo/formats/todo-file.ts';
import { TODO_FORMATS } from '../../../../../src/domain/todo/formats/todo-file.ts';
import { todoText } from '../../../../../src/domain/todo/todo.ts';
import { UserError } from '../../../../../src/errors.ts';

const OPTIONS = { now: new Date('2026-11-18T13:00:00Z'), timeZone: 'Europe/Berlin', locale: 'de' };
const MIB = 1_048_576;
const utf8 = (text: string) => new TextEncoder().encode(text);
const read = (text: string, format: TodoFormat) => readTodos(utf8(text), format, OPTIONS);
/** To-dos in short: what differs from an open one without anything. */
const short = (text: string, format: TodoFormat) =>
  read(text, format).todos.map(({ text, done, priority, due, repeat, assigneeId }) =>
    [
      text,
      done && 'done',
      priority !== 'normal' && priority,
      due?.at.toISOString(),
      repeat,
      assigneeId && `for ${assigneeId}`,
    ].filter(Boolean),
  );
const brief = ({ line, key }: Remark) => `${line} ${key.replace('todoImport.', '')}`;
const problems = (text: string, format: TodoFormat) => read(text, format).problems.map(brief);
const notes = (text: string, format: TodoFormat) => read(text, format).notes.map(brief);

function outcome(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.key;
  }
}

test('a checklist of GitHub’s is read, nested and numbered items too, and what is around it is told', () => {
  const text = `# Release

Some words.

- [ ] Write notes
  for the users
    - [x] Draft
    * [X] Review (urgent)
1. [ ] Publish (due 24.12.2026 17:00, high)

A paragraph that is none of it.

2. [ ]   Tell everyone (due morgen um 17 Uhr, for <@80351110224678912>)
- not a box
`;
  expect(short(text, 'markdown')).toEqual([
    ['Write notes\nfor the users'],
    ['Draft', 'done'],
    ['Review', 'done', 'urgent'],
    ['Publish', 'high', '2026-12-24T16:00:00.000Z'],
    ['Tell everyone', '2026-11-19T16:00:00.000Z', 'for 80351110224678912'],
    ['not a box'],
  ]);
});

test('a list without boxes is a list of what is to be done', () => {
  expect(short('Shopping:\r\n* Milk\r\n* Bread (high)\r\n', 'markdown')).toEqual([
    ['Milk'],
    ['Bread', 'high'],
  ]);
});

test.each([
  ['Buy (many) apples', ['Buy (many) apples']],
  ['Buy apples (many)', ['Buy apples (many)']],
  ['Buy apples (high, many)', ['Buy apples (high, many)']],
  ['Buy apples (high, low)', ['Buy apples (high, low)']],
  ['Buy apples (HIGH)', ['Buy apples', 'high']],
  ['Pay (due 24 dec 2026, weekly)', ['Pay', '2026-12-24T08:00:00.000Z', 'weekly']],
  ['Pay (due Dec 24, 2026, low)', ['Pay', 'low', '2026-12-24T08:00:00.000Z']],
  ['Pay (due 2020-01-01)', ['Pay', '2020-01-01T08:00:00.000Z']],
  ['Pay (due gestern)', ['Pay', '2026-11-17T08:00:00.000Z']],
  ['Pay (due 2026-10-25 02:30)', ['Pay', '2026-10-25T00:30:00.000Z']],
])('“%s” is read', (text, expected) => {
  expect(short(`- [ ] ${text}\n`, 'markdown')).toEqual([expected]);
});

test('each bad line says why, and the others are read', () => {
  const text = `- [ ] Good
- [ ] When (due some day)
- [ ] (high)
- [ ] Again (weekly)
- [ ] ${'x'.repeat(1_001)}
- [ ]
- [x] Good too`;
  expect(short(text, 'markdown')).toEqual([['Good'], ['When'], ['Again'], ['Good too', 'done']]);
  expect(problems(text, 'markdown')).toEqual(['3 noText', '5 textTooLong', '6 noText']);
  expect(notes(text, 'markdown')).toEqual(['2 badDue', '4 repeatWithoutDue']);
  const csv = 'text,priority,due,repeat\na,5,,\nb,,2027-01-01,hourly\nc,,31.02.2026,\n,,,\n"d,,';
  expect(short(csv, 'csv')).toEqual([['a'], ['b', '2027-01-01T08:00:00.000Z'], ['c']]);
  expect(problems(csv, 'csv')).toEqual(['6 badRow']);
  expect(notes(csv, 'csv')).toEqual(['2 badPriority', '3 badRepeat', '4 badDue']);
  const json = '[1, null, {"text": ""}, {"text": "a", "due": "never"}]';
  expect(problems(json, 'json')).toEqual(['1 badRow', '2 badRow', '3 noText']);
  expect(notes(json, 'json')).toEqual(['4 badDue']);
});

test('CSV of other programs is read: divided by semicolons, in UTF-16, with their names, or with none', () => {
  const text =
    'Task Name;Due Date;Status;Priority\r\nRent;01.12.2026;completed;Medium\r\n"Two\r\nlines";;;\r\n';
  const utf16 = new Uint8Array([
    0xff,
    0xfe,
    ...new Uint8Array(Uint16Array.from(text, (c) => c.charCodeAt(0)).buffer),
  ]);
  expect(short(text, 'csv')).toEqual([['Rent', 'done', '2026-12-01T08:00:00.000Z'], ['Two\nlines']]);
  expect(readTodos(utf16, 'csv', OPTIONS).todos).toHaveLength(2);
  expect(short('Milk\nBread\n', 'csv')).toEqual([['Milk'], ['Bread']]);
  expect(short("\uFEFFtext\n=1+1\n'-1\n", 'csv')).toEqual([['=1+1'], ['-1']]);
});

test('JSON of other programs is read', () => {
  const tasks = [{ title: 'Milk', completed: true, dueDate: '2026-12-24T17:00:00Z', priority: 'low' }];
  const expected = [['Milk', 'done', 'low', '2026-12-24T17:00:00.000Z']];
  expect(short(JSON.stringify({ tasks }), 'json')).toEqual(expected);
  expect(short(JSON.stringify(tasks), 'json')).toEqual(expected);
  expect(short('["Milk", "Bread"]', 'json')).toEqual([['Milk'], ['Bread']]);
});

test.each([
  ['an empty file', utf8('\uFEFF \r\n'), 'markdown', 'import.empty'],
  ['one byte more than 1 MiB', utf8('x'.repeat(MIB + 1)), 'markdown', 'import.tooLarge'],
  ['half a JSON', utf8('{"todos": ['), 'json', 'todoImport.notJson'],
  ['a JSON without a list', utf8('{"todos": {}}'), 'json', 'todoImport.notJson'],
] as const)('%s is refused with its reason', (_what, bytes, format, key) => {
  expect(outcome(() => readTodos(bytes, format, OPTIONS))).toBe(key);
});

test.each([
  ['ID3\u0003\0\0\0', 'x.md', 'todoImport.unknownFormat'],
  ['Dear Sir', 'x', 'todoImport.unknownFormat'],
  ['Dear Sir', 'x.TXT', 'markdown'],
  ['a', 'x.tsv', 'csv'],
  ['[]', 'x', 'json'],
  ['- [x] done', 'x', 'markdown'],
])('“%s” in %s is %s', (text, filename, expected) => {
  expect(outcome(() => detectTodoFormat(utf8(text), filename))).toBe(expected);
});

test.each([
  ['markdown', (n: number) => '- [ ] a\n'.repeat(n)],
  ['csv', (n: number) => 'a\n'.repeat(n)],
  ['json', (n: number) => JSON.stringify(Array.from({ length: n }, () => 'a'))],
] as const)('more than 1,000 entries are too many in %s', (format, make) => {
  expect(outcome(() => read(make(1_000), format).todos.length)).toBe(1_000);
  expect(outcome(() => read(make(1_001), format))).toBe('todoImport.tooManyTodos');
});

test.each(
  TODO_FORMATS.flatMap((format) =>
    ['- [ ] ', '  ', '\n', '- ', '(', '\\(', '"', ',', '[[', '{"todos":[', '- [ ] a (due 1,', ' \n', "'"].map(
      (pattern) => [format, pattern] as const,
    ),
  ),
)('a megabyte of %s, “%s”, ends', (format, pattern) => {
  const text = pattern.repeat(Math.floor(MIB / pattern.length));
  expect(outcome(() => typeof read(text, format))).toMatch(/^(object|(import|todoImport)\.\w+)$/);
});

test('whatever a file holds, what is read keeps the limits', () => {
  const line = fc.oneof(
    fc.constantFrom(
      '- [ ] ',
      '  ',
      '* [x] a (due morgen)',
      'text,due,repeat',
      'a,morgen,weekly',
      '[{"text":"a"}]',
      '"',
    ),
    fc.string({ unit: 'binary', maxLength: 20 }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 10 }), fc.constantFrom(...TODO_FORMATS), (lines, format) => {
      const result = outcome(() => read(lines.join('\n'), format).todos);
      if (!Array.isArray(result)) return;
      for (const { text, due, repeat, repeatDay } of read(lines.join('\n'), format).todos) {
        expect(todoText.safeParse(text).data).toBe(text);
        expect(repeat === null || due !== null).toBe(true);
        expect(repeatDay !== null).toBe(repeat === 'monthly');
      }
    }),
    { numRuns: 1_000 },
  );
});
