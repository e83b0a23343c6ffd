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

    await page.use('playlist create', { name: 'Rainy Sunday', visibility: 'Public: everybody' });
    await last.getByText('Rainy Sunday').waitFor();

    await page.use('playlist add', { playlist: 'Rainy Sunday', track: 'Track 1' });
    await last.getByText('Track 1').first().waitFor();
    const alice = ostinato.discord.member('alice');
    for (let n = 2; n <= 12; n += 1) {
      await alice.slash('/playlist add', { playlist: 'Rainy Sunday', track: `Track ${n}` });
    }

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
    await last.getByText('There is no playlist “No such list”').waitFor();

    await page.use('playlist delete', { playlist: 'Rainy Sunday' });
    await button('Undo').click();
    await last.getByText('is back').waitFor();
    await page.use('playlist list');
    await last.getByText('Rainy Sunday').waitFor();

    expect(page.errors).toEqual([]);
    await page.close();
  });
});
