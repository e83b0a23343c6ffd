import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Playground } from '../../playground/server.ts';
import { APPLICATION_ID, call, startDiscord } from '../support/local-discord.ts';

const COMMANDS = `/applications/${APPLICATION_ID}/commands`;
const GENERAL = '/channels/400000000000000001/messages';

let playground: Playground;
let clock = Date.now();
beforeAll(async () => {
  playground = await startDiscord({ now: () => clock });
});
afterAll(async () => playground.close());

describe('the door', () => {
  test.each([null, 'wrong'])('answers 401 to the token %p', async (token) => {
    const { status, body } = await call(playground, '/users/@me', { token });
    expect({ status, body }).toEqual({ status: 401, body: { message: '401: Unauthorized', code: 0 } });
  });

  test('says what it does not do', async () => {
    const unknown = await call(playground, '/guilds/300000000000000001/bans');
    expect(unknown).toMatchObject({
      status: 501,
      body: { message: expect.stringContaining('GET /api/v10/guilds') },
    });
    expect((await call(playground, '/gateway/bot', { method: 'DELETE' })).status).toBe(405);
    const old = await fetch(`${playground.url}/api/v6/gateway`);
    expect(await old.json()).toMatchObject({ code: 50041 });
    expect((await fetch(`${playground.url}/nothing`)).status).toBe(404);
  });

  test.each([
    ['/guilds/1', 10004],
    ['/guilds/300000000000000001/members/1', 10007],
    ['/channels/1', 10003],
    [`${GENERAL}/1`, 10008],
    ['/users/1', 10013],
    ['/applications/1/commands', 10002],
    [`${COMMANDS}/1`, 10063],
  ])('answers %s with %d', async (path, code) => {
    expect(await call(playground, path)).toMatchObject({ status: 404, body: { code } });
  });

  test('refuses a body that is no JSON', async () => {
    const response = await fetch(`${playground.url}/api/v10${GENERAL}`, {
      method: 'POST',
      headers: { authorization: 'Bot a-token-of-the-tests', 'content-type': 'application/json' },
      body: '{',
    });
    expect(await response.json()).toMatchObject({ code: 50109 });
  });
});

describe('messages in channels', () => {
  test('are written, read newest first, changed and deleted', async () => {
    clock += 5000;
    const first = await call(playground, GENERAL, {
      body: { content: 'first <@200000000000000002>', allowed_mentions: { parse: [] } },
    });
    expect(first.body).toMatchObject({ content: 'first <@200000000000000002>', mentions: [] });
    const second = await call(playground, GENERAL, { body: { content: 'hi <@200000000000000002>' } });
    expect(second.body).toHaveProperty('mentions.0.username', 'bob');
    const { body: list } = await call(playground, `${GENERAL}?limit=2`);
    expect(list).toMatchObject([{ id: second.body['id'] }, { id: first.body['id'] }]);
    const one = `${GENERAL}/${String(first.body['id'])}`;
    const edited = await call(playground, one, { method: 'PATCH', body: { content: 'changed' } });
    expect(edited.body).toMatchObject({ content: 'changed', edited_timestamp: expect.any(String) });
    expect((await call(playground, one, { method: 'DELETE' })).status).toBe(204);
    expect((await call(playground, one)).body.code).toBe(10008);
  });

  test('of other people cannot be edited', async () => {
    const { body } = await call(playground, `${GENERAL}?limit=100`);
    const messages = body as unknown as { id: string; author: { username: string } }[];
    const bobs = messages.find(({ author }) => author.username === 'bob');
    const refused = await call(playground, `${GENERAL}/${bobs?.id}`, {
      method: 'PATCH',
      body: { content: 'x' },
    });
    expect(refused).toMatchObject({ status: 403, body: { code: 50005 } });
  });

  test('carry files under addresses that are signed and expire', async () => {
    clock += 5000;
    const form = new FormData();
    form.set('payload_json', JSON.stringify({ embeds: [{ image: { url: 'attachment://a.txt' } }] }));
    form.set('files[0]', new Blob(['the file']), 'a.txt');
    const headers = { authorization: 'Bot a-token-of-the-tests' };
    const sent = await fetch(`${playground.url}/api/v10${GENERAL}`, { method: 'POST', headers, body: form });
    const message = (await sent.json()) as {
      attachments: { url: string; size: number }[];
      embeds: { image: { url: string } }[];
    };
    const url = message.attachments[0]?.url ?? '';
    expect(message.embeds[0]?.image.url).toBe(url);
    expect(await (await fetch(url)).text()).toBe('the file');
    expect((await fetch(url.replace(/hm=.*/, 'hm=forged'))).status).toBe(404);
    clock += 86_401_000;
    expect((await fetch(url)).status).toBe(404);
  });
});

describe('rate limits', () => {
  test('count by channel, with Discord’s headers and 429', async () => {
    clock += 60_000;
    const sent = [];
    for (let i = 0; i < 6; i += 1) sent.push(await call(playground, GENERAL, { body: { content: `${i}` } }));
    expect(sent.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
    expect(sent[0]?.headers.get('x-ratelimit-limit')).toBe('5');
    expect(sent[0]?.headers.get('x-ratelimit-remaining')).toBe('4');
    expect(sent[0]?.headers.get('x-ratelimit-reset-after')).toBe('5.000');
    expect(sent[5]?.body).toEqual({ message: 'You are being rate limited.', retry_after: 5, global: false });
    expect(sent[5]?.headers.get('retry-after')).toBe('5');
    const elsewhere = await call(playground, '/channels/400000000000000002/messages', {
      body: { content: 'x' },
    });
    expect(elsewhere.headers.get('x-ratelimit-bucket')).toBe(sent[0]?.headers.get('x-ratelimit-bucket'));
    expect(elsewhere.status).toBe(200);
    clock += 5000;
    expect((await call(playground, GENERAL, { body: { content: 'again' } })).status).toBe(200);
  });

  test('allow 50 requests a second over everything', async () => {
    clock += 60_000;
    const paths = ['/users/@me', '/gateway', '/gateway/bot', '/applications/@me'];
    const all = await Promise.all(Array.from({ length: 51 }, (_, i) => call(playground, paths[i % 4] ?? '')));
    const refused = all.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(1);
    expect(refused[0]?.body).toMatchObject({ global: true });
    expect(refused[0]?.headers.get('x-ratelimit-global')).toBe('true');
  });
});
