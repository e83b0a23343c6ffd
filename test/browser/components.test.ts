import { expect, test } from '@jest/globals';
import { describeInBrowser, useLittleDiscord } from './little-discord.ts';

describeInBrowser('components of a message', () => {
  const little = useLittleDiscord();

  /** The showcase, whole, in a channel where nothing else is. */
  async function showIn(channel: string): Promise<void> {
    const { page, messages, use } = little.page;
    await page.getByRole('link', { name: channel, exact: true }).click();
    await page.getByRole('heading', { name: channel, level: 1 }).waitFor();
    await use('showcase');
    await messages.last().getByRole('button', { name: 'Like' }).waitFor();
  }

  test('what is laid out by components is shown in its order', async () => {
    const { messages } = little.page;
    await showIn('general');
    const last = messages.last();
    await last.getByRole('heading', { name: 'Goldberg Variations' }).waitFor();
    await last.getByRole('img', { name: 'The sleeve', exact: true }).waitFor();
    await last.getByRole('img', { name: 'Front of the sleeve' }).waitFor();
    await last.getByRole('link', { name: 'tracks.txt' }).waitFor();
    await last.getByRole('button', { name: 'Spoiler, press to show' }).press('Enter');
    await last.getByRole('img', { name: 'Back of the sleeve' }).waitFor();
    await last.getByRole('button', { name: 'Like' }).waitFor();
    // The files are shown where the components name them, and nowhere else.
    expect(await last.getByRole('link', { name: 'tracks.txt' }).count()).toBe(1);
  });

  test('several values are sent only when their number is right', async () => {
    const { page, messages } = little.page;
    await showIn('playlists');
    await page.getByText('Days to play').first().press('Enter');
    const list = page.getByRole('group', { name: 'Days to play' });
    await list.getByLabel('Monday').check();
    const choose = page.getByRole('button', { name: 'Choose', exact: true });
    await choose.click();
    const said = await list.getByLabel('Monday').evaluate((box) => Object(box).validationMessage);
    expect(said).toBe('Choose 2 to 3. You have chosen 1.');
    await list.getByLabel('Thursday').check();
    await choose.click();
    await messages.last().getByText('Chosen: Monday, Thursday.').waitFor();
  });

  test('one value is sent as it is chosen', async () => {
    const { page, messages } = little.page;
    await showIn('bot-commands');
    await page.getByRole('combobox', { name: 'Where to play' }).last().selectOption('#playlists');
    await messages.last().getByText('Chosen: 400000000000000002.').waitFor();
  });
});
