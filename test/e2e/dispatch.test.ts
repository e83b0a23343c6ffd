import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import {
  ApplicationIntegrationType,
  Events,
  InteractionContextType,
  InteractionResponseType,
  Routes,
  type Client,
  type Interaction,
} from 'discord.js';
import { z } from 'zod';
import { connect, type Discord } from '../../playground/driver/connect.ts';
import { button } from '../../src/discord/buttons.ts';
import { form } from '../../src/discord/form.ts';
import { line, paragraph } from '../../src/domain/text.ts';
import { createClient } from '../../src/discord/client.ts';
import { component, subcommand, type Command } from '../../src/discord/command.ts';
import { commandJson } from '../../src/discord/command-json.ts';
import { createDispatcher, type Dispatcher } from '../../src/discord/dispatch.ts';
import { escapeText } from '../../src/discord/escape.ts';
import type { Handled } from '../../src/discord/handled.ts';
import { registerCommands } from '../../src/discord/register.ts';
import { about, say } from '../../src/discord/replies.ts';
import { CALLER, NOTHING, type Shown } from '../../src/domain/audience.ts';
import { Conflict, StorageUnavailable } from '../../src/errors.ts';
import { createTranslations } from '../../src/locales/translate.ts';
import { createLogger } from '../../src/logger.ts';
import { CallerSettingsCache } from '../../src/models/caller-settings.ts';
import { bareBot } from '../support/bare-bot.ts';
import { startChild, type Child } from '../support/child.ts';
import { useDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

const database = useDatabase();
const place = {
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  installs: [ApplicationIntegrationType.GuildInstall],
};
const input = z.object({});

/** What a test lets happen inside a handler, and when. */
let step = (): Promise<void> => Promise.resolve();
/** What another process does with an interaction first. */
let elsewhere: (interaction: Interaction) => Promise<unknown> = () => Promise.resolve();
const thinksInPublic = ({ id, token }: Interaction) =>
  client.rest.post(Routes.interactionCallback(id, token), {
    auth: false,
    body: { type: InteractionResponseType.DeferredChannelMessageWithSource },
  });
const gate = () => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
};

const pressMe = component('slow.press', z.object({ word: z.string() }), async ({ state }) => {
  await step();
  return about(NOTHING, say(`pressed ${state.word}`));
});
const telling = (thing: Shown) =>
  subcommand({
    input,
    async execute(context) {
      await step();
      return about(thing, say('done', button(context, pressMe, { word: 'ä:b' }, { label: 'Press' })));
    },
  });
const run = telling(NOTHING);
const fill = form(
  'slow.fill',
  z.object({ n: z.string() }),
  z.object({
    title: line(20),
    notes: paragraph(50).meta({ paragraph: true }).optional(),
    size: z.enum(['small', 'large']),
  }),
  async ({ state, fields }) => {
    await step();
    return about(NOTHING, say(`${state.n} ${fields.title} ${fields.notes ?? '-'} ${fields.size}`));
  },
);
const look = {
  title: 'Fill in',
  fields: {
    title: { label: 'Title', value: 'as it was' },
    notes: { label: 'Notes' },
    size: {
      label: 'Size',
      value: 'small',
      choices: [
        { label: 'S', value: 'small' },
        { label: 'L', value: 'large' },
      ],
    },
  },
};
const commands: Command[] = [
  { name: 'slow', module: 'playlist', ...place, run, components: [pressMe] },
  { name: 'private', ...place, run: telling(CALLER) },
  { name: 'staff', ...place, permission: 'ManageGuild', run },
  {
    name: 'fill',
    ...place,
    forms: [fill],
    run: subcommand({
      input,
      opensForm: true,
      async execute({ caller }) {
        await step();
        return fill.open(caller, { n: '7' }, look);
      },
    }),
  },
  {
    name: 'keep',
    ...place,
    onMessage: {
      opensForm: false,
      execute: ({ message, urlOf }) =>
        Promise.resolve(about(CALLER, say(`kept ${message.content} ${urlOf(message.id)}`))),
    },
  },
  { name: 'server', ...place, contexts: [InteractionContextType.Guild], run },
];

const handled: Handled[] = [];
const logged: string[] = [];
const log = createLogger('warn', { write: (line) => void logged.push(line) });
const translations = createTranslations(escapeText);
const settings = new CallerSettingsCache();
const bot = bareBot(commands, settings);

