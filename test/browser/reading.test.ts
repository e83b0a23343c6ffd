import { expect, test } from '@jest/globals';
import { connect, type Discord } from '../../playground/driver/connect.ts';
import type { DiscordPage } from './browser.ts';
import { until } from '../support/until.ts';
import { describeInBrowser, useLittleDiscord } from './little-discord.ts';

const GENERAL = '400000000000000011';

const TOP = "document.querySelector('[aria-label=Messages]').scrollTop";

/** Remembers the end of the next scrolling that leads away from the newest message. */
const AWAIT_SCROLLED = `(() => {
  const log = document.querySelector('[aria-label=Messages]');
  window.scrolledUp = new Promise((resolve) => log.addEventListener('scrollend', () => {
    if (log.scrollHeight - log.scrollTop - log.clientHeight > 500) resolve(true);
  }));
})()`;

/** Pixels between what is shown and the end; null while there is too little to scroll. */
const fromTheEnd = ({ page }: DiscordPage) =>
  page.evaluate<number | null>(`(() => {
    const log = document.querySelector('[aria-label=Messages]');
    if (!log) return null;
    const { scrollHeight, scrollTop, clientHeight } = log;
    return scrollHeight > 2 * clientHeight ? Math.round(scrollHeight - scrollTop - clientHeight) : null;
  })()`);

const atTheEnd = (page: DiscordPage) =>
  until('the newest message is shown', async () => {
    const distance = await fromTheEnd(page);
    return distance !== null && distance < 2;
  });

async function sayMuch(discord: Discord, channel: string): Promise<void> {
  const chloe = discord.member('chloe', { channel });
  for (let n = 1; n <= 60; n += 1) await chloe.say(`${channel}, line ${n}`);
}

describeInBrowser('reading and writing in the page', () => {
  const little = useLittleDiscord();
  const link = (name: string) => little.page.page.getByRole('link', { name, exact: true });

  test('every channel opens at its newest message, however often one goes to and fro', async () => {
    const discord = await connect(little.url);
    await sayMuch(discord, 'general');
    await sayMuch(discord, 'playlists');
    await little.page.page.reload();
    await atTheEnd(little.page);
    for (const name of ['playlists', 'general', 'playlists', 'general']) {
      await little.page.page.getByRole('link', { name }).click();
      await little.page.messages.last().getByText(`${name}, line 60`).waitFor();
      await atTheEnd(little.page);
    }
  });

  test('whoever has scrolled up stays there while others write, and goes to the end when sending', async () => {
    const { page, box, messages } = little.page;
    await atTheEnd(little.page);
    await page.getByRole('region', { name: 'Messages' }).hover();
    await page.evaluate(AWAIT_SCROLLED);
    await page.mouse.wheel(0, -1_500);
    expect(await page.evaluate('window.scrolledUp')).toBe(true);
    const top = await page.evaluate(TOP);
    await (await connect(little.url)).member('chloe').say('One more');
    await messages.last().getByText('One more').waitFor();
    expect(await page.evaluate(TOP)).toBe(top);
    await box.fill('And mine');
    await box.press('Enter');
    await messages.last().getByText('And mine').waitFor();
    await atTheEnd(little.page);
  });

  test('a channel with something new is marked until it is read, for each person', async () => {
    const { page } = little.page;
    const discord = await connect(little.url);
    await discord.member('chloe', { channel: 'playlists' }).say('Psst');
    await link('playlists, unread').click();
    await page.getByRole('heading', { name: 'playlists', level: 1 }).waitFor();
    await link('playlists').waitFor();
    await link('general').click();
    await page.getByRole('heading', { name: 'general', level: 1 }).waitFor();
    await page.reload();
    await link('playlists').waitFor();
    await little.page.actAs('chloe');
    await little.page.actAs('dieter');
    await link('playlists, unread').waitFor();
  });

  test('direct messages are marked, for those who do not act too', async () => {
    const { page } = little.page;
    const discord = await connect(little.url);
    await discord.member('dieter', { dm: true }).say('To myself');
    await page.getByRole('option', { name: /^Dieter .*unread$/ }).waitFor({ state: 'attached' });
    await discord.member('bob', { dm: true }).say('I wrote this myself, elsewhere');
    expect(await page.getByRole('link', { name: 'Direct messages, unread' }).count()).toBe(0);
    await little.page.actAs('dieter');
    await page.getByRole('link', { name: 'Direct messages, unread' }).click();
    await little.page.messages.last().getByText('To myself').waitFor();
    await page.getByRole('link', { name: 'Direct messages', exact: true }).waitFor();
  });

  test('a key that writes goes into the message box, wherever the focus is', async () => {
    const { page, box } = little.page;
    await page.getByRole('button', { name: 'Inspector', exact: true }).focus();
    await page.keyboard.type('hello');
    expect(await box.inputValue()).toBe('hello');
    await box.fill('');
    await page.getByRole('region', { name: 'Messages' }).focus();
    await page.keyboard.type('/song');
    await little.page.lines.getByText('/song show').waitFor();
    await page.getByRole('combobox', { name: 'Act as' }).focus();
    await page.keyboard.press('b');
    expect(await box.inputValue()).toBe('/song');
  });

  test('Tab takes the first suggestion, also one that is still on its way', async () => {
    const { page, box, lines, option, choose } = little.page;
    await box.fill('/song sh');
    await lines.getByText('/song show').waitFor();
    await box.press('Tab');
    await option('title').and(page.locator(':focus')).waitFor();
    await page.keyboard.type('gig');
    await page.keyboard.press('Tab');
    await until('the suggestion is taken', async () => (await option('title').inputValue()) === 'Gigue');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await choose('song show');
    await page.keyboard.type('zzz');
    await page.getByText('No options match.').waitFor();
    await page.keyboard.press('Tab');
    expect(await option('title').inputValue()).toBe('zzz');
  });

  test('Escape closes the list and keeps what was written; so does a look into another channel', async () => {
    const { page, option, choose, lines } = little.page;
    await choose('song show');
    await page.keyboard.type('g');
    await lines.getByText('Gigue').waitFor();
    await page.keyboard.press('Escape');
    await lines.getByText('Gigue').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    expect(await option('title').inputValue()).toBe('g');
    await page.getByRole('link', { name: 'playlists' }).click();
    await little.page.box.waitFor();
    await page.getByRole('link', { name: 'general' }).click();
    await option('title').waitFor();
    expect(await option('title').inputValue()).toBe('g');
    await option('title').fill('');
    await option('title').press('Backspace');
    expect(await little.page.box.inputValue()).toBe('/song show');
  });

  test('where somebody may use no command, that is said', async () => {
    const banner = little.page.page.locator('.banner');
    await little.page.page.goto(`${little.url}/#/mallory/night-owls/${GENERAL}`);
    await banner.getByText(/may not use any of ostinato’s commands in #general\.$/).waitFor();
  });
});
