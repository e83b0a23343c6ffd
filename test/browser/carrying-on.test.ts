import { expect, test } from '@jest/globals';
import { describeInBrowser, useLittleDiscord } from './little-discord.ts';

describeInBrowser('while the bot is being developed', () => {
  const little = useLittleDiscord();

  test('a restart is told, what was being written stays, and is then sent', async () => {
    const { page, choose, option, messages } = little.page;
    const missing = page.getByText('The bot is not connected');
    await choose('song show');
    await option('title').fill('Aria');
    await little.bot.stop();
    await missing.waitFor();
    expect(await option('title').inputValue()).toBe('Aria');
    await little.startBot();
    await missing.waitFor({ state: 'detached' });
    expect(await option('title').inputValue()).toBe('Aria');
    await page.getByRole('button', { name: 'Send' }).click();
    await messages.last().getByRole('heading', { name: 'Aria' }).waitFor();
  });

  test('a new command is offered without a reload', async () => {
    const { box, lines } = little.page;
    await box.fill('/fan');
    await little.page.page.getByText('No command matches.').waitFor();
    await little.bot.learn('fanfare', 'Brass, please');
    await lines.getByText('Brass, please').waitFor();
    expect(await box.inputValue()).toBe('/fan');
  });
});
