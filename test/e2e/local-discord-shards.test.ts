import { afterEach, describe, expect, test } from '@jest/globals';
import { connect } from '../../playground/driver/connect.ts';
import type { Playground, PlaygroundOptions } from '../../playground/server.ts';
import { call, startDiscord, TOKEN } from '../support/local-discord.ts';
import { identified, identity, openGateway } from '../support/raw-gateway.ts';

const GUILDS = 1;
const GUILD_MEMBERS = 2;
const LISTENING_ROOM = '300000000000000001';

let playground: Playground;
const start = async (options: Partial<PlaygroundOptions> = {}) => {
  playground = await startDiscord(options);
};
afterEach(async () => playground.close());

test('frames are compressed in one stream when a client asks for it', async () => {
  await start();
  const gateway = await identified(playground, { intents: GUILDS }, 'v=10&compress=zlib-stream');
  expect(gateway.ready.d.session_id).toMatch(/^[0-9a-f]{32}$/);
  expect((await gateway.event('GUILD_CREATE')).d.name).toBe('The Listening Room');
  gateway.send(1, null);
  expect(await gateway.next(({ op }) => op === 11)).toMatchObject({ op: 11 });
});

test('each shard is told of its own guilds, and together of all', async () => {
  await start();
  const { guilds } = (await connect(playground.url)).world;
  const mine = guilds.filter(({ botIsMember }) => botIsMember).map(({ id }) => id);
  const told: string[][] = [];
  for (const shard of [0, 1]) {
    const gateway = await identified(playground, { intents: GUILDS, shard: [shard, 2] });
    const ids: string[] = gateway.ready.d.guilds.map(({ id }: { id: string }) => id);
    for (const id of ids)
      expect((await gateway.next(({ t, d }) => t === 'GUILD_CREATE' && d.id === id)).d.unavailable).toBe(
        false,
      );
    expect(ids).toEqual(mine.filter((id) => Number((BigInt(id) >> 22n) % 2n) === shard));
    told.push(ids);
  }
  expect(told.flat().sort()).toEqual(mine.toSorted());
});

describe('sessions are started', () => {
  test('no more often than the gateway says', async () => {
    let clock = Date.now();
    await start({ now: () => clock, limits: { identifies: 3, concurrency: 1 } });
    const startLimit = async () => (await call(playground, '/gateway/bot')).body['session_start_limit'];
    expect(await startLimit()).toEqual({
      total: 3,
      remaining: 3,
      reset_after: 86_400_000,
      max_concurrency: 1,
    });
    await identified(playground);
    const hasty = await openGateway(playground);
    hasty.send(2, identity());
    expect(await hasty.next(({ op }) => op === 9)).toMatchObject({ d: false });
    clock += 5000;
    hasty.send(2, identity());
    await hasty.event('READY');
    expect(await startLimit()).toMatchObject({ remaining: 1, reset_after: 86_395_000 });
  });

  test('and all are lost by whoever starts too many in a day', async () => {
    let clock = Date.now();
    await start({ now: () => clock, limits: { identifies: 1 } });
    const first = await identified(playground);
    const second = await openGateway(playground);
    second.send(2, identity());
    expect(await Promise.all([first.closed, second.closed])).toEqual([4004, 4004]);
    clock += 86_400_000;
    await identified(playground);
  });
});

describe('a session', () => {
  test('may tell its presence, well formed', async () => {
    await start();
    const presence = { since: null, activities: [{ name: 'a tune', type: 2 }], status: 'online', afk: false };
    const gateway = await identified(playground);
    gateway.send(3, presence);
    gateway.send(1, null);
    expect(await gateway.next(({ op }) => op === 11)).toMatchObject({ op: 11 });
    gateway.send(3, { ...presence, status: 'asleep' });
    expect(await gateway.closed).toBe(4002);
  });

  test('gets members by id and by the beginning of a name, but not all of them', async () => {
    await start();
    const gateway = await identified(playground, { intents: GUILDS });
    const ask = (what: object) => gateway.send(8, { guild_id: LISTENING_ROOM, ...what });
    ask({ query: '', limit: 0 });
    ask({ user_ids: ['200000000000000002', '1'], nonce: 'by id' });
    expect((await gateway.event('GUILD_MEMBERS_CHUNK')).d).toMatchObject({
      guild_id: LISTENING_ROOM,
      members: [{ user: { username: 'bob' } }],
      not_found: ['1'],
      nonce: 'by id',
      chunk_index: 0,
      chunk_count: 1,
    });
    ask({ query: 'CH', limit: 5 });
    expect((await gateway.event('GUILD_MEMBERS_CHUNK')).d.members).toMatchObject([
      { user: { username: 'chloe' } },
    ]);
  });

  test('gets all members with the privileged intent, where it is switched on', async () => {
    await start({ privileged: true });
    const gateway = await identified(playground, { intents: GUILD_MEMBERS });
    gateway.send(8, { guild_id: LISTENING_ROOM, query: '', limit: 0 });
    expect((await gateway.event('GUILD_MEMBERS_CHUNK')).d.members).toHaveLength(7);
    const path = `/guilds/${LISTENING_ROOM}/members`;
    expect((await call(playground, `${path}?limit=1000`)).body).toHaveLength(7);
    const after = await call(playground, `${path}?limit=2&after=200000000000000002`);
    expect(after.body).toMatchObject([{ user: { username: 'chloe' } }, { user: { username: 'dieter' } }]);
  });

  test('is closed with 4008 after 120 frames in a minute, and with 4002 for one of more than 4,096 bytes', async () => {
    await start();
    const chatty = await identified(playground);
    for (let i = 0; i < 120; i += 1) chatty.send(1, null);
    expect(await chatty.closed).toBe(4008);
    const wordy = await identified(playground);
    wordy.send(1, 'x'.repeat(4096));
    expect(await wordy.closed).toBe(4002);
  });

  test('cannot be resumed when more was missed than is kept', async () => {
    await start();
    const gateway = await identified(playground, { intents: 512 });
    await (await connect(playground.url)).gateway.drop();
    await gateway.closed;
    const bob = (await connect(playground.url)).member('bob');
    await Promise.all(Array.from({ length: 1001 }, (_, i) => bob.say(`${i}`)));
    const again = await openGateway(playground);
    again.send(6, { token: TOKEN, session_id: gateway.ready.d.session_id, seq: 1 });
    expect(await again.closed).toBe(4007);
  });
});
