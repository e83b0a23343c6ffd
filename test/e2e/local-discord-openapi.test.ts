import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connect, type Discord } from '../../playground/driver/connect.ts';
import { createPlayground, type Playground } from '../../playground/server.ts';
import { call, TOKEN } from '../support/local-discord.ts';

const MESSAGES = '/channels/{channel_id}/messages';
const content = { schema: { $ref: '#/components/schemas/Message' } };
const limit = { name: 'limit', in: 'query', schema: { type: 'integer', maximum: 100 } };

// A document of the same kind as Discord's, so that this holds where Discord's is not at hand.
const DOCUMENT = {
  openapi: '3.1.0',
  paths: {
    [MESSAGES]: {
      parameters: [
        {
          name: 'channel_id',
          in: 'path',
          required: true,
          schema: { $ref: '#/components/schemas/Snowflake' },
        },
      ],
      get: { parameters: [limit] },
      post: {
        requestBody: {
          required: true,
          content: { 'application/json': content, 'multipart/form-data': content },
        },
      },
    },
    '/users/@me': { get: {} },
    '/users/{user_id}': { get: { parameters: [] } },
  },
  components: {
    schemas: {
      Snowflake: { type: 'string', pattern: '^[0-9]+$' },
      Message: { type: 'object', properties: { content: { type: 'string', maxLength: 5 } } },
    },
  },
};

let folder: string;
let playground: Playground;
let discord: Discord;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'openapi-'));
  const openapi = path.join(folder, 'openapi.json');
  await writeFile(openapi, JSON.stringify(DOCUMENT));
  playground = await createPlayground({ port: 0, token: TOKEN, openapi });
  discord = await connect(playground.url);
});
afterAll(async () => {
  await playground.close();
  await rm(folder, { recursive: true });
});

const GENERAL = '/channels/400000000000000001/messages';

async function problemsOf(send: () => Promise<unknown>): Promise<string[]> {
  const before = (await discord.violations()).length;
  await send();
  return (await discord.violations()).slice(before).flatMap(({ problems }) => problems);
}

test.each([
  ['a body', GENERAL, { body: { content: 'short' } }],
  ['a number in the query', `${GENERAL}?limit=100`, {}],
  ['a literal path beside one with a parameter', '/users/@me', {}],
  ['a parameter that is described nowhere', '/users/200000000000000001', {}],
])('%s that the document allows is no violation', async (_what, at, options) => {
  expect(await problemsOf(async () => call(playground, at, options))).toEqual([]);
});

test.each([
  ['a body', GENERAL, { body: { content: 'too long' } }, 'body/content must NOT have more than 5'],
  ['a missing body', GENERAL, { method: 'POST' }, 'body is required'],
  ['a number in the query', `${GENERAL}?limit=101`, {}, 'query/limit must be <= 100'],
  ['an unknown parameter', `${GENERAL}?colour=red`, {}, 'must NOT have additional properties'],
  ['a path', '/channels/general/messages', {}, 'path/channel_id must match pattern'],
  ['an operation', '/users/@me/connections', {}, 'there is no such operation'],
])('%s that the document does not allow is listed', async (_what, at, options, problem) => {
  const problems = await problemsOf(async () => call(playground, at, options));
  expect(problems).toEqual([expect.stringContaining(problem)]);
});

test('the JSON beside files is checked too', async () => {
  const form = new FormData();
  form.set('payload_json', JSON.stringify({ content: 'too long' }));
  form.set('files[0]', new Blob(['the file']), 'a.txt');
  const headers = { authorization: `Bot ${TOKEN}` };
  const send = async () =>
    fetch(`${playground.url}/api/v10${GENERAL}`, { method: 'POST', headers, body: form });
  expect(await problemsOf(send)).toEqual([expect.stringContaining('body/content')]);
  expect((await discord.violations()).at(-1)).toMatchObject({ method: 'POST', path: GENERAL, status: 200 });
});

test('nothing is checked without a document', async () => {
  const unchecked = await createPlayground({ port: 0, token: TOKEN });
  await call(unchecked, '/nonsense');
  const response = await fetch(`${unchecked.url}/playground/violations`);
  expect(await response.json()).toEqual({ checked: false, violations: [] });
  await unchecked.close();
});
