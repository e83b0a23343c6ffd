import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { complaintsAt, startAsking } from '../support/asking.ts';

let asking: Awaited<ReturnType<typeof startAsking>>;
beforeAll(async () => {
  asking = await startAsking(Date.now);
});
afterAll(async () => asking.playground.close());

const text = (length: number) => 'x'.repeat(length);
const many = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i));
const button = (i: number, extra = {}) => ({
  type: 2,
  style: 1,
  custom_id: `b:${i}`,
  label: 'Press',
  ...extra,
});
const row = (...components: unknown[]) => ({ type: 1, components });
const option = (i: number) => ({ label: `o${i}`, value: `v${i}` });
const select = (extra = {}) => ({ type: 3, custom_id: 'select', options: [option(0)], ...extra });
const label = (component: unknown) => ({ type: 18, label: 'Field', component });
const input = (i: number) => ({ type: 4, custom_id: `i:${i}`, style: 1 });

test.each([
  [
    '6 action rows',
    { content: 'c', components: many(6, (i) => row(button(i))) },
    'components',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    '6 buttons in a row',
    { content: 'c', components: [row(...many(6, (i) => button(i)))] },
    'components.0.components',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a button label of 81',
    { content: 'c', components: [row(button(0, { label: text(81) }))] },
    'components.0.components.0.label',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a custom id of 101',
    { content: 'c', components: [row(button(0, { custom_id: text(101) }))] },
    'components.0.components.0.custom_id',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'an empty custom id',
    { content: 'c', components: [row(button(0, { custom_id: '' }))] },
    'components.0.components.0.custom_id',
    'BASE_TYPE_REQUIRED',
  ],
  [
    'a custom id twice',
    { content: 'c', components: [row(button(0)), row(button(0))] },
    'components',
    'COMPONENT_CUSTOM_ID_DUPLICATED',
  ],
  [
    'a link button with a custom id',
    { content: 'c', components: [row(button(0, { style: 5, url: 'https://example.com' }))] },
    'components.0.components.0',
    'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
  ],
  [
    '26 select options',
    { content: 'c', components: [row(select({ options: many(26, option) }))] },
    'components.0.components.0.options',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a select option twice',
    { content: 'c', components: [row(select({ options: [option(0), option(0)] }))] },
    'components.0.components.0.options.1.value',
    'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
  ],
  [
    'a placeholder of 151',
    { content: 'c', components: [row(select({ placeholder: text(151) }))] },
    'components.0.components.0.placeholder',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a select of no option',
    { content: 'c', components: [row(select({ options: [] }))] },
    'components.0.components.0.options',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'an option label of 101',
    { content: 'c', components: [row(select({ options: [{ ...option(0), label: text(101) }] }))] },
    'components.0.components.0.options.0.label',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'an option described in 101',
    { content: 'c', components: [row(select({ options: [{ ...option(0), description: text(101) }] }))] },
    'components.0.components.0.options.0.description',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'more than 25 to choose',
    { content: 'c', components: [row(select({ max_values: 26 }))] },
    'components.0.components.0.max_values',
    'NUMBER_TYPE_MAX',
  ],
  [
    'none to choose at most',
    { content: 'c', components: [row(select({ max_values: 0 }))] },
    'components.0.components.0.max_values',
    'NUMBER_TYPE_MIN',
  ],
  [
    'a button that says nothing',
    { content: 'c', components: [row(button(0, { label: null }))] },
    'components.0.components.0',
    'BUTTON_COMPONENT_INVALID_EMPTY',
  ],
  [
    'a select beside a button',
    { content: 'c', components: [row(select(), button(0))] },
    'components.0.components',
    'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
  ],
  [
    'an unknown component',
    { content: 'c', components: [row({ type: 99 })] },
    'components.0.components.0.type',
    'UNION_TYPE_CHOICES',
  ],
  [
    'a text display without the flag',
    { content: 'c', components: [{ type: 10, content: 'c' }] },
    'components.0.type',
    'UNION_TYPE_CHOICES',
  ],
  [
    'content beside components of version 2',
    { content: 'c', flags: 32768, components: [{ type: 10, content: 'c' }] },
    'content',
    'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  ],
  [
    '4,001 characters in text displays',
    {
      flags: 32768,
      components: [
        { type: 10, content: text(4000) },
        { type: 10, content: 'x' },
      ],
    },
    'components',
    'COMPONENT_MAX_TOTAL_TEXT_EXCEEDED',
  ],
])('a reply with %s is refused', async (_what, data, path, code) => {
  const { answer } = await asking.interact();
  const { status, body } = await answer(4, data);
  expect({ status, code: body.code, message: body.message }).toEqual({
    status: 400,
    code: 50035,
    message: 'Invalid Form Body',
  });
  expect(complaintsAt(body.errors, `data.${path}`).map((one) => one.code)).toContain(code);
});

test('a reply at every limit is accepted', async () => {
  const { answer } = await asking.interact();
  const { status } = await answer(4, {
    content: '😀'.repeat(2000),
    embeds: [{ title: text(256), description: text(4096), footer: { text: text(1648) } }],
    components: many(5, (r) => row(...many(5, (i) => button(5 * r + i, { label: text(80) })))),
  });
  expect(status).toBe(204);
});

test.each([
  ['a title of 46', { title: text(46), components: [label(input(0))] }, 'title', 'BASE_TYPE_BAD_LENGTH'],
  ['no component', { title: 'T', components: [] }, 'components', 'BASE_TYPE_BAD_LENGTH'],
  [
    '6 components',
    { title: 'T', components: many(6, (i) => label(input(i))) },
    'components',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a button',
    { title: 'T', components: [row(button(0))] },
    'components.0.components.0.type',
    'BASE_TYPE_CHOICES',
  ],
])('a modal with %s is refused', async (_what, data, path, code) => {
  const { answer } = await asking.interact();
  const { body } = await answer(9, { custom_id: 'modal', ...data });
  expect(body.code).toBe(50035);
  expect(complaintsAt(body.errors, `data.${path}`).map((one) => one.code)).toContain(code);
});
