import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { repeatDayOf, REPEATS } from '../../../../../src/domain/time/repeat.ts';
import { PRIORITIES, todoText } from '../../../../../src/domain/todo/todo.ts';
import { detectTodoFormat, readTodos } from '../../../../../src/domain/todo/formats/read.ts';
import { TODO_FORMATS, type ImportedTodo } from '../../../../../src/domain/todo/formats/todo-file.ts';
import { writeTodos } from '../../../../../src/domain/todo/formats/write.ts';

const OPTIONS = { now: new Date('2026-11-18T13:00:00Z'), timeZone: 'Europe/Berlin', locale: 'de' };
const ZONES = ['Europe/Berlin', 'UTC', 'America/St_Johns', 'Australia/Lord_Howe', 'Etc/GMT+5'];

/** Texts as the schema lets them through, with everything that a format has a meaning for. */
const piece = fc.oneof(
  fc.constantFrom(
    '(high)',
    '\\(high)',
    '\\\\(high)',
    '(due 2026-12-24 17:00)',
    '(due tomorrow, weekly)',
    '()',
    '(',
    ')',
    '[x]',
    '- [ ] milk',
    '\\- [x] milk',
    '  * [X] nested',
    '1. [ ] first',
    '# Heading',
    '- plain',
    '\n',
    '\n\n',
    '\n  \n',
    '\n    ',
    '"',
    '""',
    ',',
    ';',
    '\t',
    '=1+1',
    "'=1",
    '@me',
    '-1',
    '\u202Egnp',
    '\u2028',
    '\u0085',
    '\u00A0',
    '👨‍👩‍👧',
    '```',
    '<@1>',
    '☐ box',
    '• bullet',
    '[x] bare',
    '-[ ] close',
    '\\\\☑ box',
    '> - quoted',
    ' 📅 2027-12-24',
    ' \\📅 2027-12-24',
    ' 🔁 every month',
    ' ⏫',
    '✅ 2024-07-31',
    'a) letter',
    '---',
    'due:2027-12-24',
    'milk',
    ' ',
  ),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const text = fc
  .array(piece, { minLength: 1, maxLength: 6 })
  .map((pieces) => todoText.safeParse(pieces.join('')).data ?? 'milk')
  .filter((one) => todoText.safeParse(one).data === one);

const todo: fc.Arbitrary<ImportedTodo> = fc
  .record({
    text,
    done: fc.boolean(),
    priority: fc.constantFrom(...PRIORITIES),
    due: fc.option(
      fc.record({
        at: fc
          .oneof(
            fc.date({ min: new Date('1970-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }),
            // Where clocks change in Berlin and on Lord Howe.
            fc.integer({ min: 0, max: 14_400 }).map((s) => new Date(Date.UTC(2026, 9, 24, 23) + s * 1000)),
            fc.integer({ min: 0, max: 14_400 }).map((s) => new Date(Date.UTC(2026, 3, 4, 13) + s * 1000)),
          )
          .map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000)),
        zone: fc.constantFrom(...ZONES),
      }),
    ),
    repeat: fc.option(fc.constantFrom(...REPEATS)),
    every: fc.integer({ min: 1, max: 99 }),
    day: fc.option(fc.integer({ min: 1, max: 31 })),
    assigneeId: fc.option(fc.bigInt({ min: 10n ** 16n, max: 10n ** 19n }).map(String)),
  })
  .map(({ day, every, ...one }) => {
    const repeat = one.due && one.repeat;
    const usual = one.due && repeat ? repeatDayOf(one.due.at, one.due.zone, repeat) : null;
    const repeatEvery = repeat && repeat !== 'weekdays' ? every : 1;
    return { ...one, repeat, repeatEvery, repeatDay: usual && (day ?? usual) };
  });

test.each(TODO_FORMATS)('what is written as %s is read back', (format) => {
  fc.assert(
    fc.property(fc.array(todo, { minLength: 1, maxLength: 5 }), (todos) => {
      const { data, filename } = writeTodos(todos, format, OPTIONS.timeZone);
      expect(readTodos(data, format, OPTIONS)).toMatchObject({
        todos,
        problems: [],
        notes: [],
        leftOut: [],
      });
      expect(detectTodoFormat(data, filename)).toBe(format);
    }),
    { numRuns: 300 },
  );
});

test.each(TODO_FORMATS)(
  '%s is recognised by its content where the name of the file says nothing',
  (format) => {
    const one: ImportedTodo = {
      text: 'Milch holen',
      done: false,
      priority: 'normal',
      due: null,
      repeat: null,
      repeatEvery: 1,
      repeatDay: null,
      assigneeId: null,
    };
    expect(detectTodoFormat(writeTodos([one], format, 'UTC').data, 'attachment')).toBe(format);
  },
);

test('no cell of a CSV begins as a formula does', () => {
  fc.assert(
    fc.property(fc.array(todo, { minLength: 1, maxLength: 3 }), (todos) => {
      const written = new TextDecoder().decode(writeTodos(todos, 'csv', 'UTC').data);
      expect(written.split('\r\n').filter((row) => /^"?[=+\-@]/.test(row))).toEqual([]);
    }),
  );
});

test('a Markdown file is what people write', () => {
  const base = {
    done: false,
    priority: 'normal',
    repeat: null,
    repeatEvery: 1,
    repeatDay: null,
    assigneeId: null,
  } as const;
  const due = { at: new Date('2026-12-24T16:00:00Z'), zone: 'Europe/Berlin' };
  const todos: ImportedTodo[] = [
    { ...base, text: 'Milk', due: null },
    {
      ...base,
      text: 'Rent',
      due,
      priority: 'high',
      repeat: 'monthly',
      repeatEvery: 2,
      repeatDay: 31,
      done: true,
    },
    { ...base, text: 'Call\nmother', due: { ...due, zone: 'Asia/Tokyo' }, assigneeId: '80351110224678912' },
    { ...base, text: 'Fly (high)', due: null },
  ];
  const { data, filename, contentType } = writeTodos(todos, 'markdown', 'Europe/Berlin', 'Home / work');
  expect([filename, contentType]).toEqual(['Home - work.md', 'text/markdown; charset=utf-8']);
  expect(new TextDecoder().decode(data)).toBe(
    [
      '- [ ] Milk',
      '- [x] Rent (due 2026-12-24 17:00, high, every 2 months on 31)',
      '- [ ] Call',
      '  mother (due 2026-12-25 01:00 Asia/Tokyo, for 80351110224678912)',
      String.raw`- [ ] Fly \(high)`,
      '',
    ].join('\n'),
  );
});
