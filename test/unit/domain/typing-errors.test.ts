import { expect, test } from '@jest/globals';
import { fits, isSameName } from '../../../src/domain/typing-errors.ts';

test.each([
  ['secnd', 'Second list'],
  ['sceond', 'Second list'],
  ['Evning', 'Evening songs'],
  ['evning sonsg', 'My evening songs'],
  ['ROCK', 'Rocket launch'],
  ['ra', 'Grapes'],
  ['käfee', 'Käffee'],
  ['明日', '明日の予定'],
])('%s is meant for %s', (typed, name) => {
  expect(fits(typed, name)).toBe(true);
});

test.each([
  ['Jazz', 'Jam'],
  ['cat', 'car'],
  ['Gone', 'One'],
  ['', 'Anything'],
  ['rainy', 'Ray'],
  ['second list of mine', 'Second list'],
  ['secnd', 'seconds and thirds and more'.slice(8)],
])('%s is not meant for %s', (typed, name) => {
  expect(fits(typed, name)).toBe(false);
});

test('names are the same in any case', () => {
  expect(isSameName('ÄPFEL', 'äpfel')).toBe(true);
  expect(isSameName('Äpfel', 'Apfel')).toBe(false);
});
