import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Playground } from '../../playground/server.ts';
import { APPLICATION_ID, call, startDiscord, TOKEN } from '../support/local-discord.ts';

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
    const portrait = { method: 'PATCH', body: { avatar: 'data:image/png;base64,AAAA' } };
    expect((await call(playground, '/users/@me', portrait)).status).toBe(501);
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
    ['/guilds/300000000000000001/roles/1', 10011],
  ])('answers %s with %d', async (path, code) => {
    expect(await call(playground, path)).toMatchObject({ status: 404, body: { code } });
  });

  test('refuses a body that is no JSON', async () => {
    const response = await fetch(`${playground.url}/api/v10${GENERAL}`, {
      method: 'POST',
      headers: { authorization: `Bot ${TOKEN}`, 'content-type': 'application/json' },
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
    const headers = { authorization: `Bot ${TOKEN}` };
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

describe('what may be written', () => {
  const codeOf = async (path: string, body: unknown) => (await call(playground, path, { body })).body.code;
  const dieters = '/channels/600000000000000004/messages';

  test('depends on permissions: nobody writes among the rules', async () => {
    const rules = '/channels/400000000000000014/messages';
    expect(await codeOf(rules, { content: 'c' })).toBe(50013);
  });

  test('replies to messages that exist, unless that does not matter', async () => {
    const body = { content: 'c', message_reference: { message_id: '1' } };
    const refused = await call(playground, dieters, { body });
    expect(refused.body.errors).toHaveProperty('message_reference._errors.0.code', 'REPLIES_UNKNOWN_MESSAGE');
    const anyway = { ...body, message_reference: { message_id: '1', fail_if_not_exists: false } };
    const sent = await call(playground, dieters, { body: anyway });
    expect(sent.body).toMatchObject({ type: 0 });
    const reply = { content: 'c', message_reference: { message_id: sent.body['id'] } };
    expect((await call(playground, dieters, { body: reply })).body).toMatchObject({ type: 19 });
  });

  test('is written once with an enforced nonce of at most 25 characters', async () => {
    clock += 5000;
    const body = { content: 'once', nonce: 'a-reminder', enforce_nonce: true };
    const first = await call(playground, dieters, { body });
    const second = await call(playground, dieters, { body });
    expect(second.body['id']).toBe(first.body['id']);
    clock += 5 * 60_000;
    expect((await call(playground, dieters, { body })).body['id']).not.toBe(first.body['id']);
    const long = await call(playground, dieters, { body: { content: 'c', nonce: 'x'.repeat(26) } });
    expect(long.body.errors).toHaveProperty('nonce._errors.0.code', 'BASE_TYPE_MAX_LENGTH');
  });

  test.each([
    ['polls', { poll: { question: { text: 'Which?' }, answers: [] } }],
    ['stickers', { sticker_ids: ['1'] }],
    ['forwards', { message_reference: { type: 1, message_id: '1', channel_id: '1' } }],
  ])('knows no %s, and says so', async (what, extra) => {
    clock += 5000;
    const refused = await call(playground, dieters, { body: { content: 'c', ...extra } });
    expect(refused).toMatchObject({ status: 501, body: { message: expect.stringContaining(what) } });
  });

  test('has files of at most 10 MiB', async () => {
    clock += 5000;
    const send = async (size: number) => {
      const form = new FormData();
      form.set('files[0]', new Blob([new Uint8Array(size)]), 'a.bin');
      const headers = { authorization: `Bot ${TOKEN}` };
      const at = `${playground.url}/api/v10${dieters}`;
      return (await fetch(at, { method: 'POST', headers, body: form })).json();
    };
    expect(await send(10 * 1024 * 1024)).toMatchObject({ attachments: [{ size: 10_485_760 }] });
    expect(await send(10 * 1024 * 1024 + 1)).toMatchObject({ code: 40005 });
  });

  test.each([
    [`${GENERAL}?limit=101`, 'limit'],
    [`${GENERAL}?limit=0`, 'limit'],
    [`${GENERAL}?before=yesterday`, 'before'],
    ['/users/@me/guilds?limit=201', 'limit'],
    ['/guilds/300000000000000001/members/search?query=', 'query'],
  ])('is read in pages: %s is refused', async (path, field) => {
    clock += 5000;
    expect(await call(playground, path)).toMatchObject({ status: 400, body: { code: 50035 } });
    expect((await call(playground, path)).body.errors).toHaveProperty(field);
  });
});

describe('who and where', () => {
  test('guilds come in pages, lowest id first', async () => {
    clock += 5000;
    const names = async (query: string) => {
      const { body } = await call(playground, `/users/@me/guilds?${query}`);
      return (body as unknown as { name: string }[]).map(({ name }) => name);
    };
    expect(await names('limit=1')).toEqual(['The Listening Room']);
    expect(await names('after=300000000000000001')).toEqual(['Night Owls']);
    expect(await names('before=300000000000000002')).toEqual(['The Listening Room']);
    const counted = await call(playground, '/users/@me/guilds?with_counts=true');
    expect(counted.body).toHaveProperty('0.approximate_member_count', 7);
  });

  test('members are found by id and name; the list of all takes a privileged intent', async () => {
    const members = '/guilds/300000000000000001/members';
    expect((await call(playground, `${members}/200000000000000002`)).body).toMatchObject({
      user: { username: 'bob' },
    });
    const found = await call(playground, `${members}/search?query=alice`);
    expect(found.body).toMatchObject([{ nick: 'Alice (host)' }]);
    expect(await call(playground, members)).toMatchObject({ status: 403, body: { code: 50001 } });
    const role = '/guilds/300000000000000001/roles/500000000000000002';
    expect((await call(playground, role)).body).toMatchObject({ name: 'Curator' });
  });

  test('a direct message channel is opened once for each person, and for nobody else', async () => {
    const open = async (recipient_id: string) =>
      call(playground, '/users/@me/channels', { body: { recipient_id } });
    const first = await open('200000000000000002');
    expect(first.body).toMatchObject({ type: 1, recipients: [{ username: 'bob' }] });
    expect((await open('200000000000000002')).body).toEqual(first.body);
    expect((await open(APPLICATION_ID)).body.code).toBe(50033);
    expect((await open('somebody')).body.code).toBe(50035);
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

  test('leave interactions out of what is counted over everything', async () => {
    clock += 60_000;
    for (let i = 0; i < 50; i += 1) await call(playground, ['/gateway', '/users/@me'][i % 2] ?? '');
    expect((await call(playground, '/applications/@me')).status).toBe(429);
    const unknown = await call(playground, '/interactions/1/unknown/callback', {
      body: { type: 5 },
      token: null,
    });
    expect(unknown.body.code).toBe(10062);
  });

  test('shut out for ten minutes whoever sends too much that is refused', async () => {
    const strict = await startDiscord({ now: () => clock, limits: { invalidRequests: 3 } });
    const statusOf = async (token: string) => (await call(strict, '/users/@me', { token })).status;
    const statuses = [];
    for (const token of ['wrong', 'wrong', TOKEN, 'wrong', TOKEN]) statuses.push(await statusOf(token));
    expect(statuses).toEqual([401, 401, 200, 401, 429]);
    clock += 10 * 60_000;
    expect(await statusOf(TOKEN)).toBe(200);
    await strict.close();
  });
});
