import { expect, test } from '@jest/globals';
import { describeInBrowser, useLittleDiscord } from './little-discord.ts';

describeInBrowser('the menu of a message or a member', () => {
  const little = useLittleDiscord({
    as: 'bob',
    context: { permissions: ['clipboard-read', 'clipboard-write'] },
  });

  test('a message command is run by right click', async () => {
    const { page, messages } = little.page;
    await messages.first().click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Quote it' }).click();
    await messages.last().getByText('Only you can see this').waitFor();
    expect(await messages.last().innerText()).toMatch(/used Quote it[^]*Morning!/);
  });

  test.each(['ContextMenu', 'Shift+F10', 'Enter'])(
    'it is opened with %s, used and closed by keyboard',
    async (key) => {
      const { page, messages } = little.page;
      const more = messages.first().getByRole('button', { name: 'More' });
      await more.press(key);
      await page.getByRole('menuitem', { name: 'Quote it' }).and(page.locator(':focus')).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('menu').waitFor({ state: 'detached' });
      await more.and(page.locator(':focus')).waitFor();
      await more.press(key);
      await page.keyboard.press('ArrowDown');
      await page.getByRole('menuitem', { name: 'Copy text' }).and(page.locator(':focus')).waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('status').getByText('Copied.').waitFor();
      expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(/^Morning!/);
    },
  );

  test('a link leads to its message', async () => {
    const { page, messages } = little.page;
    await messages.first().click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Copy message link' }).click();
    await page.getByRole('status').getByText('Copied.').waitFor();
    const link = await page.evaluate<string>('navigator.clipboard.readText()');
    await page.goto('about:blank');
    await page.goto(link);
    await messages.first().and(page.locator(':focus')).waitFor();
  });

  test('a user command is run from the member list', async () => {
    const { page, messages } = little.page;
    await page.getByRole('button', { name: 'More about Dieter' }).click();
    await page.getByRole('menuitem', { name: 'Greet' }).click();
    await messages.last().getByText('Hello, dieter!').waitFor();
  });
});
