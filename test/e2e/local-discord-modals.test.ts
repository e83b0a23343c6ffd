import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { complaintsAt, startAsking } from '../support/asking.ts';

let asking: Awaited<ReturnType<typeof startAsking>>;
beforeAll(async () => {
  asking = await startAsking(Date.now);
});
afterAll(async () => asking.playground.close());

const text = (length: number) => 'x'.repeat(length);
const many = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i));
const options = (count: number) => many(count, (i) => ({ label: `o${i}`, value: `v${i}` }));
const label = (component: object, extra = {}) => ({
  type: 18,
  label: 'Field',
  component: { custom_id: 'field', ...component },
  ...extra,
});
const input = (extra = {}) => label({ type: 4, style: 1, ...extra });
const open = async (...components: unknown[]) => {
  const { answer } = await asking.interact();
  return answer(9, { custom_id: 'modal', title: 'T', components });
};

test.each([
  ['a text field at its limits', [input({ value: text(4000), placeholder: text(100), max_length: 4000 })]],
  ['a select of 25', [label({ type: 3, options: options(25), max_values: 25 })]],
  ['a select of users', [label({ type: 5, max_values: 25 })]],
  ['10 radio buttons', [label({ type: 21, options: options(10) })]],
  ['10 checkboxes', [label({ type: 22, options: options(10), min_values: 0, max_values: 10 })]],
  ['one checkbox', [label({ type: 23, default: true })]],
  ['an upload of ten files', [label({ type: 19, min_values: 0, max_values: 10 })]],
  ['a text beside a field', [{ type: 10, content: 'Read this' }, input()]],
  [
    'a text field in a row, as of old',
    [{ type: 1, components: [{ type: 4, custom_id: 'f', style: 2, label: 'L' }] }],
  ],
])('a modal with %s is accepted', async (_what, components) => {
  expect((await open(...components)).status).toBe(204);
});

describe('a modal is refused', () => {
  const field = 'components.0.component';
  test.each([
    [
      'a label of 46',
      label({ type: 4, style: 1 }, { label: text(46) }),
      'components.0.label',
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a description of 101',
      label({ type: 4, style: 1 }, { description: text(101) }),
      'components.0.description',
      'BASE_TYPE_MAX_LENGTH',
    ],
    ['a value of 4,001', input({ value: text(4001) }), `${field}.value`, 'BASE_TYPE_MAX_LENGTH'],
    [
      'a placeholder of 101',
      input({ placeholder: text(101) }),
      `${field}.placeholder`,
      'BASE_TYPE_MAX_LENGTH',
    ],
    ['a maximum of 4,001', input({ max_length: 4001 }), `${field}.max_length`, 'NUMBER_TYPE_MAX'],
    ['a maximum of 0', input({ max_length: 0 }), `${field}.max_length`, 'NUMBER_TYPE_MIN'],
    ['a minimum of 4,001', input({ min_length: 4001 }), `${field}.min_length`, 'NUMBER_TYPE_MAX'],
    ['no style', label({ type: 4 }), `${field}.style`, 'BASE_TYPE_REQUIRED'],
    ['a select of 26', label({ type: 3, options: options(26) }), `${field}.options`, 'BASE_TYPE_BAD_LENGTH'],
    ['a select of none', label({ type: 3, options: [] }), `${field}.options`, 'BASE_TYPE_BAD_LENGTH'],
    ['1 radio button', label({ type: 21, options: options(1) }), `${field}.options`, 'BASE_TYPE_BAD_LENGTH'],
    [
      '11 radio buttons',
      label({ type: 21, options: options(11) }),
      `${field}.options`,
      'BASE_TYPE_BAD_LENGTH',
    ],
    ['11 checkboxes', label({ type: 22, options: options(11) }), `${field}.options`, 'BASE_TYPE_BAD_LENGTH'],
    ['an upload of 11 files', label({ type: 19, max_values: 11 }), `${field}.max_values`, 'NUMBER_TYPE_MAX'],
    ['a button', label({ type: 2, style: 1, label: 'x' }), `${field}.type`, 'UNION_TYPE_CHOICES'],
  ])('for %s', async (_what, component, path, code) => {
    const { body } = await open(component);
    expect(complaintsAt(body.errors, `data.${path}`).map((one) => one.code)).toContain(code);
  });

  test('for a custom id of 101, and for one that two fields have', async () => {
    const { answer } = await asking.interact();
    const long = await answer(9, { custom_id: text(101), title: 'T', components: [input()] });
    expect(complaintsAt(long.body.errors, 'data.custom_id')[0]?.code).toBe('BASE_TYPE_BAD_LENGTH');
    const twice = await open(input(), input());
    expect(complaintsAt(twice.body.errors, 'data.components')[0]?.code).toBe(
      'COMPONENT_CUSTOM_ID_DUPLICATED',
    );
  });

  test('as the answer to a modal', async () => {
    await open(input());
    const submitted = await asking.submitLast({ field: 'x' });
    const again = await submitted.answer(9, { custom_id: 'modal', title: 'T', components: [input()] });
    expect(complaintsAt(again.body.errors, 'type')).toEqual([
      { code: 'BASE_TYPE_CHOICES', message: 'Value must be one of {4, 5}.' },
    ]);
  });
});
