import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { complaintsAt, startAsking } from '../support/asking.ts';

const V2 = 1 << 15;

let asking: Awaited<ReturnType<typeof startAsking>>;
beforeAll(async () => {
  asking = await startAsking(Date.now);
});
afterAll(async () => asking.playground.close());

const text = (length: number) => 'x'.repeat(length);
const many = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i));
const show = (content = 'c') => ({ type: 10, content });
const image = { url: 'https://example.com/image.png' };
const thumbnail = { type: 11, media: image };
const section = (count: number, extra = {}) => ({
  type: 9,
  components: many(count, () => show()),
  accessory: thumbnail,
  ...extra,
});
const gallery = (count: number, extra = {}) => ({
  type: 12,
  items: many(count, () => ({ media: image, ...extra })),
});
const container = (...components: unknown[]) => ({ type: 17, components });

test('a layout of every kind, at its limits, is accepted', async () => {
  const { answer } = await asking.interact();
  const button = { type: 2, style: 1, label: 'Press', custom_id: 'press' };
  const layout = [
    show(text(3900)),
    section(3),
    gallery(10, { description: text(1024) }),
    { type: 14, divider: true, spacing: 2 },
    container(
      show(),
      { type: 1, components: [button] },
      section(1, { accessory: { ...button, custom_id: 'b' } }),
    ),
    // With these, there are forty components in all.
    ...many(25, () => show()),
  ];
  expect(await answer(4, { flags: V2, components: layout })).toMatchObject({ status: 204 });
});

test.each([
  ['41 components', many(41, () => show()), 'components', 'BASE_TYPE_MAX_LENGTH'],
  [
    '41 nested ones',
    [container(...many(40, () => show()))],
    'components',
    'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
  ],
  ['an empty text display', [show('')], 'components.0.content', 'BASE_TYPE_REQUIRED'],
  ['a text display of 4,001', [show(text(4001))], 'components.0.content', 'BASE_TYPE_BAD_LENGTH'],
  ['a section of four texts', [section(4)], 'components.0.components', 'BASE_TYPE_BAD_LENGTH'],
  ['a section of none', [section(0)], 'components.0.components', 'BASE_TYPE_BAD_LENGTH'],
  [
    'a section without an accessory',
    [section(1, { accessory: null })],
    'components.0.accessory',
    'BASE_TYPE_REQUIRED',
  ],
  ['a gallery of 11', [gallery(11)], 'components.0.items', 'BASE_TYPE_BAD_LENGTH'],
  ['a gallery of none', [gallery(0)], 'components.0.items', 'BASE_TYPE_BAD_LENGTH'],
  [
    'an image described in 1,025',
    [gallery(1, { description: text(1025) })],
    'components.0.items.0.description',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a file that is no attachment',
    [{ type: 13, file: image }],
    'components.0.file.url',
    'URL_TYPE_INVALID_SCHEME',
  ],
  ['an impossible spacing', [{ type: 14, spacing: 3 }], 'components.0.spacing', 'BASE_TYPE_CHOICES'],
  [
    'an impossible colour',
    [{ ...container(show()), accent_color: 0x1000000 }],
    'components.0.accent_color',
    'NUMBER_TYPE_MAX',
  ],
  [
    'a container in a container',
    [container(container(show()))],
    'components.0.components.0.type',
    'UNION_TYPE_CHOICES',
  ],
])('a layout with %s is refused', async (_what, components, path, code) => {
  const { answer } = await asking.interact();
  const { status, body } = await answer(4, { flags: V2, components });
  expect(status).toBe(400);
  expect(complaintsAt(body.errors, `data.${path}`).map((one) => one.code)).toContain(code);
});

test('a message stays what it is: neither embeds nor content come into a layout by an edit', async () => {
  const { answer, edit } = await asking.interact();
  await answer(4, { flags: V2, components: [show()] });
  const { body } = await edit({ content: 'c' });
  expect(complaintsAt(body.errors, 'content')[0]?.code).toBe(
    'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  );
  expect((await edit({ flags: 0, components: [show('still')] })).body).toMatchObject({ flags: V2 });
});

test('a deferred answer takes the flag when it is edited', async () => {
  const { answer, edit } = await asking.interact();
  await answer(5);
  expect((await edit({ flags: V2, components: [show()] })).body).toMatchObject({ flags: V2, content: '' });
});
