import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { connect } from '../../playground/driver/connect.ts';
import type { Playground } from '../../playground/server.ts';
import { APPLICATION_ID, call, startDiscord, TOKEN } from '../support/local-discord.ts';
import { identified, identity, openGateway } from '../support/raw-gateway.ts';

const GUILDS = 1;
const GUILD_MESSAGES = 512;
const ping = { name: 'ping', description: 'Answers' };

let playground: Playground;
beforeEach(async () => {
  playground = await startDiscord();
  await call(playground, `/applications/${APPLICATION_ID}/commands`, { method: 'PUT', body: [ping] });
});
afterEach(async () => playground.close());

async function runPing(guild = 'listening-room') {
  const discord = await connect(playground.url);
  const { channelId } = discord.member('bob', { guild });
  const act = { kind: 'command', as: 'bob', channelId, command: 'ping', options: [] };
  const response = await fetch(`${playground.url}/playground/interactions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(act),
  });
  return (await response.json()) as { id: string };
}

describe('a connection', () => {
  test('is greeted, and its heartbeats are acknowledged', async () => {
    const gateway = await openGateway(playground);
    const hello = await gateway.next(({ op }) => op === 10);
    expect(hello.d.heartbeat_interval).toBe(41_250);
    gateway.send(1, null);
    expect(await gateway.next(({ op }) => op === 11)).toMatchObject({ op: 11 });
  });

  test('is closed with 4009 when its heartbeats stop', async () => {
    const impatient = await startDiscord({ heartbeatMs: 20 });
    const gateway = await openGateway(impatient);
    expect(await gateway.closed).toBe(4009);
    await impatient.close();
  });

  test.each([
    ['a wrong token', { token: 'wrong' }, 4004],
    ['a shard that cannot be', { shard: [2, 2] }, 4010],
    ['an intent that does not exist', { intents: 1 << 30 }, 4013],
    ['a privileged intent', { intents: 1 << 15 }, 4014],
    ['no token at all', { token: undefined }, 4002],
  ])('is closed when it identifies with %s', async (_what, extra, code) => {
    const gateway = await openGateway(playground);
    gateway.send(2, identity(extra));
    expect(await gateway.closed).toBe(code);
  });

  test('is closed for an unknown opcode, for speaking too early and for identifying twice', async () => {
    const unknown = await openGateway(playground);
    unknown.send(99, {});
    expect(await unknown.closed).toBe(4001);
    const early = await openGateway(playground);
    early.send(3, {});
    expect(await early.closed).toBe(4003);
    const twice = await identified(playground);
    twice.send(2, identity());
    expect(await twice.closed).toBe(4005);
  });

  test('is closed for another API version', async () => {
    const gateway = await openGateway(playground, 'v=6');
    expect(await gateway.closed).toBe(4012);
  });
});

describe('a session', () => {
  test('is told who it is, and of its guilds only with the intent', async () => {
    const plain = await identified(playground);
    expect(plain.ready.d).toMatchObject({
      application: { id: APPLICATION_ID },
      user: { id: APPLICATION_ID, bot: true },
      shard: [0, 1],
      resume_gateway_url: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+\/gateway$/),
    });
    expect(plain.ready.d.guilds).toHaveLength(2);
    const guilds = await identified(playground, { intents: GUILDS });
    expect((await guilds.event('GUILD_CREATE')).d).toMatchObject({
      name: 'The Listening Room',
      member_count: 7,
    });
  });

  test('hears of messages with the intent, without the words of others', async () => {
    const gateway = await identified(playground, { intents: GUILD_MESSAGES });
    const alice = (await connect(playground.url)).member('alice');
    const said = await alice.say('a secret');
    expect((await gateway.event('MESSAGE_CREATE')).d).toMatchObject({
      id: said.id,
      content: '',
      guild_id: '300000000000000001',
    });
  });

  test('gets the interactions of its own shard only', async () => {
    // (guild_id >> 22) % 2 tells the shard; direct messages are always on shard 0.
    const shards = [
      await identified(playground, { shard: [0, 2] }),
      await identified(playground, { shard: [1, 2] }),
    ];
    const guild = (await connect(playground.url)).world.guilds[1];
    const shard = Number((BigInt(guild?.id ?? 0) >> 22n) % 2n);
    const { id } = await runPing('night-owls');
    expect((await shards[shard]?.event('INTERACTION_CREATE'))?.d.id).toBe(id);
  });

  test('is resumed after a dropped connection, and gets what it missed', async () => {
    const first = await identified(playground);
    await runPing();
    const heard = await first.event('INTERACTION_CREATE');
    playground.dropGateway();
    expect(await first.closed).toBe(1006);
    const missed = await runPing();

    const second = await openGateway(playground);
    second.send(6, { token: TOKEN, session_id: first.ready.d.session_id, seq: heard.s });
    const replayed = await second.event('INTERACTION_CREATE');
    expect(replayed.d.id).toBe(missed.id);
    const resumed = await second.event('RESUMED');
    expect(resumed.s).toBe(Number(replayed.s) + 1);
  });

  test('cannot be resumed when it is unknown, ended, ahead of us, or another bot’s', async () => {
    const unknown = await openGateway(playground);
    unknown.send(6, { token: TOKEN, session_id: 'no-such-session', seq: 1 });
    expect(await unknown.next(({ op }) => op === 9)).toMatchObject({ d: false });

    const ended = await identified(playground);
    ended.close(1000);
    await ended.closed;
    const late = await openGateway(playground);
    late.send(6, { token: TOKEN, session_id: ended.ready.d.session_id, seq: 1 });
    expect(await late.next(({ op }) => op === 9)).toMatchObject({ d: false });

    const dropped = await identified(playground);
    const ahead = await openGateway(playground);
    ahead.send(6, { token: TOKEN, session_id: dropped.ready.d.session_id, seq: 99 });
    expect(await ahead.closed).toBe(4007);
    const stranger = await openGateway(playground);
    stranger.send(6, { token: 'wrong', session_id: dropped.ready.d.session_id, seq: 1 });
    expect(await stranger.closed).toBe(4004);
  });
});