let playground: Child;
let discord: Discord;
let client: Client;
let dispatcher: Dispatcher;

function dispatchWith(deferAfterMs: number): Dispatcher {
  return createDispatcher({
    bot,
    settings,
    translations,
    limiter: { take: () => Promise.resolve(0) },
    log,
    deferAfterMs,
    formWithinMs: 100,
    courtesyMs: 100,
    onHandled: (one) => void handled.push(one),
  });
}

beforeAll(async () => {
  playground = startChild('playground/main.ts', { PLAYGROUND_PORT: '0' });
  const [, url = ''] = await playground.line(/"url":"([^"]+)"/);
  client = createClient(`${url}/api`, 50, log);
  dispatcher = dispatchWith(0);
  client.on(
    Events.InteractionCreate,
    (interaction) => void elsewhere(interaction).then(() => dispatcher.handle(interaction)),
  );
  await client.login('playground-token');
  discord = await connect(url);
  const declared = commands.map((command) => commandJson(command, translations));
  await registerCommands(client.rest, '1100000000000000001', declared);
  await discord.ready();
});

beforeEach(() => {
  step = () => Promise.resolve();
  elsewhere = () => Promise.resolve();
});

afterAll(async () => {
  await client.destroy();
  await playground.stop();
});

test('registering again changes nothing, and a change is the only thing sent', async () => {
  const declared = commands.map((command) => commandJson(command, translations));
  const again = await registerCommands(client.rest, '1100000000000000001', declared);
  expect(again).toMatchObject({
    created: [],
    changed: [],
    removed: [],
    unchanged: expect.arrayContaining(['slow', 'private', 'staff', 'fill', 'server']),
  });
  const [slow, ...others] = declared;
  if (!slow) throw new Error('no commands');
  const changed = await registerCommands(client.rest, '1100000000000000001', [
    { ...slow, description: 'new' } as typeof slow,
    ...others,
  ]);
  expect(changed).toMatchObject({ created: [], changed: ['slow'], removed: [] });
  expect(changed.ids.get('slow')).toBe(again.ids.get('slow'));
});

test('a handler that takes long is deferred, and its answer takes the place of “thinking…”', async () => {
  const { open, opened } = gate();
  step = () => opened;
  const asking = discord.member('alice').slash('/slow');
  const thinking = await discord.member('alice').receives((message) => ((message.flags ?? 0) & 128) !== 0);
  open();
  const answer = await asking;
  expect(answer.deferred).toBe(true);
  expect(answer.message?.id).toBe(thinking.id);
  expect(answer.content).toBe('done');
  // What it would be about was not known, and so it was private from the start.
  expect(answer.ephemeral).toBe(true);
});

test('where nobody else is, “thinking…” is like any message', async () => {
  const { open, opened } = gate();
  step = () => opened;
  const alice = discord.member('alice', { dm: true });
  await settings.of(alice.id, null);
  const asking = alice.slash('/private');
  await alice.receives((message) => ((message.flags ?? 0) & 128) !== 0);
  open();
  expect(await asking).toMatchObject({ deferred: true, ephemeral: false, content: 'done' });
});

test('what is private is deferred privately', async () => {
  const { open, opened } = gate();
  step = () => opened;
  const asking = discord.member('bob').slash('/private');
  await discord.member('bob').receives((message) => ((message.flags ?? 0) & 128) !== 0);
  open();
  expect(await asking).toMatchObject({ deferred: true, ephemeral: true, content: 'done' });
});

test('a mistake found after a public “thinking…” is told to the caller alone', async () => {
  const { open, opened } = gate();
  step = () => opened.then(() => Promise.reject(new Conflict('errors.staleButton')));
  elsewhere = thinksInPublic;
  const chloe = discord.member('chloe', { channel: 'bot-commands' });
  const asking = chloe.slash('/slow');
  await chloe.receives((message) => ((message.flags ?? 0) & 128) !== 0);
  open();
  const answer = await asking;
  // Chloé's Discord speaks French.
  expect(answer.text).toContain('n’est plus à jour');
  expect(answer.message).toBeNull();
  expect(answer.followups).toMatchObject([{ flags: 64 }]);
  // Nothing that everybody could see had anything to read in it.
  expect(answer.view.received.map(({ method }) => method).slice(-3)).toEqual(['GET', 'DELETE', 'POST']);
  const bystander = await discord.member('bob', { channel: 'bot-commands' }).messages();
  expect(bystander).toEqual([]);
});

