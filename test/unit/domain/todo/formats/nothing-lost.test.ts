import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { TodoReading } from '../../../../../src/domain/todo/formats/todo-file.ts';
import { readNamed } from './told.ts';

const word = fc.constantFrom(
  'milk',
  'Grün',
  'a "b"',
  'x, y',
  'P1',
  '(high)',
  '2027-12-24',
  '📅 2027-12-24',
  '#tag',
);
const indent = fc.constantFrom('', '  ', '    ', '\t');
const lead = fc.constantFrom(
  ...'|- |* |+ |• |1. |2) |- [ ] |- [x] |- [-] |- [/] |-[]|[ ] |☐ |☑ |❌ |# |> |> - [ ] |```|---|(A) '.split(
    '|',
  ),
  '| ',
  'x 2026-01-01 ',
  '\\- [ ] ',
);
const line = fc.tuple(indent, lead, fc.oneof(word, fc.constant(''))).map((parts) => parts.join(''));
const blank = fc.constantFrom('', '   ');
const lines = fc.array(fc.oneof({ arbitrary: line, weight: 5 }, { arbitrary: blank, weight: 1 }), {
  minLength: 1,
  maxLength: 12,
});

const NO_TEXT = /^[\s>]*(?:[-*+•|]|\d[.)])?\s*(?:\[.?\]|[☐☑❌])?\s*(?:\(high\)|📅 2027-12-24)?$|\[-\]|❌/u;

const holding = (all: readonly string[]) => all.filter((one) => one.trim() !== '').length;
/** How many lines of the file became a part of a to-do, or are told to be none. */
function accountedFor({ todos, problems, notes }: TodoReading): number {
  const taken = todos.flatMap(({ text }) => text.split('\n').filter((one) => one.trim() !== '')).length;
  const aside = notes.filter(({ key }) => ASIDE.includes(key.replace(/^\w+\./, '')));
  return taken + problems.length + aside.length;
}
const ASIDE = ['cancelled', 'archived', 'heading', 'listName', 'comment', 'settings', 'prose', 'aboveTable'];

test.each(['a.md', 'a.txt', 'todo.txt'])('each line of %s that holds anything is taken, or told', (name) => {
  fc.assert(
    fc.property(lines, (all) => {
      fc.pre(all.some((one) => one.trim() !== ''));
      const reading = readNamed(name, all.join('\n'));
      // What hangs below an item without a text, or one that was cancelled, goes with it; a line may be but a detail.
      const isWhole = !all.some((one) => NO_TEXT.test(one));
      const lost = holding(all) - accountedFor(reading);
      if (isWhole) expect(lost).toBe(0);
      else expect(lost).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 1_000 },
  );
});

const cell = fc.constantFrom('', 'milk', 'a, b', '"quoted"', '"open', 'two\nlines', 'P1', '2027-12-24');
test('each row of a CSV that holds anything is taken, or told', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('task', 'section', 'note', 'meta', ''), cell, cell), {
        maxLength: 10,
      }),
      fc.boolean(),
      (rows, isQuoted) => {
        const written = (one: string) =>
          isQuoted ? `"${one.replaceAll('"', '""')}"` : one.replace(/[,\n"]/g, ' ');
        const body = rows.map((row) => row.map(written).join(','));
        const reading = readNamed('a.csv', ['type,content,priority', ...body].join('\n'));
        const holds = rows.filter((row) => row.some((one) => one.trim() !== '')).length;
        expect(reading.todos.length + reading.problems.length + asideOf(reading)).toBe(holds);
      },
    ),
    { numRuns: 500 },
  );
});

test('of a CSV with broken quotation marks, no line is lost', () => {
  const raw = fc.constantFrom(
    'a,b',
    '"a,b',
    'a",b',
    '"a",b',
    '"a"b,c',
    '""',
    '"',
    'a"b"c,d',
    ',',
    '"a\nb",c',
  );
  fc.assert(
    fc.property(fc.array(raw, { maxLength: 10 }), (rows) => {
      const reading = readNamed('a.csv', ['text,priority', ...rows].join('\n'));
      const held = rows.flatMap((row) => row.split('\n')).filter((one) => /[a-z]/.test(one)).length;
      const taken = reading.todos.flatMap(({ text }) => text.split('\n')).length;
      expect(taken + reading.problems.length).toBeGreaterThanOrEqual(held);
    }),
    { numRuns: 1_000 },
  );
});

const item = fc.letrec((again) => ({
  item: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(
      'milk',
      '',
      7,
      null,
      { title: 'A' },
      { title: '' },
      { type: 'heading', title: 'H' },
      { done: true },
    ),
    fc.record({ title: word, subtasks: fc.array(again('item'), { maxLength: 3 }) }),
    fc.record({ name: word, items: fc.array(again('item'), { maxLength: 3 }) }),
  ),
})).item;

test('each entry of a JSON is taken, or told', () => {
  const size = (value: unknown): number => {
    if (typeof value !== 'object' || value === null) return 1;
    const { subtasks = [], items = [] } = value as { subtasks?: unknown[]; items?: unknown[] };
    return 1 + [...subtasks, ...items].reduce<number>((sum, one) => sum + size(one), 0);
  };
  fc.assert(
    fc.property(fc.array(item, { maxLength: 6 }), (list) => {
      const reading = readNamed('a.json', JSON.stringify(list));
      const all = list.reduce<number>((sum, one) => sum + size(one), 0);
      expect(reading.todos.length + reading.problems.length + asideOf(reading)).toBe(all);
    }),
    { numRuns: 500 },
  );
});

function asideOf({ notes }: TodoReading): number {
  return notes.filter(({ key }) => ASIDE.includes(key.replace(/^\w+\./, ''))).length;
}
