import { beforeEach, expect, jest, test } from '@jest/globals';
import { commandJson } from '../../src/discord/declare/command-json.ts';
import { escapeText } from '../../src/discord/escape.ts';
import { registerCommands } from '../../src/discord/connection/register.ts';
import { Conflict, StorageUnavailable } from '../../src/errors.ts';
import { createTranslations } from '../../src/locales/translate.ts';
import { APPLICATION_ID, useEdge } from '../support/edge.ts';
import { doing, gate, slowCommands } from '../support/slow-commands.ts';
import { until } from '../support/until.ts';

const edge = useEdge(slowCommands);

beforeEach(() => {
  doing.step = () => Promise.resolve();
});

test('registering again changes nothing, and a change is the only thing sent', async () => {
  const translations = createTranslations(escapeText);
  const declared = slowCommands.map((command) => commandJson(command, translations));
  const again = await registerCommands(edge.client.rest, APPLICATION_ID, declared);
  expect(again).toMatchObject({
    created: [],
    changed: [],
    removed: [],
    unchanged: expect.arrayContaining(['slow', 'private', 'staff', 'fill', 'server']),
  });
  const [slow, ...others] = declared;
  if (!slow) throw new Error('no commands');
  const changed = await registerCommands(edge.client.rest, APPLICATION_ID, [
    { ...slow, description: 'new' } as typeof slow,
    ...others,
  ]);
  expect(changed).toMatchObject({ created: [], changed: ['slow'], removed: [] });
  expect(changed.ids.get('slow')).toBe(again.ids.get('slow'));
});

test('a fault of ours is an apology with an id that the log knows, and nothing else', async () => {
  doing.step = () => Promise.reject(new TypeError('secret detail'));
  const answer = await edge.discord.member('alice').slash('/slow');
  const errorId = /`([0-9a-f]{8})`/.exec(answer.content)?.[1];
  expect(answer.ephemeral).toBe(true);
  expect(answer.content).not.toContain('secret');
  expect(edge.logged.find((line) => line.includes(errorId ?? 'none'))).toContain('secret detail');
});

test('storage that is away is said so', async () => {
  doing.step = () => Promise.reject(new StorageUnavailable('gone'));
  const answer = await edge.discord.member('alice').slash('/slow');
  expect(answer.content).toBe('Storage is briefly unavailable, so nothing was saved. Try again in a moment.');
  expect(edge.handled.at(-1)).toMatchObject({ command: 'slow', kind: 'command', outcome: 'storage' });
});

test('an error that no locale has words for is a fault of ours', async () => {
  doing.step = () => Promise.reject(new Conflict('constraint.nobody_knows'));
  expect((await edge.discord.member('alice').slash('/slow')).content).toContain(
    'something went wrong on my side',
  );
});

test.each([
  ['0:slow.press:200000000000000001:x', 'out of date'],
  ['1:gone.press:200000000000000001:x', 'out of date'],
  ['1:slow.press:not-an-id:x', 'out of date'],
  ['1:slow.press:200000000000000001', 'out of date'],
  ['1:slow.press:200000000000000001:%', 'out of date'],
  ['1:slow.press:200000000000000002:x', 'belongs to <@200000000000000002>'],
])('the forged custom_id %s is refused', async (customId, sentence) => {
  const alice = edge.discord.member('alice');
  const { message } = await alice.slash('/slow');
  const answer = await alice.raw({ kind: 'component', messageId: message?.id ?? '', customId, force: true });
  expect(answer.content).toContain(sentence);
  expect(answer.ephemeral).toBe(true);
});

test('a permission is checked again, whatever Discord let through', async () => {
  const refused = await edge.discord
    .member('bob')
    .slash('/staff', {}, { force: true })
    .catch((error: Error) => error.message);
  // Bob is not offered it; the act is forged with the command's name.
  expect(refused).toBeDefined();
  const forged = await edge.discord.member('bob').raw({
    kind: 'command',
    channelId: edge.discord.member('bob').channelId,
    command: 'staff',
    options: [],
    force: true,
  });
  expect(forged.content).toContain('You need the “Manage Server” permission');
  expect((await edge.discord.member('alice').slash('/staff')).content).toBe('done');
});