test('a public “thinking…” that cannot be taken away is left: the refusal is not shown to everybody instead', async () => {
  const { open, opened } = gate();
  step = () => opened.then(() => Promise.reject(new Conflict('errors.staleButton')));
  elsewhere = thinksInPublic;
  const bob = discord.member('bob', { channel: 'playlists' });
  const before = handled.length;
  // It stays as it is, so that nobody waits for the end of it.
  void Promise.allSettled([bob.slash('/slow')]);
  await bob.receives((message) => ((message.flags ?? 0) & 128) !== 0);
  // As often as discord.js tries.
  await discord.faults.set({ rest: { status: 500, times: 4, routes: ['DELETE'] } });
  open();
  await until('it is given up', () => handled.length > before);
  expect(handled.at(-1)).toMatchObject({ command: 'slow', outcome: 'unanswered' });
  await discord.faults.clear();
  const shown = await discord.member('alice', { channel: 'playlists' }).messages();
  expect(shown.filter(({ content }) => content.includes('out of date'))).toEqual([]);
  expect(shown.filter(({ flags }) => ((flags ?? 0) & 128) !== 0)).toHaveLength(1);
});

test('a press that takes long leaves the message until there is something to show', async () => {
  dispatcher = dispatchWith(60_000);
  const answer = await discord.member('alice').slash('/slow');
  expect(answer.deferred).toBe(false);
  dispatcher = dispatchWith(0);
  const { open, opened } = gate();
  step = () => opened;
  const pressing = answer.press('Press');
  open();
  expect(await pressing).toMatchObject({ content: 'pressed ä:b' });
});

test('a fault of ours is an apology with an id that the log knows, and nothing else', async () => {
  dispatcher = dispatchWith(60_000);
  step = () => Promise.reject(new TypeError('secret detail'));
  const answer = await discord.member('alice').slash('/slow');
  const errorId = /`([0-9a-f]{8})`/.exec(answer.content)?.[1];
  expect(answer.ephemeral).toBe(true);
  expect(answer.content).not.toContain('secret');
  expect(logged.find((line) => line.includes(errorId ?? 'none'))).toContain('secret detail');
});

test('storage that is away is said so', async () => {
  step = () => Promise.reject(new StorageUnavailable('gone'));
  const answer = await discord.member('alice').slash('/slow');
  expect(answer.content).toBe('Storage is briefly unavailable, nothing was saved. Try again in a moment.');
  expect(handled.at(-1)).toMatchObject({ command: 'slow', kind: 'command', outcome: 'storage' });
});

test('an error that no locale has words for is a fault of ours', async () => {
  step = () => Promise.reject(new Conflict('constraint.nobody_knows'));
  expect((await discord.member('alice').slash('/slow')).content).toContain('something went wrong on my side');
});

test.each([
  ['0:slow.press:200000000000000001:x', 'out of date'],
  ['1:gone.press:200000000000000001:x', 'out of date'],
  ['1:slow.press:not-an-id:x', 'out of date'],
  ['1:slow.press:200000000000000001', '“word” is missing'],
  ['1:slow.press:200000000000000001:%', 'out of date'],
  ['1:slow.press:200000000000000002:x', 'belongs to <@200000000000000002>'],
])('the forged custom_id %s is refused', async (customId, sentence) => {
  const alice = discord.member('alice');
  const { message } = await alice.slash('/slow');
  const answer = await alice.raw({ kind: 'component', messageId: message?.id ?? '', customId, force: true });
  expect(answer.content).toContain(sentence);
  expect(answer.ephemeral).toBe(true);
});

test('a permission is checked again, whatever Discord let through', async () => {
  const refused = await discord
    .member('bob')
    .slash('/staff', {}, { force: true })
    .catch((error: Error) => error.message);
  // Bob is not offered it; the act is forged with the command's name.
  expect(refused).toBeDefined();
  const forged = await discord.member('bob').raw({
    kind: 'command',
    channelId: discord.member('bob').channelId,
    command: 'staff',
    options: [],
    force: true,
  });
  expect(forged.content).toContain('You need the permission “Manage Server”');
  expect((await discord.member('alice').slash('/staff')).content).toBe('done');
});

