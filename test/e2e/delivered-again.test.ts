import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ApplicationIntegrationType, Events, InteractionContextType, type Client } from 'discord.js';
import { z } from 'zod';
import { connect, type Discord } from '../../playground/driver/connect.ts';
import { createClient } from '../../src/discord/client.ts';
import { subcommand, type Command } from '../../src/discord/command.ts';
import { commandJson } from '../../src/discord/command-json.ts';
import { createDispatcher, type Dispatcher } from '../../src/discord/dispatch.ts';
import { escapeText } from '../../src/discord/escape.ts';
import type { Handled } from '../../src/discord/handled.ts';
import { registerCommands } from '../../src/discord/register.ts';
import { about, say } from '../../src/discord/replies.ts';
import { CALLER, NOTHING, type Shown } from '../../src/domain/audience.ts';
import { Conflict } from '../../src/errors.ts';
import { createTranslations } from '../../src/locales/translate.ts';
import { createLogger } from '../../src/logger.ts';
import { CallerSettingsCache } from '../../src/models/caller-settings.ts';
import { bareBot } from '../support/bare-bot.ts';
import { startChild, type Child } from '../support/child.ts';
import { useDatabase } from '../support/database.ts';

useDatabase();
const GUILD = '300000000000000001';

/** What a test lets happen inside the handler. */
let step = (): Promise<void> => Promise.resolve();
const gate = () => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
};

const place = {
  contexts: [InteractionContextType.Guild],
  installs: [ApplicationIntegrationType.GuildInstall],
};
const telling = (thing: Shown) =>
  subcommand({
    input: z.object({}),
    async execute() {
      await step();
      return about(thing, say('done'));
    },
  });
const commands: Command[] = [
  { name: 'slow', ...place, run: telling(NOTHING) },
  { name: 'private', ...place, run: telling(CALLER) },
];

const handled: Handled[] = [];
const log = createLogger('silent');
const translations = createTranslations(escapeText);
const settings = new CallerSettingsCache();
const bot = bareBot(commands, settings);

let playground: Child;
let discord: Discord;
let client: Client;
let dispatcher: Pick<Dispatcher, 'handle'>;

const dispatchWith = (deferAfterMs: number): Dispatcher =>
  createDispatcher({
    bot,
    settings,
    translations,
    limiter: { take: () => Promise.resolve(0) },
    log,
    deferAfterMs,
    onHandled: (one) => void handled.push(one),
  });

beforeAll(async () => {
  playground = startChild('playground/main.ts', { PLAYGROUND_PORT: '0' });
  const [, url = ''] = await playground.line(/"url":"([^"]+)"/);
  client = createClient(`${url}/api`, 50, log);
  client.on(Events.InteractionCreate, (interaction) => dispatcher.handle(interaction));
  await client.login('playground-token');
  discord = await connect(url);
  const declared = commands.map((command) => commandJson(command, translations));
  await registerCommands(client.rest, '1100000000000000001', declared);
  await discord.ready();
  // Who is known not to prefer privacy waits in public.
  await settings.of(discord.member('alice').id, GUILD);
});

beforeEach(() => {
  step = () => Promise.resolve();
  dispatcher = dispatchWith(60_000);
});

afterAll(async () => {
  await client.destroy();
  await playground.stop();
});

test('an interaction that comes again is answered when the first answer did not reach Discord', async () => {
  const before = handled.length;
  let runs = 0;
  step = () => {
    runs += 1;
    return Promise.resolve();
  };
  // discord.js tries four times.
  await discord.faults.set({ duplicate: true, rest: { status: 500, times: 4, routes: ['/callback'] } });
  const answer = await discord.member('alice').slash('/slow');
  expect(answer.content).toBe('done');
  expect(handled.slice(before).map(({ outcome }) => outcome)).toEqual(['unanswered', 'ok']);
  expect(runs).toBe(2);
  await discord.faults.set({ duplicate: true });
  const once = handled.length;
  expect((await discord.member('alice').slash('/slow')).content).toBe('done');
  await discord.faults.clear();
  expect((await discord.member('alice').slash('/slow')).content).toBe('done');
  expect(handled.slice(once)).toHaveLength(2);
});

describe('when a process died while it showed “thinking…”, the one that gets the interaction next', () => {
  /** As two processes: the first handles the first delivery, and never comes to an end. */
  async function diesThenAnswers(name: string, ends: () => Promise<void>) {
    const dying = dispatchWith(0);
    const next = dispatchWith(60_000);
    const thinking = gate();
    let deliveries = 0;
    let runs = 0;
    step = () => {
      runs += 1;
      return runs === 1 ? new Promise(() => undefined) : thinking.opened.then(ends);
    };
    dispatcher = {
      handle(interaction) {
        deliveries += 1;
        (deliveries === 1 ? dying : next).handle(interaction);
      },
    };
    await discord.gateway.duplicate(true);
    const alice = discord.member('alice');
    const asking = alice.slash(name);
    await alice.receives((message) => ((message.flags ?? 0) & 128) !== 0);
    thinking.open();
    const answer = await asking;
    await discord.gateway.duplicate(false);
    return answer;
  }

  test.each(['/slow', '/private'])('answers in its place: %s', async (name) => {
    const answer = await diesThenAnswers(name, () => Promise.resolve());
    expect(answer).toMatchObject({ deferred: true, content: 'done' });
  });

  test.each(['/slow', '/private'])('tells a mistake in its place: %s', async (name) => {
    const answer = await diesThenAnswers(name, () => Promise.reject(new Conflict('errors.staleButton')));
    expect(answer.text).toContain('out of date');
  });
});
