import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { memberOption, optionsOf, parseInput, suggested, userOption } from '../../../src/discord/options.ts';
import { line } from '../../../src/domain/text.ts';
import { UserError } from '../../../src/errors.ts';

const say = (text: string) => ({ text, localizations: { 'en-US': text } });
const words = {
  name: (option: string) => ({ de: `de-${option}` }),
  description: (option: string) => say(`about ${option}`),
  choice: (option: string, value: string) => say(`${option} ${value}`),
};
const schema = z.object({
  page: z.int().min(1).max(9).optional(),
  name: suggested(line(20)),
  kind: z.enum(['a', 'b']).optional(),
  whose: userOption.optional(),
  loud: z.boolean().optional(),
});

test('what Discord is told is what will be parsed, required options first', () => {
  const [name, page, kind, whose, loud] = optionsOf(schema, words);
  expect(name).toEqual({
    type: 3,
    name: 'name',
    name_localizations: { de: 'de-name' },
    description: 'about name',
    description_localizations: { 'en-US': 'about name' },
    required: true,
    autocomplete: true,
    min_length: 1,
    max_length: 20,
  });
  expect(page).toMatchObject({ type: 4, required: false, min_value: 1, max_value: 9 });
  expect(kind).toMatchObject({
    type: 3,
    choices: [
      { name: 'kind a', value: 'a' },
      { name: 'kind b', value: 'b' },
    ],
  });
  expect(whose).toMatchObject({ type: 6 });
  expect(loud).toMatchObject({ type: 5 });
});

test.each([
  [{}, 'input.missing', 'name'],
  [{ name: '' }, 'input.tooShort', 'name'],
  [{ name: 'x'.repeat(21) }, 'input.tooLong', 'name'],
  [{ name: '\u200b' }, 'input.invisible', 'name'],
  [{ name: 'x', page: 0 }, 'input.tooLow', 'page'],
  [{ name: 'x', page: 10 }, 'input.tooHigh', 'page'],
  [{ name: 'x', page: 1.5 }, 'input.invalid', 'page'],
  [{ name: 'x', kind: 'c' }, 'input.invalid', 'kind'],
  [{ name: 7 }, 'input.invalid', 'name'],
])('%j is refused as %s of %s', (given, key, option) => {
  let caught: unknown;
  try {
    parseInput(schema, given);
  } catch (error) {
    caught = error;
  }
  expect(caught).toBeInstanceOf(UserError);
  expect(caught).toMatchObject({ key, params: { option } });
});

test('a person is their id; who shall be a member must be one, and no bot', () => {
  const people = z.object({ user: userOption.optional(), member: memberOption.optional() });
  const person = { id: '42', isMember: true, isBot: false };
  expect(parseInput(people, { user: { ...person, isMember: false }, member: person })).toEqual({
    user: '42',
    member: '42',
  });
  for (const member of [
    { ...person, isMember: false },
    { ...person, isBot: true },
  ])
    expect(() => parseInput(people, { member })).toThrow(
      expect.objectContaining({
        key: 'input.notMember',
        params: expect.objectContaining({ option: 'member' }),
      }),
    );
});
