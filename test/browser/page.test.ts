import { expect, test } from '@jest/globals';
import { describeInBrowser, useLittleDiscord } from './little-discord.ts';

describeInBrowser('the page of the local Discord', () => {
  const little = useLittleDiscord();

  test('a command is chosen, filled with a suggestion and sent by keyboard alone', async () => {
    const { page, box, lines, option, messages } = little.page;
    await box.focus();
    await page.keyboard.type('/song');
    await lines.getByText('/song show').waitFor();
    await page.keyboard.press('Enter');
    await option('title').and(page.locator(':focus')).waitFor();
    await page.keyboard.type('bou');
    await lines.and(page.locator('[aria-selected=true]')).getByText('Bourrée').waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    const last = messages.last();
    await last.getByRole('heading', { name: 'Bourrée' }).waitFor();
    expect(await last.innerText()).toMatch(/used \/song show/);
    expect(await last.innerText()).toMatch(/Played 1 times, \*never\* too often/);
    await box.and(page.locator(':focus')).waitFor();
  });

  test('a press changes the message for everybody', async () => {
    const discord = little.page;
    await discord.use('song show', { title: 'Gigue' });
    const mine = discord.messages.last();
    await mine.getByRole('heading', { name: 'Gigue' }).waitFor();
    const other = await little.open({ as: 'chloe' });
    await mine.getByRole('button', { name: 'Applaud' }).press('Enter');
    await mine.getByText('Applause from bob').waitFor();
    await other.messages.last().getByText('Applause from bob').waitFor();
    expect(await mine.getByRole('button', { name: 'Applaud' }).isDisabled()).toBe(true);
    await other.close();
  });

  test('an option that is wrong is named before anything is sent', async () => {
    const discord = little.page;
    const { page, option } = discord;
    await discord.use('song show', { times: '12' });
    await page.getByRole('alert').getByText('title is required.').waitFor();
    await page.getByRole('alert').getByText('times must be 9 or less.').waitFor();
    await option('title').and(page.locator(':focus')).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await discord.box.waitFor();
  });

  test('an ephemeral answer is seen by its reader alone, until it is dismissed', async () => {
    const discord = little.page;
    await discord.use('whisper');
    await discord.page.getByText('Only you can see this').waitFor();
    await discord.actAs('chloe');
    await discord.page.getByText('Only you can see this').waitFor({ state: 'detached' });
    await discord.actAs('bob');
    await discord.page.getByRole('button', { name: 'Dismiss message' }).click();
    await discord.page.getByText('Only you can see this').waitFor({ state: 'detached' });
  });

  test('a form opens, takes the focus, and is submitted', async () => {
    const discord = little.page;
    await discord.use('dedicate');
    const form = discord.page.getByRole('dialog', { name: 'A dedication' });
    await form.getByLabel('To whom').and(discord.page.locator(':focus')).waitFor();
    await discord.page.keyboard.type('<b>Johann</b>');
    await discord.page.keyboard.press('Enter');
    await discord.messages.last().getByText('Dedicated to <b>Johann</b>.').waitFor();
    await form.waitFor({ state: 'detached' });
  });

  test('an ordinary message is heard by everybody', async () => {
    const discord = little.page;
    const other = await little.open({ as: 'chloe' });
    await discord.box.fill('Good *evening*');
    await discord.box.press('Enter');
    await other.messages.last().getByText('Good evening').waitFor();
    await other.close();
  });

  test('a deferred answer is announced, then replaced', async () => {
    const discord = little.page;
    await discord.use('ponder');
    await discord.page.getByText('Ostinato is thinking…').waitFor();
    little.bot.finishPondering();
    await discord.messages.last().getByText('I have pondered.').waitFor();
    await discord.page.getByText('Ostinato is thinking…').waitFor({ state: 'detached' });
  });

  test('a bot that goes away is missed, and welcomed back', async () => {
    const discord = little.page;
    const missing = discord.page.getByText('The bot is not connected');
    await little.bot.stop();
    await missing.waitFor();
    await little.startBot();
    await missing.waitFor({ state: 'detached' });
  });

  test('commands are described in the language of the person, and the place survives a reload', async () => {
    const discord = little.page;
    await discord.actAs('dieter');
    await discord.page.getByRole('link', { name: 'playlists' }).click();
    await discord.page.reload();
    await discord.page.getByRole('heading', { name: 'playlists', level: 1 }).waitFor();
    await discord.box.fill('/song');
    await discord.lines.getByText('Ein Lied zeigen').waitFor();
  });
});
