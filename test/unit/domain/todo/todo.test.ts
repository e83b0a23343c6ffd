import { expect, test } from '@jest/globals';
import {
  PositionsError,
  readPositions,
  TooManyPositions,
} from '../../../../src/domain/playlist/positions.ts';
import {
  listName,
  PRIORITIES,
  priorityName,
  priorityNumber,
  TODO_NUMBER_MAX,
  TODO_NUMBERS_AT_ONCE,
  todoText,
} from '../../../../src/domain/todo/todo.ts';

test('a text may have several lines, a name has one', () => {
  expect(todoText.parse('  Milk\r\nBread ')).toBe('Milk\nBread');
  expect(listName.parse('Home\nand work')).toBe('Home and work');
});

test.each([
  ['', false],
  [' \u200B ', false],
  ['x'.repeat(1_000), true],
  ['x'.repeat(1_001), false],
])('a text of that length is let through or not', (text, fits) => {
  expect(todoText.safeParse(text).success).toBe(fits);
});

test('every priority has the number of the table', () => {
  expect(PRIORITIES.map(priorityNumber)).toEqual([0, 1, 2, 3]);
  expect([0, 1, 2, 3].map(priorityName)).toEqual([...PRIORITIES]);
  expect(() => priorityName(4)).toThrow(RangeError);
});

test('numbers of to-dos are read up to a million, some at a time', () => {
  const read = (text: string) => readPositions(text, TODO_NUMBER_MAX, TODO_NUMBERS_AT_ONCE);
  expect(read('1, 999999-1000000')).toEqual([1, 999_999, 1_000_000]);
  expect(read('1-100')).toHaveLength(100);
  expect(() => read('1-101')).toThrow(TooManyPositions);
  expect(() => read('1-1000000')).toThrow(TooManyPositions);
  expect(() => read('1-60,101-141')).toThrow(TooManyPositions);
  expect(() => read('1000001')).toThrow(PositionsError);
});
