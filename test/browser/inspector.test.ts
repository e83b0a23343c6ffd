import { afterEach, expect, test } from '@jest/globals';
import { describeInBrowser, useLittleDiscord } from './little-discord.ts';

describeInBrowser('the panels', () => {
  const little = useLittleDiscord();
  const send = (method: string, path: string, body: unknown) =>
    fetch(`${little.url}/playground${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  afterEach(() => send('PUT', '/faults', {}));

  test('an interaction is shown as it went over the line, with how long it took', async () => {
    const { page, use } = little.page;
    await page.getByRole('button', { name: 'Inspector' }).click();
    const panel = page.getByRole('complementary', { name: 'Inspector' });
    await panel.getByText('appears here').waitFor();
    await use('song show', { title: 'Gigue' });
    const line = panel.getByRole('listitem').filter({ hasText: 'Bob /song show answered' });
    await line.getByText(/^\d+ ms$/).waitFor();
    await line.getByRole('button').click();
    await panel.getByText('INTERACTION_CREATE').click();
    await panel.getByText('"song"').first().waitFor();
    await panel.getByText('POST /interactions/:id/:token/callback').click();
    await panel.getByText('"Gigue"').last().waitFor();
    await page.reload();
    await panel.getByText('appears here').waitFor();
  });

  test('what others do is shown too, and what a press was on', async () => {
    const { page, messages, use } = little.page;
    await page.getByRole('button', { name: 'Inspector' }).click();
    const panel = page.getByRole('complementary', { name: 'Inspector' });
    await use('song show', { title: 'Aria' });
    await messages.last().getByRole('button', { name: 'Applaud' }).click();
    await panel.getByText('pressed Applaud').waitFor();
    const other = await little.open({ as: 'chloe' });
    await other.use('whisper');
    await panel.getByText('Chloé /whisper').waitFor();
    await other.choose('song show');
    await other.option('title').fill('A');
    await other.lines.getByText('Aria').waitFor();
    await panel.getByLabel('Autocompletion too').check();
    await panel.getByText('Chloé /song show …').first().waitFor();
    await other.close();
  });

  test("the bot's log lines and statements stand with their interaction", async () => {
    const { page, use } = little.page;
    await page.getByRole('button', { name: 'Inspector' }).click();
    await use('whisper');
    const shown = page.getByRole('region', { name: /^Interaction \d+$/ });
    const requestId = /\d+/.exec((await shown.getAttribute('aria-label')) ?? '')?.[0];
    const time = new Date().toISOString();
    await send('POST', '/log', [
      { requestId, time, level: 'info', msg: 'answered' },
      { requestId, time, level: 'trace', msg: 'query', sql: 'select 1', durationMs: 1.25 },
    ]);
    await shown.getByText('answered').waitFor();
    await shown.getByText('select 1').waitFor();
    await shown.getByText('1 SQL, 1.3 ms').waitFor();
  });

  test('a fault is put on, told everywhere, and cleared', async () => {
    const { page } = little.page;
    const other = await little.open({ as: 'chloe' });
    await page.getByRole('button', { name: 'Faults' }).click();
    const panel = page.getByRole('complementary', { name: 'Faults' });
    await panel.getByLabel('REST answers').fill('400');
    await panel.getByLabel('Deliver every interaction twice').check();
    await panel.getByLabel(/^Answer/).selectOption('503 Service Unavailable');
    await panel.getByRole('group', { name: 'Closed direct messages' }).getByLabel('Bob').check();
    const said = 'REST answers 400 ms late · interactions delivered twice · REST answers 503 · Bob’s direct';
    await panel.getByText(`On now: ${said}`).waitFor();
    await other.page.getByRole('status').getByText(`On purpose: ${said}`).waitFor();
    await other.page.getByRole('button', { name: 'Clear all' }).click();
    await panel.getByText('Nothing goes wrong on purpose.').waitFor();
    expect(await panel.getByLabel('REST answers').inputValue()).toBe('0');
    await other.close();
  });

  test('a gateway that was dropped comes back, and an outage is told', async () => {
    const { page, messages, use } = little.page;
    await page.getByRole('button', { name: 'Faults' }).click();
    await page.getByRole('button', { name: 'Drop', exact: true }).click();
    await page.getByRole('status').getByText('Done to one connection.').waitFor();
    await page.getByText('The bot is not connected').waitFor({ state: 'detached' });
    await use('song show', { title: 'Aria' });
    await messages.last().getByRole('heading', { name: 'Aria' }).waitFor();
    const outage = page.getByRole('group', { name: 'Outage' }).getByLabel('The Listening Room');
    await outage.check();
    await page.getByText('The Listening Room has an outage: nothing').waitFor();
    await outage.uncheck();
    await page.getByText('The Listening Room has an outage: nothing').waitFor({ state: 'detached' });
  });
});
