import { expect, test } from '@jest/globals';
import { describeInBrowser, useLittleDiscord } from './little-discord.ts';

describeInBrowser('the page on a phone', () => {
  const little = useLittleDiscord({
    as: 'bob',
    context: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  });

  test('channels, people, members and panels are a tap away, and nothing scrolls sideways', async () => {
    const { page, use, messages } = little.page;
    const sideways = () => page.evaluate('document.documentElement.scrollWidth - innerWidth');
    await use('showcase');
    await messages.last().getByRole('button', { name: 'Like' }).waitFor();
    expect(await sideways()).toBe(0);
    for (const name of ['Member list', 'Inspector', 'Faults']) {
      await page.getByRole('button', { name, exact: true }).tap();
      await page
        .getByRole('button', { name: /^Close / })
        .and(page.locator(':focus'))
        .waitFor();
      expect(await sideways()).toBe(0);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name, exact: true }).and(page.locator(':focus')).waitFor();
    }
    await page.getByRole('button', { name: 'Servers and channels' }).tap();
    await page.getByRole('combobox', { name: 'Act as' }).selectOption('alice');
    await page.getByRole('button', { name: 'Servers and channels' }).tap();
    await page.getByRole('link', { name: 'curators' }).tap();
    await page.getByRole('heading', { name: 'curators', level: 1 }).waitFor();
    expect(await sideways()).toBe(0);
  });

  test('a command is chosen by tapping', async () => {
    const { page, box, lines, messages } = little.page;
    await box.tap();
    await box.fill('/whi');
    await lines.getByText('/whisper').tap();
    await page.getByRole('button', { name: 'Send' }).tap();
    await messages.last().getByText('Only you can see this').waitFor();
  });

  test('the fields of a command stand one below the other, as wide as the screen', async () => {
    const { page, choose, option } = little.page;
    await choose('song show');
    await page.getByRole('button', { name: '+ times' }).tap();
    const [title, times] = await Promise.all([option('title').boundingBox(), option('times').boundingBox()]);
    expect(times?.y).toBeGreaterThan((title?.y ?? 0) + (title?.height ?? 0));
    expect(Math.min(title?.width ?? 0, times?.width ?? 0)).toBeGreaterThan(200);
  });

  test('a long press opens the menu', async () => {
    const { page, messages } = little.page;
    const message = messages.first();
    await message.scrollIntoViewIfNeeded();
    const { x = 0, y = 0 } = (await message.locator('.content').boundingBox()) ?? {};
    const finger = await page.context().newCDPSession(page);
    await finger.send('Input.dispatchTouchEvent', {
      type: 'touchStart',
      touchPoints: [{ x: x + 5, y: y + 5 }],
    });
    await page.getByRole('menuitem', { name: 'Copy text' }).waitFor();
    await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await page.getByRole('menuitem', { name: 'Copy text' }).tap();
    await page.getByRole('menu').waitFor({ state: 'detached' });
  });
});
