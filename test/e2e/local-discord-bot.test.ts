import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Playground } from '../../playground/server.ts';
import { answer, commands } from '../support/demo-bot.ts';
import { DISCORD_WAITS_MS, startBot, startDiscord } from '../support/local-discord.ts';
import type { TestBot } from '../support/local-discord.ts';

describe('a bot on the real discord.js, without any intent', () => {
  let playground: Playground;
  let bot: TestBot;
  beforeAll(async () => {
    playground = await startDiscord();
    bot = await startBot(playground, commands, answer);
  });
  afterAll(async () => {
    await bot.client.destroy();
    await playground.close();
  });

  test('logs in as the application and sees itself online', () => {
    expect(bot.client.user.username).toBe('ostinato');
    expect(bot.client.guilds.cache.map(({ available }) => available)).toEqual([false, false]);
  });

  test('replies to a subcommand in the language of the person', async () => {
    const hello = await bot.discord.member('dieter').slash('/demo greet', { name: 'Dieter', times: 2 });
    expect(hello.text).toBe('Hello Dieter from de');
    expect(hello).toMatchObject({ ephemeral: false, deferred: false, failed: false });
    expect(hello.message?.interaction_metadata?.user.username).toBe('dieter');
    expect(hello.message?.interaction?.name).toBe('demo greet');
  });

  test('updates the message when its button is pressed, also by somebody else', async () => {
    const hello = await bot.discord.member('alice').slash('/demo greet', { name: 'you' });
    expect(hello.buttons).toEqual([{ label: 'Undo', customId: 'undo:1', disabled: false }]);
    const undone = await hello.press('Undo', { as: bot.discord.member('bob') });
    expect(undone.text).toBe('Undone.');
    expect(undone.message?.id).toBe(hello.message?.id);
    await expect(hello.press('Undo')).rejects.toThrow('COMPONENT_VALIDATION_FAILED');
  });

  test('defers, edits with a file, and follows up', async () => {
    const alice = bot.discord.member('alice');
    const slow = await alice.slash('/demo slow', { file: { filename: 'a.txt', data: 'the file' } });
    expect(slow).toMatchObject({ content: 'Here it is.', deferred: true, ephemeral: true });
    expect(await slow.files[0]?.text()).toBe('copy of the file');
    const more = await alice.receives(({ content }) => content === 'And one more thing.');
    expect(more.message_reference?.message_id).toBe(slow.message?.id);
  });

  test('keeps an ephemeral answer from everybody else', async () => {
    const slow = await bot.discord.member('alice').slash('/demo slow');
    const others = await bot.discord.member('bob').messages();
    expect(others.map(({ id }) => id)).not.toContain(slow.message?.id);
    await expect(
      bot.discord.member('bob').raw({ kind: 'component', messageId: slow.message?.id ?? '', customId: 'x' }),
    ).rejects.toThrow('10008');
  });

  test('completes what is being typed', async () => {
    const choices = await bot.discord.member('bob').complete('/demo pick', { fruit: 'ap' }, 'fruit');
    expect(choices.map(({ value }) => value)).toEqual(['apple', 'apricot']);
  });

  test('resolves the users that options name', async () => {
    const picked = await bot.discord.member('bob').slash('/demo pick', { fruit: 'kiwi', for: 'chloe' });
    expect(picked.text).toBe('kiwi for chloe');
  });

  test('opens a modal and answers what is written in it', async () => {
    const form = await bot.discord.member('yuki').slash('/demo form');
    expect(form.modal?.title).toBe('A form');
    expect((await form.submit({ title: 'Ostinato' })).text).toBe('Title: Ostinato');
    await expect(form.submit({ title: 'far too long a title' })).rejects.toThrow('between 0 and 10');
  });

  test('answers a message command with the message it was opened on', async () => {
    const alice = bot.discord.member('alice', { dm: true });
    const said = await alice.say('Remember the milk');
    const quote = await alice.onMessage('Quote it', said.id);
    expect(quote).toMatchObject({ content: '> Remember the milk', ephemeral: true });
  });

  test('answers in direct messages without a guild', async () => {
    const hello = await bot.discord.member('chloe', { dm: true }).slash('/demo greet', { name: 'Chloé' });
    expect(hello.text).toBe('Hello Chloé from fr');
    expect(hello.view.sent).not.toHaveProperty('guild_id');
  });

  test('writes to people who take direct messages, and gets 50007 from the others', async () => {
    const { client, discord } = bot;
    const bob = discord.member('bob', { dm: true });
    await client.users.send(bob.id, 'A reminder');
    expect(await bob.receives(({ content }) => content === 'A reminder')).toBeDefined();
    await expect(client.users.send(discord.member('mallory').id, 'A reminder')).rejects.toMatchObject({
      code: 50007,
    });
  });

  test.each([
    ['a required option is missing', {}, 'BASE_TYPE_REQUIRED'],
    ['a string is too long', { name: 'x'.repeat(21) }, 'between 0 and 20'],
    ['a number is out of range', { name: 'x', times: 4 }, 'between 1 and 3'],
    ['a number is not whole', { name: 'x', times: 1.5 }, 'whole number'],
  ])('never hears of a command when %s', async (_why, options, complaint) => {
    await expect(bot.discord.member('alice').slash('/demo greet', options)).rejects.toThrow(complaint);
  });

  test('hears of a forged command all the same', async () => {
    const forged = await bot.discord.member('alice').slash('/demo greet', { times: 99 }, { force: true });
    expect(forged.text).toBe('Hello null from en-US');
  });

  test('is not offered to people whose roles may not use commands', async () => {
    const mallory = bot.discord.member('mallory', { guild: 'night-owls' });
    await expect(mallory.slash('/demo greet', { name: 'x' })).rejects.toThrow('No command /demo');
    await expect(
      mallory.raw({ kind: 'command', channelId: mallory.channelId, command: 'demo', options: [] }),
    ).rejects.toThrow('50013');
  });
});

test('a command fails at once when no bot is connected, and after three seconds when it says nothing', async () => {
  const playground = await startDiscord({ limits: { firstResponseMs: DISCORD_WAITS_MS } });
  const silent = await startBot(playground, commands, async () => undefined);
  const alice = silent.discord.member('alice');
  const unanswered = await alice.slash('/demo form');
  expect(unanswered).toMatchObject({ failed: true, message: null });
  await silent.client.destroy();
  const offline = await alice.slash('/demo form');
  expect(offline.failed).toBe(true);
  expect(offline.view.firstResponseMs).toBeNull();
  await playground.close();
});
