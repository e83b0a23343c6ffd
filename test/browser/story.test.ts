import { expect, test } from '@jest/globals';
import { useOstinato } from '../support/ostinato.ts';
import { openPage } from './browser.ts';
import { describeInBrowser, useBrowser } from './little-discord.ts';

describeInBrowser('a story with Ostinato', () => {
  const chromium = useBrowser();
  const ostinato = useOstinato();

  test('a playlist is made, filled, paged through, deleted and brought back; another person is refused', async () => {
    const page = await openPage(chromium.browser, ostinato.discord.url, { as: 'alice' });
    const last = page.messages.last();
    const button = (name: string) => last.getByRole('button', { name });

    await page.use('playlist create', { name: 'Rainy Sunday', visibility: 'Public: everyone' });
    await last.getByText('Rainy Sunday').waitFor();

    await page.use('playlist add', { playlist: 'Rainy Sunday', track: 'Track 1' });
    await last.getByText('Track 1').first().waitFor();
    const alice = ostinato.discord.member('alice');
    for (let n = 2; n <= 12; n += 1) {
      await alice.slash('/playlist add', { playlist: 'Rainy Sunday', track: `Track ${n}` });
    }
    await last.getByText('Track 12').first().waitFor();

    await page.choose('playlist show');
    await page.page.keyboard.type('rain');
    await page.lines.getByText('Rainy Sunday').waitFor();
    await page.page.keyboard.press('Enter');
    await page.page.keyboard.press('Enter');
    await last.getByText('Track 10', { exact: true }).waitFor();
    await button('▶').click();
    await last.getByText('Track 12', { exact: true }).waitFor();
    await button('◀').click();
    await last.getByText('Track 1', { exact: true }).waitFor();

    await page.actAs('bob');
    await button('▶').click();
    const refusal = page.page.getByText('Only you can see this');
    await refusal.waitFor();
    await page.actAs('alice');
    await button('▶').waitFor();
    expect(await refusal.count()).toBe(0);
    expect(await last.innerText()).toMatch(/Track 1\n/);

    await page.use('playlist show', { playlist: 'No such list' });
    await last.getByText('I can’t find a playlist “No such list”').waitFor();

    await page.use('playlist create', { name: 'Sunny Monday' });
    await last.getByText('Sunny Monday').waitFor();
    await ostinato.discord.member('bob').say('On repeat: https://example.org/gigue');
    await last.getByText('On repeat').click({ button: 'right' });
    await page.page.getByRole('menuitem', { name: 'Save to playlist' }).click();
    const form = page.page.getByRole('dialog', { name: 'Save to playlist' });
    await form.getByLabel('Playlist', { exact: true }).selectOption('Rainy Sunday');
    const links = form.getByLabel('Links or titles');
    expect(await links.inputValue()).toBe('https://example.org/gigue');
    await links.fill(`${await links.inputValue()}\nGigue da capo`);
    await form.getByRole('button', { name: 'Submit' }).click();
    await last.getByText('Added 2 tracks to Rainy Sunday. Tracks now: 14.').waitFor();
    await form.waitFor({ state: 'detached' });

    await page.use('playlist delete', { playlist: 'Rainy Sunday' });
    // The answer before this one has an Undo, too.
    await last.getByText('Deleted the playlist').waitFor();
    await button('Undo').click();
    await last.getByText('Restored the playlist').waitFor();
    await page.use('playlist list');
    await last.locator('.embed').getByText('Rainy Sunday').waitFor();

    expect(page.errors).toEqual([]);
    await page.close();
  });

  test('whose Discord is German finds commands and reads answers in German', async () => {
    const page = await openPage(chromium.browser, ostinato.discord.url, { as: 'alice' });
    await page.actAs('dieter');
    await page.box.fill('/playlist er');
    await page.lines.getByText('/playlist erstellen', { exact: true }).waitFor();
    await page.lines.getByText('Eine Playlist erstellen').waitFor();
    await page.use('playlist erstellen', { name: 'Regentag' });
    await page.messages.last().getByText('Playlist Regentag erstellt.').waitFor();
    expect(page.errors).toEqual([]);
    await page.close();
  });
});