test('a form opens with what there is, and what is filled in comes back parsed', async () => {
  const opened = await edge.discord.member('alice').slash('/fill');
  expect(opened.modal).toMatchObject({ title: 'Fill in' });
  const answer = await opened.submit({ title: ' new  title ', size: 'large' });
  expect(answer.content).toBe('7 new title - large');
});

test('a form filled in wrongly says which field, and how to mend it', async () => {
  const opened = await edge.discord.member('alice').slash('/fill');
  const answer = await opened.submit({ title: '\u200b', size: 'large' }, { force: true });
  expect(answer.content).toContain('“title” is empty');
});

test('a message’s menu hands the message over', async () => {
  const alice = edge.discord.member('alice');
  const { id } = await alice.say('look at this');
  const answer = await alice.onMessage('commands.keep.name', id);
  expect(answer.content).toMatch(/^kept look at this https:\/\/discord\.com\/channels\/\d+\/\d+\/\d+$/);
  expect(answer.ephemeral).toBe(true);
});

test('a command for servers says so in direct messages', async () => {
  const { channelId } = edge.discord.member('bob', { dm: true });
  const answer = await edge.discord
    .member('bob', { dm: true })
    .raw({ kind: 'command', channelId, command: 'server', options: [], force: true });
  expect(answer.content).toContain('This only works in servers');
});

test('a module that a server switched off says who can switch it on', async () => {
  await edge.database.knex.raw(
    `insert into guilds (id) values (300000000000000002);
     insert into guild_modules (guild_id, module, enabled) values (300000000000000002, 'playlist', false)`,
  );
  edge.settings.forget({ guildId: '300000000000000002' });
  const answer = await edge.discord.member('dieter', { guild: 'night-owls' }).slash('/slow');
  // Dieter's speaks German.
  expect(answer.content).toContain('Das Modul „Playlists“ ist auf diesem Server ausgeschaltet');
});

test('the settings of a caller are one statement on a miss and none on a hit', async () => {
  edge.settings.forget({ userId: edge.discord.member('yuki').id });
  await edge.discord.member('yuki').slash('/slow');
  await edge.discord.member('yuki').slash('/slow');
  expect(edge.handled.slice(-2).map(({ statements }) => statements)).toEqual([1, 0]);
});

test('a preference for private replies is kept', async () => {
  await edge.database.knex.raw(`insert into users (id, private_replies) values (?, true)`, [
    edge.discord.member('mallory').id,
  ]);
  edge.settings.forget({ userId: edge.discord.member('mallory').id });
  expect((await edge.discord.member('mallory').slash('/slow')).ephemeral).toBe(true);
});

test('an answer that Discord does not take is no fault of ours, and nobody is told to do it again', async () => {
  edge.logged.length = 0;
  // As often as discord.js tries; one more answer would get through.
  await edge.discord.faults.set({ rest: { status: 500, times: 4, routes: ['/callback'] } });
  const before = edge.handled.length;
  // Discord waits for it in vain.
  void Promise.allSettled([edge.discord.member('alice').slash('/slow')]);
  await until('it is given up', () => edge.handled.length > before);
  await edge.discord.faults.clear();
  expect(edge.handled.at(-1)).toMatchObject({ command: 'slow', outcome: 'unanswered' });
  expect(edge.logged.join('')).toContain('the answer was refused by Discord');
  expect(edge.logged.join('')).not.toContain('unexpected error');
});

test('stopping lets what runs finish and refuses what comes', async () => {
  const dispatcher = edge.dispatchWith({ courtesyMs: 100 });
  edge.receive((interaction) => dispatcher.handle(interaction));
  const { open, opened } = gate();
  const entered = gate();
  doing.step = () => {
    entered.open();
    return opened;
  };
  const running = edge.discord.member('alice').slash('/slow');
  await entered.opened;
  const drained = jest.fn();
  const draining = dispatcher.drain().then(drained);
  const refused = await edge.discord.member('bob').slash('/slow');
  expect(refused.content).toContain('restarting');
  expect(drained).not.toHaveBeenCalled();
  open();
  expect((await running).content).toBe('done');
  await draining;
});
