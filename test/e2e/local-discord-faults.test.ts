import { once } from 'node:events';
import { connect as connectTo, createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { connect, type Discord } from '../../playground/driver/connect.ts';
import { createApi } from '../../playground/driver/api.ts';
import type { DatabaseAddress } from '../../playground/protocol.ts';
import type { Playground } from '../../playground/server.ts';
import { answer, commands } from '../support/demo-bot.ts';
import { APPLICATION_ID, call, startBot, startDiscord, TOKEN } from '../support/local-discord.ts';
import { identified, openGateway } from '../support/raw-gateway.ts';

const GUILDS = 1;
const MEMBERS = 2;
const LISTENING_ROOM = '300000000000000001';

let playground: Playground;
let discord: Discord;
beforeEach(async () => {
  playground = await startDiscord();
  discord = await connect(playground.url);
  const body = [{ name: 'ping', description: 'Answers' }];
  await call(playground, `/applications/${APPLICATION_ID}/commands`, { method: 'PUT', body });
});
afterEach(async () => playground.close());

async function ping() {
  const { channelId } = discord.member('bob');
  const act = { kind: 'command', as: 'bob', channelId, command: 'ping', options: [] };
  const response = await fetch(`${playground.url}/playground/interactions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(act),
  });
  return (await response.json()) as { id: string };
}

describe('the gateway', () => {
  test('is dropped so that the session can be resumed', async () => {
    const first = await identified(playground);
    expect(await discord.gateway.drop()).toBe(1);
    expect(await first.closed).toBe(1006);
    const missed = await ping();
    const second = await openGateway(playground);
    second.send(6, { token: TOKEN, session_id: first.ready.d.session_id, seq: first.ready.s });
    expect((await second.event('INTERACTION_CREATE')).d.id).toBe(missed.id);
  });

  test('is dropped so that the session is gone', async () => {
    const first = await identified(playground);
    await discord.gateway.drop({ resumable: false });
    const second = await openGateway(playground);
    second.send(6, { token: TOKEN, session_id: first.ready.d.session_id, seq: first.ready.s });
    expect(await second.next(({ op }) => op === 9)).toMatchObject({ d: false });
  });

  test('asks to reconnect', async () => {
    const gateway = await identified(playground);
    expect(await discord.gateway.reconnect()).toBe(1);
    expect(await gateway.next(({ op }) => op === 7)).toMatchObject({ op: 7, d: null });
  });

  test('delivers an interaction twice with one number, as a replay does, until told otherwise', async () => {
    const gateway = await identified(playground);
    await discord.gateway.duplicate(true);
    const { id } = await ping();
    const first = await gateway.event('INTERACTION_CREATE');
    expect(await gateway.event('INTERACTION_CREATE')).toEqual(first);
    expect(first.d.id).toBe(id);
    await discord.gateway.duplicate(false);
    const next = await ping();
    expect((await gateway.event('INTERACTION_CREATE')).d.id).toBe(next.id);
    gateway.send(1, null);
    await gateway.next(({ op }) => op === 11);
    expect(gateway.unread('INTERACTION_CREATE')).toBe(0);
  });

  test('is late by as much as was asked, and in order when it is no longer late', async () => {
    const gateway = await identified(playground);
    await discord.faults.set({ latency: { restMs: 0, gatewayMs: 60 } });
    const before = performance.now();
    const late = await ping();
    await discord.faults.clear();
    const after = await ping();
    expect((await gateway.event('INTERACTION_CREATE')).d.id).toBe(late.id);
    expect(performance.now() - before).toBeGreaterThan(55);
    expect((await gateway.event('INTERACTION_CREATE')).d.id).toBe(after.id);
  });
});

describe('REST', () => {
  test.each([500, 502, 503] as const)('answers %d as often as asked, where asked', async (status) => {
    await discord.faults.set({ rest: { status, times: 2, routes: ['GET /users/@me'] } });
    const paths = ['/gateway', '/users/@me', '/users/@me', '/users/@me'];
    const answers = [];
    for (const path of paths) answers.push((await call(playground, path)).status);
    expect(answers).toEqual([200, status, status, 200]);
    expect((await discord.faults.get()).rest?.times).toBe(0);
  });

  test('answers 429 with its headers, for one route or for all', async () => {
    await discord.faults.set({ rest: { status: 429, retryAfterSeconds: 1.5, global: true } });
    const { status, headers, body } = await call(playground, '/users/@me');
    expect(status).toBe(429);
    expect(body).toEqual({ message: 'You are being rate limited.', retry_after: 1.5, global: true });
    expect(headers.get('retry-after')).toBe('2');
    expect(headers.get('x-ratelimit-global')).toBe('true');
    expect(headers.get('x-ratelimit-scope')).toBe('global');
    await discord.faults.set({ rest: { status: 429, retryAfterSeconds: 3 } });
    const one = await call(playground, '/users/@me');
    expect(one.body).toMatchObject({ retry_after: 3, global: false });
    expect(one.headers.get('x-ratelimit-remaining')).toBe('0');
    expect(one.headers.get('x-ratelimit-reset-after')).toBe('3.000');
    expect(one.headers.get('x-ratelimit-bucket')).toMatch(/^[0-9a-f]{32}$/);
  });

  test('fails for a share of the requests, none and all included', async () => {
    await discord.faults.set({ rest: { status: 500, share: 0 } });
    expect((await call(playground, '/users/@me')).status).toBe(200);
    await discord.faults.set({ rest: { status: 500, share: 1 } });
    expect((await call(playground, '/users/@me')).status).toBe(500);
  });

  test('is late by as much as was asked', async () => {
    await discord.faults.set({ latency: { restMs: 60, gatewayMs: 0 } });
    const before = performance.now();
    await call(playground, '/users/@me');
    expect(performance.now() - before).toBeGreaterThan(55);
  });

  test('closes and opens the direct messages of people', async () => {
    const write = async (id: string) =>
      (await call(playground, `/channels/${id}/messages`, { body: { content: 'Hello' } })).body.code;
    const { dmChannels } = discord.world;
    const [bob = '', mallory = ''] = ['bob', 'mallory'].map((key) => dmChannels[discord.member(key).id]);
    await discord.faults.set({ closedDms: ['bob'] });
    expect([await write(bob), await write(mallory)]).toEqual([50007, undefined]);
    await discord.faults.clear();
    expect([await write(bob), await write(mallory)]).toEqual([undefined, 50007]);
  });
});

describe('a guild', () => {
  test('in an outage is deleted as unavailable, and comes back', async () => {
    const gateway = await identified(playground, { intents: GUILDS });
    await gateway.event('GUILD_CREATE');
    await gateway.event('GUILD_CREATE');
    await discord.faults.set({ unavailableGuilds: ['listening-room'] });
    expect((await gateway.event('GUILD_DELETE')).d).toEqual({ id: LISTENING_ROOM, unavailable: true });
    expect((await call(playground, `/guilds/${LISTENING_ROOM}/channels`)).status).toBe(503);
    expect((await call(playground, '/users/@me/guilds')).body).toHaveLength(2);
    await expect(discord.member('bob').say('anybody?')).rejects.toThrow('503');
    await discord.faults.clear();
    expect((await gateway.event('GUILD_CREATE')).d).toMatchObject({ id: LISTENING_ROOM, unavailable: false });
    expect((await call(playground, `/guilds/${LISTENING_ROOM}/channels`)).status).toBe(200);
  });

  test('that is down when a session starts is in READY, and created when it comes back', async () => {
    await discord.faults.set({ unavailableGuilds: ['listening-room'] });
    const gateway = await identified(playground, { intents: GUILDS });
    expect(gateway.ready.d.guilds).toContainEqual({ id: LISTENING_ROOM, unavailable: true });
    expect((await gateway.event('GUILD_CREATE')).d.name).toBe('Night Owls');
    await discord.faults.clear();
    expect((await gateway.event('GUILD_CREATE')).d.name).toBe('The Listening Room');
  });

  test('that removes the bot forgets its commands, and can add it again', async () => {
    const gateway = await identified(playground, { intents: GUILDS });
    await gateway.event('GUILD_CREATE');
    await gateway.event('GUILD_CREATE');
    const here = `/applications/${APPLICATION_ID}/guilds/${LISTENING_ROOM}/commands`;
    await call(playground, here, { body: { name: 'local', description: 'Here only' } });
    await discord.faults.set({ guildsWithoutBot: ['elsewhere', 'listening-room'] });
    expect((await gateway.event('GUILD_DELETE')).d).toEqual({ id: LISTENING_ROOM });
    const { body: guilds } = await call(playground, '/users/@me/guilds');
    expect(guilds).toMatchObject([{ name: 'Night Owls' }]);
    expect((await call(playground, here)).body.code).toBe(50001);
    await expect(discord.member('bob').slash('/ping')).rejects.toThrow('No command /ping');
    await discord.faults.clear();
    expect((await gateway.event('GUILD_CREATE')).d.id).toBe(LISTENING_ROOM);
    expect((await call(playground, here)).body).toEqual([]);
  });
});

describe('a member', () => {
  const member = async (id: string) =>
    (await call(playground, `/guilds/${LISTENING_ROOM}/members/${id}`)).body;

  test('who left is unknown to REST, sees nothing of the guild, and is back as they were', async () => {
    const bob = discord.member('bob');
    const before = await member(bob.id);
    await discord.faults.set({ closedDms: ['chloe'] });
    await discord.faults.member('listening-room', 'bob', 'gone');
    expect((await member(bob.id)).code).toBe(10007);
    await expect(bob.say('anybody?')).rejects.toThrow('50001');
    expect((await discord.faults.get()).closedDms).toEqual(['chloe']);
    await discord.faults.member('listening-room', 'bob', 'there');
    expect(await member(bob.id)).toEqual(before);
    await bob.say('hello again');
  });

  test('who leaves and joins is told of to a bot with the privileged intent, and to no other', async () => {
    const few = await identified(playground, { intents: GUILDS });
    await few.event('GUILD_CREATE');
    await few.event('GUILD_CREATE');
    await discord.faults.member('listening-room', 'bob', 'gone');
    await discord.faults.set({ unavailableGuilds: ['listening-room'] });
    // The outage comes after it.
    await few.event('GUILD_DELETE');
    expect(few.unread('GUILD_MEMBER_REMOVE')).toBe(0);
    const other = await startDiscord({ privileged: true });
    try {
      const control = await connect(other.url);
      const many = await identified(other, { intents: GUILDS | MEMBERS });
      await control.faults.member('listening-room', 'bob', 'gone');
      const { user } = control.member('bob');
      expect((await many.event('GUILD_MEMBER_REMOVE')).d).toMatchObject({ guild_id: LISTENING_ROOM, user });
      await control.faults.member('listening-room', 'bob', 'there');
      expect((await many.event('GUILD_MEMBER_ADD')).d).toMatchObject({ guild_id: LISTENING_ROOM, user });
    } finally {
      await other.close();
    }
  });

  test('who owns a guild cannot leave it', async () => {
    await expect(discord.faults.member('listening-room', 'alice', 'gone')).rejects.toThrow('50035');
  });
});

test('faults that are none are refused, and others know of nobody', async () => {
  await expect(discord.faults.set({ closedDms: ['nobody'] })).rejects.toThrow('50035');
  const wrong = { rest: { status: 404 } } as unknown as Parameters<typeof discord.faults.set>[0];
  await expect(discord.faults.set(wrong)).rejects.toThrow('50035');
  expect(await discord.faults.get()).toMatchObject({ rest: null, closedDms: ['mallory'] });
});

test('a bot on the real discord.js outlives dropped connections, lost sessions, reconnects and a failing answer', async () => {
  await using bot = await startBot(playground, commands, answer);
  const alice = bot.discord.member('alice');
  for (const how of [{ resumable: true }, { resumable: false }]) {
    await bot.discord.gateway.drop(how);
    await bot.discord.ready();
    expect((await alice.slash('/demo greet', { name: 'you' })).text).toBe('Hello you from en-US');
  }
  await bot.discord.gateway.reconnect();
  expect((await alice.slash('/demo greet', { name: 'you' })).failed).toBe(false);
  await bot.discord.faults.set({ rest: { status: 502, times: 1, routes: ['/callback'] } });
  expect((await alice.slash('/demo greet', { name: 'you' })).failed).toBe(false);
});

describe('the database', () => {
  let server: Server;
  let database: DatabaseAddress;
  beforeEach(async () => {
    // What speaks is not the line's business: this one says back what it hears.
    server = createServer((socket) => socket.on('error', () => socket.destroy()).pipe(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    database = { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
  });
  afterEach(() => void server.close());

  const putBetween = () => createApi(playground.url).put<DatabaseAddress>('/database', database);

  /** What comes back of a word, or how the connection ended. */
  function ask(address: DatabaseAddress, word: string): Promise<string> {
    return new Promise((resolve) => {
      const socket = connectTo(address, () => socket.write(word));
      socket.on('data', (data) => {
        resolve(data.toString());
        socket.destroy();
      });
      socket.on('error', () => resolve('cut')).on('close', () => resolve('cut'));
    });
  }

  test('is reached through a line that can be cut, and mended', async () => {
    const line = await putBetween();
    expect(line.port).not.toBe(database.port);
    expect(await ask(line, 'hello')).toBe('hello');
    const open = connectTo(line);
    await once(open, 'connect');
    const ended = once(open, 'error');
    await discord.faults.set({ database: 'down' });
    await ended;
    expect(await ask(line, 'hello')).toBe('cut');
    expect(await discord.faults.get()).toMatchObject({ database: 'down' });
    await discord.faults.clear();
    expect(await ask(line, 'hello again')).toBe('hello again');
    expect(await discord.faults.get()).toMatchObject({ database: 'up' });
  });

  test('cannot be cut where the bot reaches it directly', async () => {
    expect(await discord.faults.get()).toMatchObject({ database: null });
    await expect(discord.faults.set({ database: 'down' })).rejects.toThrow(
      'The bot does not reach its database through the local Discord.',
    );
    await discord.faults.set({ database: 'up' });
    expect(await discord.faults.get()).toMatchObject({ database: null });
  });
});
