/**
 * Draws docs/images: `node docs/take-screenshots.ts`. Starts a local Discord and the bot, plays a short story, and
 * photographs the page. The database is the one that the bot itself would use; what the story made is deleted again.
 * Needs Chromium (see test/browser) and a font with emoji.
 */
import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserContextOptions } from 'playwright-core';
import { connect, type Discord } from '../playground/driver/connect.ts';
import { PICTURES, REMINDER } from './commands-document.ts';
import { PROJECT } from '../src/project.ts';
import { type DiscordPage, findChromium, launchBrowser, openPage } from '../test/browser/browser.ts';
import { type Child, startChild } from '../test/support/child.ts';

const TOKEN = 'playground-token';
const BYTES_MAX = 300_000;
const FOLDER = path.join(PROJECT.root, 'docs/images');
const NAME = 'Night drive';
const WHERE = { guild: 'night-owls', channel: 'playlists' };

const TRACKS = [
  ['Nightcall', 'Kavinsky'],
  ['Midnight City', 'M83'],
  ['A Real Hero', 'College'],
  ['Teardrop', 'Massive Attack'],
  ['Roads', 'Portishead'],
  ['Intro', 'The xx'],
  ['Autobahn', 'Kraftwerk'],
  ['Windowlicker', 'Aphex Twin'],
  ['Resonance', 'Home'],
  ['Flickermood', 'Forss'],
  ['Inspector Norse', 'Todd Terje'],
  ['Avril 14th', 'Aphex Twin'],
] as const;

const TODOS = 'The party';
const THINGS = [
  { text: 'Write the invitations', due: 'in 1 min', priority: 'high' },
  { text: 'Ask Dieter for his turntable', due: 'tomorrow 18:00' },
  { text: 'Tune the piano', due: 'in 9 days', priority: 'low' },
  { text: 'Water the plants before everybody comes', due: 'in 3 days', repeat: 'weekly' },
  { text: 'Find out who is allergic to what' },
] as const;

interface Picture {
  file: string;
  context: BrowserContextOptions;
  pose: (page: DiscordPage) => Promise<void>;
}

const wide = { width: 1280, height: 800 };

const pictures: Picture[] = [
  {
    file: 'page-dark.png',
    context: { viewport: wide, colorScheme: 'dark' },
    async pose({ choose, option, lines }) {
      await choose('playlist add');
      await option('playlist').fill('Night d');
      await lines.first().waitFor();
    },
  },
  {
    file: 'page-phone.png',
    context: { viewport: { width: 390, height: 844 }, colorScheme: 'dark', hasTouch: true, isMobile: true },
    pose: async () => {},
  },
  {
    file: 'page-light.png',
    context: { viewport: wide, colorScheme: 'light' },
    async pose({ page, messages, use }) {
      await page.getByRole('button', { name: 'Inspector' }).click();
      await use('playlist show', { playlist: NAME });
      await messages.last().getByText('Nightcall').waitFor();
      await messages.last().getByRole('button', { name: '▶' }).click();
      await messages.last().getByText('Inspector Norse').waitFor();
      await page.getByText('POST /interactions').click();
    },
  },
];

async function tell(discord: Discord): Promise<void> {
  const alone = discord.member('alice', { dm: true });
  await alone.slash('/playlist create', {
    name: NAME,
    description: 'For the way home',
    visibility: 'public',
  });
  for (const [title, artist] of TRACKS) {
    await alone.slash('/playlist add', { playlist: NAME, track: title, artist });
  }
  await alone.slash('/todo lists create', { name: TODOS });
  for (const todo of THINGS) await alone.slash('/todo add', { list: TODOS, ...todo });
  const alice = discord.member('alice', WHERE);
  await discord.member('bob', WHERE).say('Long way home tonight. What are you **listening** to?');
  await alice.say('I keep a list for that:');
  await alice.slash('/playlist show', { playlist: NAME });
}

