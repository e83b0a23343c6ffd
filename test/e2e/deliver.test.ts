import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { ButtonStyle, ComponentType, REST } from 'discord.js';
import { v4 as uuid } from 'uuid';
import { connect, type Discord } from '../../playground/driver/connect.ts';
import type { Playground } from '../../playground/server.ts';
import { packUuid } from '../../src/discord/declare/custom-id.ts';
import { createDeliver, type Errand } from '../../src/discord/send/deliver.ts';
import { APPLICATION_ID, startDiscord, TOKEN } from '../support/local-discord.ts';

let playground: Playground;
let discord: Discord;
let clock = Date.now();
const GENERAL = '400000000000000001';
beforeAll(async () => {
  playground = await startDiscord({ now: () => clock });
  discord = await connect(playground.url);
});
afterAll(() => playground.close());
// A channel's five messages in five seconds are those of one test.
beforeEach(() => {
  clock += 10_000;
});

const deliverer = () =>
  createDeliver({
    rest: new REST({ api: `${playground.url}/api` }).setToken(TOKEN),
    botId: APPLICATION_ID,
    requestsPerSecond: 1_000,
  });
const member = (key: string, dm = true) => discord.member(key, { dm });
const bySaying = async (text: string, key = 'alice', dm = true) =>
  (await member(key, dm).messages()).filter(({ content }) => content === text);

function errand(text: string, more: Partial<Errand> = {}): Errand {
  const id = uuid();
  const button = {
    type: ComponentType.Button,
    custom_id: `x:${packUuid(id)}`,
    label: 'Done',
    style: ButtonStyle.Success,
  } as const;
  return {
    id,
    userId: member('alice').user.id,
    channelId: null,
    by: 'dm',
    repeated: false,
    say: () => ({ content: text, components: [{ type: ComponentType.ActionRow, components: [button] }] }),
    signal: new AbortController().signal,
    ...more,
  };
}

test('the same errand twice within minutes is one message, by its nonce', async () => {
  const one = errand('Within minutes');
  const first = await deliverer()(one);
  expect(await deliverer()(one)).toEqual(first);
  expect(await bySaying('Within minutes')).toHaveLength(1);
});

test('hours later an earlier attempt is found by its button, in direct messages and in the channel', async () => {
  const dm = errand('Hours later');
  const first = await deliverer()(dm);
  const here = errand('Hours later, here', { by: 'channel', channelId: GENERAL });
  const second = await deliverer()(here);
  clock += 3_600_000;
  expect(await deliverer()({ ...dm, repeated: true })).toEqual(first);
  expect(await deliverer()({ ...here, repeated: true })).toEqual(second);
  expect(await bySaying('Hours later')).toHaveLength(1);
  expect(await bySaying('Hours later, here', 'alice', false)).toHaveLength(1);
});

test('an earlier attempt is found behind hundreds of messages since, in direct messages and in the channel', async () => {
  const since = new Date(clock);
  const dm = errand('Long ago');
  const first = await deliverer()(dm);
  const here = errand('Long ago, here', { by: 'channel', channelId: GENERAL });
  const second = await deliverer()(here);
  for (let n = 0; n < 250; n += 1) {
    clock += 2_000;
    await member('alice', false).say(`Talk ${n}`);
    await member('alice').say(`Talk ${n}`);
  }
  clock += 3_600_000;
  expect(await deliverer()({ ...dm, repeated: true, since })).toEqual(first);
  expect(await deliverer()({ ...here, repeated: true, since })).toEqual(second);
  expect(await bySaying('Long ago')).toHaveLength(1);
  expect(await bySaying('Long ago, here', 'alice', false)).toHaveLength(1);
});

test('what was written before the first attempt is not read', async () => {
  const requests: string[] = [];
  const rest = new REST({ api: `${playground.url}/api` }).setToken(TOKEN);
  const get: REST['get'] = (route, options) => {
    requests.push(route);
    return rest.get(route, options);
  };
  clock += 3_600_000;
  const deliver = createDeliver({
    rest: { get, post: rest.post.bind(rest) },
    botId: APPLICATION_ID,
    requestsPerSecond: 1_000,
  });
  const late = errand('Not before', {
    by: 'channel',
    channelId: GENERAL,
    repeated: true,
    since: new Date(clock),
  });
  expect(await deliver(late)).toMatchObject({ outcome: 'sent' });
  expect(requests.filter((route) => route.includes(GENERAL))).toHaveLength(1);
});

test('what is repeated without having arrived is sent', async () => {
  expect(await deliverer()(errand('Not there yet', { repeated: true }))).toMatchObject({ outcome: 'sent' });
  expect(await bySaying('Not there yet')).toHaveLength(1);
});

test('closed direct messages: the channel once; where there is none, a reason', async () => {
  const mallory = member('mallory').user.id;
  const fallen = await deliverer()(errand('Fallen back', { userId: mallory, channelId: GENERAL }));
  expect(fallen).toMatchObject({ outcome: 'sent', channelId: GENERAL });
  const nowhere = await deliverer()(errand('Nowhere', { userId: mallory }));
  expect(nowhere).toEqual({ outcome: 'refused', reason: 'dm: 50007 Cannot send messages to this user' });
  const gone = await deliverer()(errand('Gone', { userId: mallory, channelId: '1' }));
  expect(gone).toMatchObject({ reason: expect.stringMatching(/^dm: 50007 .*; channel: 10003 /) });
});

test('a chosen channel that is gone: direct messages; when they are closed as well, both reasons', async () => {
  const gone = { by: 'channel', channelId: '1' } as const;
  expect(await deliverer()(errand('Directly', gone))).toMatchObject({ outcome: 'sent' });
  expect(await bySaying('Directly')).toHaveLength(1);
  const mallory = member('mallory').user.id;
  expect(await deliverer()(errand('Nowhere', { ...gone, userId: mallory }))).toMatchObject({
    reason: expect.stringMatching(/^channel: 10003 .*; dm: 50007 /),
  });
});

test('a server that is in trouble is no refusal: it is thrown, to be tried again', async () => {
  await discord.faults.set({ rest: { status: 502, routes: ['POST /channels'] } });
  await expect(deliverer()(errand('In trouble'))).rejects.toThrow();
  await discord.faults.clear();
});