test('a form opens with what there is, and what is filled in comes back parsed', async () => {
  const opened = await discord.member('alice').slash('/fill');
  expect(opened.modal).toMatchObject({ title: 'Fill in' });
  const answer = await opened.submit({ title: ' new  title ', size: 'large' });
  expect(answer.content).toBe('7 new title - large');
});

test('a form filled in wrongly says which field, and how to mend it', async () => {
  const opened = await discord.member('alice').slash('/fill');
  const answer = await opened.submit({ title: '\u200b', size: 'large' }, { force: true });
  expect(answer.content).toContain('“title” has nothing to see in it');
});

test('what opens a form is never deferred, and says so when storage keeps it waiting', async () => {
  dispatcher = dispatchWith(0);
  step = () => new Promise(() => undefined);
  const answer = await discord.member('alice').slash('/fill');
  expect(answer).toMatchObject({ deferred: false, ephemeral: true });
  expect(answer.content).toContain('Storage is briefly unavailable');
  dispatcher = dispatchWith(60_000);
});

test('a message’s menu hands the message over', async () => {
  const alice = discord.member('alice');
  const { id } = await alice.say('look at this');
  const answer = await alice.onMessage('commands.keep.name', id);
  expect(answer.content).toMatch(/^kept look at this https:\/\/discord\.com\/channels\/\d+\/\d+\/\d+$/);
  expect(answer.ephemeral).toBe(true);
});

test('a command for servers says so in direct messages', async () => {
  const { channelId } = discord.member('bob', { dm: true });
  const answer = await discord
    .member('bob', { dm: true })
    .raw({ kind: 'command', channelId, command: 'server', options: [], force: true });
  expect(answer.content).toContain('This works in servers only');
});

test('a module that a server switched off says who can switch it on', async () => {
  await database.knex.raw(
    `insert into guilds (id) values (300000000000000002);
     insert into guild_modules (guild_id, module, enabled) values (300000000000000002, 'playlist', false)`,
  );
  settings.forget({ guildId: '300000000000000002' });
  const answer = await discord.member('dieter', { guild: 'night-owls' }).slash('/slow');
  // Dieter's speaks German.
  expect(answer.content).toContain('Playlists sind auf diesem Server ausgeschaltet');
});

test('the settings of a caller are one statement on a miss and none on a hit', async () => {
  settings.forget({ userId: discord.member('yuki').id });
  await discord.member('yuki').slash('/slow');
  await discord.member('yuki').slash('/slow');
  expect(handled.slice(-2).map(({ statements }) => statements)).toEqual([1, 0]);
});

test('a preference for private replies is kept', async () => {
  await database.knex.raw(`insert into users (id, private_replies) values (?, true)`, [
    discord.member('mallory').id,
  ]);
  settings.forget({ userId: discord.member('mallory').id });
  expect((await discord.member('mallory').slash('/slow')).ephemeral).toBe(true);
});

test('an answer that Discord does not take is no fault of ours, and nobody is told to do it again', async () => {
  logged.length = 0;
  // As often as discord.js tries; one more answer would get through.
  await discord.faults.set({ rest: { status: 500, times: 4, routes: ['/callback'] } });
  expect((await discord.member('alice').slash('/slow')).failed).toBe(true);
  await discord.faults.clear();
  expect(handled.at(-1)).toMatchObject({ command: 'slow', outcome: 'unanswered' });
  expect(logged.join('')).toContain('the answer could not be sent');
  expect(logged.join('')).not.toContain('a fault of ours');
});

test('stopping lets what runs finish and refuses what comes', async () => {
  const { open, opened } = gate();
  const entered = gate();
  step = () => {
    entered.open();
    return opened;
  };
  const running = discord.member('alice').slash('/slow');
  await entered.opened;
  const drained = jest.fn();
  const draining = dispatcher.drain().then(drained);
  const refused = await discord.member('bob').slash('/slow');
  expect(refused.content).toContain('being restarted');
  expect(drained).not.toHaveBeenCalled();
  open();
  expect((await running).content).toBe('done');
  await draining;
});