async function photograph(discord: Discord): Promise<void> {
  const browser = await launchBrowser(findChromium() ?? '/usr/bin/chromium');
  const { channelId } = discord.member('alice', WHERE);
  try {
    for (const { file, context, pose } of pictures) {
      const start = { as: 'alice', guild: WHERE.guild, channelId, context: { ...context, locale: 'en-US' } };
      const discordPage = await openPage(browser, discord.url, start);
      await discordPage.messages.last().getByText(TRACKS[0][0]).waitFor();
      await pose(discordPage);
      const target = path.join(FOLDER, file);
      await discordPage.page.screenshot({ path: target, animations: 'disabled', caret: 'hide' });
      const { size } = await stat(target);
      if (size > BYTES_MAX) throw new Error(`${file} has ${size} bytes; ${BYTES_MAX} is the most.`);
      await discordPage.close();
    }
  } finally {
    await browser.close();
  }
}

/** How the replies that docs/commands.md shows are had, and a text by which each is known. */
const REPLIES: Record<string, { options: Record<string, string>; text: string }> = {
  'playlist show': { options: { playlist: NAME }, text: 'Page 1 of 2' },
  'playlist list': { options: {}, text: '12 tracks' },
  'playlist search': { options: { text: 'nigth drive' }, text: '12 tracks' },
  'playlist remove': { options: { playlist: NAME, positions: '2,4-5' }, text: 'Removed 3 tracks' },
  'todo list': { options: { list: TODOS }, text: '5 to-dos' },
  'preferences view': { options: {}, text: 'Your preferences' },
  'settings view': { options: {}, text: 'Server settings' },
};

async function photographReplies(discord: Discord): Promise<void> {
  const browser = await launchBrowser(findChromium() ?? '/usr/bin/chromium');
  // Where Alice may manage the server.
  const { channelId } = discord.member('alice', { channel: 'bot-commands' });
  const context = { viewport: { width: 900, height: 900 }, colorScheme: 'light', locale: 'en-US' } as const;
  try {
    const discordPage = await openPage(browser, discord.url, {
      as: 'alice',
      guild: 'listening-room',
      channelId,
      context,
    });
    for (const [command, { options, text }] of Object.entries(REPLIES)) {
      await discordPage.use(command, options);
      const reply = discordPage.messages
        .filter({ hasText: `/${command}` })
        .filter({ hasText: text })
        .last();
      await reply.waitFor();
      await reply.screenshot({ path: path.join(FOLDER, PICTURES[command] ?? ''), animations: 'disabled' });
    }
    await discordPage.close();
  } finally {
    await browser.close();
  }
}

/** Takes a minute: a reminder comes when it is due. */
async function photographReminder(discord: Discord): Promise<void> {
  const { channelId } = discord.member('alice', { dm: true });
  const context = { viewport: { width: 900, height: 600 }, colorScheme: 'light', locale: 'en-US' } as const;
  const browser = await launchBrowser(findChromium() ?? '/usr/bin/chromium');
  try {
    const { messages } = await openPage(browser, discord.url, {
      as: 'alice',
      guild: '@me',
      channelId,
      context,
    });
    const reminder = messages.filter({ hasText: `${THINGS[0].text} is due` }).last();
    await reminder.waitFor({ timeout: 90_000 });
    await reminder.screenshot({ path: path.join(FOLDER, REMINDER), animations: 'disabled' });
  } finally {
    await browser.close();
  }
}

const children: Child[] = [];
try {
  await mkdir(FOLDER, { recursive: true });
  const playground = startChild('playground/main.ts', { PLAYGROUND_PORT: '0', PLAYGROUND_TOKEN: TOKEN });
  children.unshift(playground);
  const [, url = ''] = await playground.line(/"url":"([^"]+)"/);
  const { DATABASE_URL } = process.env;
  const bot = startChild('src/app/main.ts', {
    DISCORD_TOKEN: TOKEN,
    DISCORD_API_URL: `${url}/api`,
    HEALTH_PORT: '0',
    ...(DATABASE_URL ? { DATABASE_URL } : {}),
  });
  children.unshift(bot);
  await bot.line(/"msg":"logged in"/);
  const discord = await connect(url);
  await discord.ready();
  try {
    await tell(discord);
    await photograph(discord);
    await photographReplies(discord);
    await photographReminder(discord);
  } finally {
    const alone = discord.member('alice', { dm: true });
    await alone.slash('/playlist delete', { playlist: NAME });
    await alone.slash('/todo lists delete', { list: TODOS });
  }
} finally {
  for (const child of children) await child.stop();
}
