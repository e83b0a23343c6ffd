import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { complaintsAt, startAsking } from '../support/asking.ts';

let asking: Awaited<ReturnType<typeof startAsking>>;
beforeAll(async () => {
  asking = await startAsking(Date.now);
});
afterAll(async () => asking.playground.close());

const text = (length: number) => 'x'.repeat(length);
const many = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i));

test.each([
  ['content of 2,001 characters', { content: text(2001) }, 'content', 'BASE_TYPE_MAX_LENGTH'],
  ['11 embeds', { embeds: many(11, () => ({ title: 't' })) }, 'embeds', 'BASE_TYPE_MAX_LENGTH'],
  ['an embed title of 257', { embeds: [{ title: text(257) }] }, 'embeds.0.title', 'BASE_TYPE_MAX_LENGTH'],
  [
    'a description of 4,097',
    { embeds: [{ description: text(4097) }] },
    'embeds.0.description',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    '26 fields',
    { embeds: [{ fields: many(26, () => ({ name: 'n', value: 'v' })) }] },
    'embeds.0.fields',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a field name of 257',
    { embeds: [{ fields: [{ name: text(257), value: 'v' }] }] },
    'embeds.0.fields.0.name',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a field value of 1,025',
    { embeds: [{ fields: [{ name: 'n', value: text(1025) }] }] },
    'embeds.0.fields.0.value',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'an empty field value',
    { embeds: [{ fields: [{ name: 'n', value: '' }] }] },
    'embeds.0.fields.0.value',
    'BASE_TYPE_REQUIRED',
  ],
  [
    'a footer of 2,049',
    { embeds: [{ footer: { text: text(2049) } }] },
    'embeds.0.footer.text',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'an author of 257',
    { embeds: [{ author: { name: text(257) } }] },
    'embeds.0.author.name',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'an image that is no address',
    { embeds: [{ image: { url: 'nowhere' } }] },
    'embeds.0.image.url',
    'URL_TYPE_INVALID_SCHEME',
  ],
  [
    '6,001 characters over all embeds',
    { embeds: [{ description: text(4000) }, { description: text(2001) }] },
    'embeds',
    'MAX_EMBED_SIZE_EXCEEDED',
  ],
  ['an unknown flag', { content: 'c', flags: 1 << 20 }, 'flags', 'BITFIELD_TYPE_INVALID_FLAGS'],
  [
    'an unknown kind of mention',
    { content: 'c', allowed_mentions: { parse: ['all'] } },
    'allowed_mentions.parse.0',
    'BASE_TYPE_CHOICES',
  ],
  [
    'mentions both parsed and listed',
    { content: 'c', allowed_mentions: { parse: ['users'], users: ['1'] } },
    'allowed_mentions',
    'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
  ],
  [
    '101 users to mention',
    { content: 'c', allowed_mentions: { users: many(101, String) } },
    'allowed_mentions.users',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'an empty embed author',
    { embeds: [{ author: { name: '' } }] },
    'embeds.0.author.name',
    'BASE_TYPE_REQUIRED',
  ],
  ['a colour that is none', { embeds: [{ color: 0x1000000 }] }, 'embeds.0.color', 'NUMBER_TYPE_MAX'],
  ['a time that is none', { embeds: [{ timestamp: 'now' }] }, 'embeds.0.timestamp', 'DATE_TYPE_PARSE'],
  [
    'an attachment described in 1,025',
    { content: 'c', attachments: [{ id: 0, description: text(1025) }] },
    'attachments.0.description',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    '11 attachments',
    { content: 'c', attachments: many(11, (id) => ({ id })) },
    'attachments',
    'BASE_TYPE_MAX_LENGTH',
  ],
  ['content that is no text', { content: { a: 1 } }, 'content', 'STRING_TYPE_CONVERT'],
  [
    'an attachment that was not sent',
    { content: 'c', attachments: [{ id: 0, filename: 'a.txt' }] },
    'attachments.0.id',
    'ATTACHMENT_NOT_FOUND',
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

test.each([
  ['26 choices', many(26, (i) => ({ name: `n${i}`, value: `v${i}` })), 'choices', 'BASE_TYPE_MAX_LENGTH'],
  ['a name of 101', [{ name: text(101), value: 'v' }], 'choices.0.name', 'BASE_TYPE_BAD_LENGTH'],
  ['an empty name', [{ name: '', value: 'v' }], 'choices.0.name', 'BASE_TYPE_REQUIRED'],
  ['an empty value', [{ name: 'n', value: '' }], 'choices.0.value', 'BASE_TYPE_REQUIRED'],
  ['a value of 101', [{ name: 'n', value: text(101) }], 'choices.0.value', 'BASE_TYPE_BAD_LENGTH'],
])('an autocomplete result with %s is refused', async (_what, choices, path, code) => {
  const { answer } = await asking.interact('autocomplete');
  const { body } = await answer(8, { choices });
  expect(complaintsAt(body.errors, `data.${path}`).map((one) => one.code)).toContain(code);
});
