import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { PositionsError, readPositions } from '../../../../src/domain/playlist/positions.ts';

test('single positions, ranges either way round and repetitions become distinct ascending positions', () => {
  expect(readPositions(' 5, 1,3-4 ;4–3 ', 9)).toEqual([1, 3, 4, 5]);
});

test('what a Japanese keyboard writes is read the same', () => {
  expect(readPositions('１、３〜５', 9)).toEqual([1, 3, 4, 5]);
});

test.each(['', 'a', '1-', '-1', '0', '1,,2', '1.5', '10', '3-11', '999999', '١'])(
  '“%s” is refused',
  (text) => {
    expect(() => readPositions(text, 9)).toThrow(PositionsError);
  },
);

test('whatever set is written as ranges is read back', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { minLength: 1 }), (positions) => {
      expect(readPositions(positions.join(', '), 50)).toEqual([...positions].sort((a, b) => a - b));
    }),
  );
});

test('no text takes more than the positions there are, or anything but an error', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'0123456789,-– ;x') }), (text) => {
      try {
        expect(readPositions(text, 20).every((position) => position >= 1 && position <= 20)).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(PositionsError);
      }
    }),
  );
});
