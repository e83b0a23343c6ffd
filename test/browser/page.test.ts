import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { servePage } from '../../playground/page/serve.ts';
import { createPlayground, type Playground } from '../../playground/server.ts';
import { type DiscordPage, findChromium, launchBrowser, openPage } from './browser.ts';
import { type LittleBot, startLittleBot } from './little-bot.ts';

const token = 'a-token-for-tests';
const chromiumPath = findChromium();
if (!chromiumPath) {
  process.stdout.write(
    'No Chromium is installed, so the page is not tested; set CHROMIUM_PATH to test it.\n',
  );
}
const describeInBrowser = chromiumPath ? describe : describe.skip;

describeInBrowser('the page of the local Discord', () => {
  let playground: Playground;
  let bot: LittleBot;
  let browser: Browser;
  let discord: DiscordPage;

  beforeAll(async () => {
    playground = await createPlayground({ port: 0, token, servePage });
    browser = await launchBrowser(chromiumPath ?? '');
  });
  beforeEach(async () => {
    bot = await startLittleBot(playground.url, token);
    discord = await openPage(browser, playground.url, { as: 'bob' });
  });
  afterEach(async () => {
    expect(discord.errors).toEqual([]);
    await discord.close();
    await bot.stop();
  });
  afterAll(async () => {
    await browser?.close();
    await playground?.close();
  });

  test('a command is chosen, filled with a suggestion and sent by keyboard alone', async () => {
    const { page, box, lines, option } = discord;
    await box.focus();
    await page.keyboard.type('/song');
    await lines.getByText('/song show').waitFor();
    await page.keyboard.press('Enter');
    await option('title').and(page.locator(':focus')).waitFor();
    await page.keyboard.type('bou');
    await lines.and(page.locator('[aria-selected=true]')).getByText('Bourrée').waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    const last = discord.messages.last();
    await last.getByRole('heading', { name: 'Bourrée' }).waitFor();
    expect(await last.innerText()).toMatch(/used \/song show/);
    expect(await last.innerText()).toMatch(/Played 1 times, \*never\* too often/);
    await box.and(page.locator(':focus')).waitFor();
  });

  test('a press changes the message for everybody', async () => {
    await discord.use('song show', { title: 'Gigue' });
    const mine = discord.messages.last();
    await mine.getByRole('heading', { name: 'Gigue' }).waitFor();
    const other = await openPage(browser, playground.url, { as: 'chloe' });
    await mine.getByRole('button', { name: 'Applaud' }).press('Enter');
    await mine.getByText('Applause from bob').waitFor();
    await other.messages.last().getByText('Applause from bob').waitFor();
    expect(await mine.getByRole('button', { name: 'Applaud' }).isDisabled()).toBe(true);
    await other.close();
  });

  test('an option that is wrong is named before anything is sent', async () => {
    const { page, option } = discord;
    await discord.use('song show', { times: '12' });
    await page.getByRole('alert').getByText('title is required.').waitFor();
    await page.getByRole('alert').getByText('times must be 9 or less.').waitFor();
    await option('title').and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await discord.box.waitFor();
  });

  test('an ephemeral answer is seen by its reader alone, until it is dismissed', async () => {
    await discord.use('whisper');
    await discord.page.getByText('Only you can see this').waitFor();
    await discord.actAs('chloe');
    await discord.page.getByText('Only you can see this').waitFor({ state: 'detached' });
    await discord.actAs('bob');
    await discord.page.getByRole('button', { name: 'Dismiss message' }).click();
    await discord.page.getByText('Only you can see this').waitFor({ state: 'detached' });
  });

  test('a form opens, takes the focus, and is submitted', async () => {
    await discord.use('dedicate');
    const form = discord.page.getByRole('dialog', { name: 'A dedication' });
    await form.getByLabel('To whom').and(discord.page.locator(':focus')).waitFor();
    await discord.page.keyboard.type('<b>Johann</b>');
    await discord.page.keyboard.press('Enter');
    await discord.messages.last().getByText('Dedicated to <b>Johann</b>.').waitFor();
    await form.waitFor({ state: 'detached' });
  });

  test('an ordinary message is heard by everybody', async () => {
    const other = await openPage(browser, playground.url, { as: 'chloe' });
    await discord.box.fill('Good *evening*');
    await discord.box.press('Enter');
    await other.messages.last().getByText('Good evening').waitFor();
    await other.close();
  });

  test('a deferred answer is announced, then replaced', async () => {
    await discord.use('ponder');
    await discord.page.getByText('Ostinato is thinking…').waitFor();
    bot.finishPondering();
    await discord.messages.last().getByText('I have pondered.').waitFor();
    await discord.page.getByText('Ostinato is thinking…').waitFor({ state: 'detached' });
  });

  test('a bot that never answers is said not to have responded', async () => {
    await discord.use('silence');
    await discord.page.getByText('The application did not respond').waitFor();
  });

  test('a bot that goes away is missed, and welcomed back', async () => {
    const missing = discord.page.getByText('The bot is not connected');
    await bot.stop();
    await missing.waitFor();
    bot = await startLittleBot(playground.url, token);
    await missing.waitFor({ state: 'detached' });
  });

  test('commands are described in the language of the person, and the place survives a reload', async () => {
    await discord.actAs('dieter');
    await discord.page.getByRole('link', { name: 'playlists' }).click();
    await discord.page.reload();
    await discord.page.getByRole('heading', { name: 'playlists', level: 1 }).waitFor();
    await discord.box.fill('/song');
    await discord.lines.getByText('Ein Lied zeigen').waitFor();
  });
});
