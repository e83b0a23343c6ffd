import { expect, test } from '@jest/globals';
import { z } from 'zod';
import {
  memberOption,
  optionsOf,
  parseInput,
  suggested,
  userOption,
} from '../../../src/discord/declare/options.ts';
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

function refused(input: z.ZodObject, given: Record<string, unknown>): unknown {
  try {
    parseInput(input, given);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return error;
  }
  throw new Error('it was taken');
}

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
  [{}, { key: 'input.missing' }, 'name'],
  [{ name: '' }, { key: 'input.empty' }, 'name'],
  [{ name: '\u200b' }, { key: 'input.empty' }, 'name'],
  [{ name: 'x'.repeat(21) }, { key: 'input.tooLong', length: 21, maximum: 20 }, 'name'],
  // One character that NFC takes apart into two.
  [{ name: '\u0958'.repeat(20) }, { key: 'input.tooLong', length: 40, maximum: 20 }, 'name'],
  [{ name: 'x', page: 0 }, { key: 'input.tooLow', value: 0, minimum: 1 }, 'page'],
  [{ name: 'x', page: 10 }, { key: 'input.tooHigh', value: 10, maximum: 9 }, 'page'],
  [{ name: 'x', page: 1.5 }, { key: 'input.notWhole', value: 1.5 }, 'page'],
  [{ name: 'x', kind: 'c' }, { key: 'input.notAChoice', value: 'c', choice: 'a' }, 'kind'],
  [{ name: 7 }, { key: 'input.invalid', value: 7 }, 'name'],
])('%j is refused as %j of %s', (given, { key, ...params }, option) => {
  expect(refused(schema, given)).toMatchObject({ key, params: { option, ...params } });
});

test('a refusal quotes what was given, in one short line', () => {
  const long = refused(schema, { name: 'many\n words '.repeat(50) });
  const { value } = (long as UserError).params;
  expect(value).toMatch(/^many words many words .*…$/);
  expect(String(value).length).toBeLessThanOrEqual(60);
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
    expect(refused(people, { member })).toMatchObject({
      key: 'input.notMember',
      params: { option: 'member', user: '<@42>' },
    });
});
