import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connect, type Discord } from '../../playground/driver/connect.ts';
import type { Playground } from '../../playground/server.ts';
import { APPLICATION_ID, call, startDiscord } from '../support/local-discord.ts';
import { identified, type RawGateway } from '../support/raw-gateway.ts';

const ELSEWHERE = '300000000000000003';
const COMMANDS = [
  { name: 'both', description: 'Installed in guilds and by people', integration_types: [0, 1] },
  { name: 'guild', description: 'Installed in guilds', integration_types: [0] },
  { name: 'mine', description: 'Installed by people', integration_types: [1] },
  { name: 'private', description: 'In direct messages', integration_types: [0, 1], contexts: [1] },
];

let clock = Date.now();
let playground: Playground;
let discord: Discord;
let gateway: RawGateway;
beforeAll(async () => {
  playground = await startDiscord({ now: () => clock });
  discord = await connect(playground.url);
  gateway = await identified(playground);
  await call(playground, `/applications/${APPLICATION_ID}/commands`, { method: 'PUT', body: COMMANDS });
});
afterAll(async () => playground.close());

const here = (guild: string) => discord.member('alice', { guild }).channelId;

async function offered(as: string, channelId: string): Promise<string[]> {
  const query = new URLSearchParams({ as, channelId }).toString();
  const response = await fetch(`${playground.url}/playground/commands?${query}`);
  return ((await response.json()) as { name: string }[]).map(({ name }) => name);
}

/** Runs `/both` or another command, and gives the interaction as the bot gets it, with how to answer it. */
async function run(command: string, channelId: string, as = 'alice') {
  const response = await fetch(`${playground.url}/playground/interactions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'command', as, channelId, command, options: [] }),
  });
  expect(response.status).toBe(200);
  const { d } = await gateway.event('INTERACTION_CREATE');
  const webhook = `/webhooks/${APPLICATION_ID}/${d.token}`;
  return {
    sent: d,
    answer: async (body: unknown) =>
      call(playground, `/interactions/${d.id}/${d.token}/callback?with_response=true`, { body, token: null }),
    followUp: async () => call(playground, webhook, { body: { content: 'more' }, token: null }),
  };
}

describe('what is offered', () => {
  test('follows installations and contexts', async () => {
    expect(await offered('alice', here('listening-room'))).toEqual(['both', 'guild', 'mine']);
    expect(await offered('bob', here('listening-room'))).toEqual(['both', 'guild']);
    expect(await offered('alice', here('elsewhere'))).toEqual(['both', 'mine']);
    expect(await offered('bob', here('elsewhere'))).toEqual([]);
    const dm = discord.world.dmChannels[discord.member('alice').id] ?? '';
    expect(await offered('alice', dm)).toEqual(['both', 'guild', 'mine', 'private']);
  });
});

describe('an interaction', () => {
  test('names whose installations allow it', async () => {
    const alice = discord.member('alice').id;
    const owners = async (command: string, where: string) =>
      (await run(command, where)).sent.authorizing_integration_owners;
    expect(await owners('both', here('listening-room'))).toEqual({ '0': '300000000000000001', '1': alice });
    expect(await owners('guild', here('listening-room'))).toEqual({ '0': '300000000000000001' });
    expect(await owners('both', here('elsewhere'))).toEqual({ '1': alice });
    const dm = discord.world.dmChannels[alice] ?? '';
    expect(await owners('both', dm)).toEqual({ '0': '0', '1': alice });
  });

  test('without the bot in the guild is answered in public five times more, and no sixth time', async () => {
    const { answer, followUp, sent } = await run('mine', here('elsewhere'));
    expect(sent).toMatchObject({ guild_id: ELSEWHERE, context: 0, member: { user: { username: 'alice' } } });
    const first = await answer({ type: 4, data: { content: 'Here I am' } });
    expect(first.body).toMatchObject({ resource: { message: { flags: 0 } } });
    const followups = [];
    for (let i = 0; i < 6; i += 1) {
      // Each webhook has a rate limit of its own.
      clock += 2000;
      const { status, body } = await followUp();
      followups.push(status === 200 ? status : body.code);
    }
    expect(followups).toEqual([200, 200, 200, 200, 200, 40094]);
  });

  test('is answered in private where external apps may not speak, deferred or not', async () => {
    const quiet = discord.member('alice', { guild: 'elsewhere', channel: 'quiet' }).channelId;
    const replied = await run('mine', quiet);
    const { body } = await replied.answer({ type: 4, data: { content: 'c' } });
    expect(body).toMatchObject({ interaction: { response_message_ephemeral: true } });
    expect((await replied.followUp()).body).toMatchObject({ flags: 64 });
    const deferred = await run('mine', quiet);
    const loading = await deferred.answer({ type: 5 });
    expect(loading.body).toMatchObject({ resource: { message: { flags: 64 | 128 } } });
    expect(await discord.member('bob', { guild: 'elsewhere', channel: 'quiet' }).messages()).toEqual([]);
  });

  test('hands its owners on to the components of its answer', async () => {
    const { answer } = await run('mine', here('elsewhere'));
    const button = { type: 2, style: 1, label: 'Press', custom_id: 'press' };
    const { body } = await answer({
      type: 4,
      data: { content: 'c', components: [{ type: 1, components: [button] }] },
    });
    const { id: messageId } = (body['resource'] as { message: { id: string } }).message;
    await fetch(`${playground.url}/playground/interactions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'component', as: 'bob', messageId, customId: 'press' }),
    });
    const { d } = await gateway.event('INTERACTION_CREATE');
    expect(d.authorizing_integration_owners).toEqual({ '1': discord.member('alice').id });
  });
});

test('a guild without the bot is closed to it: no members, no messages, no commands', async () => {
  const codeOf = async (path: string, body?: unknown) => (await call(playground, path, { body })).body.code;
  expect(await codeOf(`/guilds/${ELSEWHERE}`)).toBe(10004);
  expect(await codeOf(`/guilds/${ELSEWHERE}/members/${discord.member('alice').id}`)).toBe(50001);
  expect(await codeOf(`/guilds/${ELSEWHERE}/roles`)).toBe(50001);
  expect(await codeOf(`/channels/${here('elsewhere')}/messages`, { content: 'c' })).toBe(50001);
  const commands = `/applications/${APPLICATION_ID}/guilds/${ELSEWHERE}/commands`;
  expect(await codeOf(commands, COMMANDS[0])).toBe(50001);
});
