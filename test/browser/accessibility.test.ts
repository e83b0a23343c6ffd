import axe, { type AxeResults, type RunOptions } from 'axe-core';
import { afterEach, expect, test } from '@jest/globals';
import type { DiscordPage } from './browser.ts';
import { describeInBrowser, useLittleDiscord } from './little-discord.ts';

/** What depends on colours. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** What axe finds serious or critical: which rule, and where. */
async function faultsOf({ page }: DiscordPage, rules: Partial<RunOptions> = {}): Promise<string[]> {
  // Evaluated, since the Content-Security-Policy admits no script of another's.
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(axe.source);
  const options = JSON.stringify({ resultTypes: ['violations'], ...rules });
  const { violations } = await page.evaluate<Pick<AxeResults, 'violations'>>(
    `axe.run(${options}).then(({ violations }) => ({ violations }))`,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary}`),
    );
}

const sights: Record<string, (discord: DiscordPage) => Promise<unknown>> = {
  'an empty channel': async ({ page }) => {
    await page.getByRole('link', { name: 'bot-commands' }).click();
    await page.getByText('Welcome to #bot-commands').waitFor();
  },
  'messages of all kinds': async ({ page, use, messages }) => {
    await page.getByRole('link', { name: 'playlists' }).click();
    await page.getByText('Welcome to #playlists').waitFor();
    await use('whisper');
    await use('ponder');
    await page.getByText('is thinking…').first().waitFor();
    await use('showcase');
    await messages.last().getByRole('button', { name: 'Like' }).waitFor();
    await page.getByText('Days to play').first().click();
  },
  'the open picker': async ({ box, lines }) => {
    await box.fill('/');
    await lines.first().waitFor();
  },
  "an open option's list": async ({ choose, option, lines }) => {
    await choose('song show');
    await option('title').fill('A');
    await lines.first().waitFor();
  },
  'wrong options': async ({ page, use }) => {
    await use('song show', { times: '12' });
    await page.getByRole('alert').getByText('title is required.').waitFor();
  },
  'an open form': async ({ page, use }) => {
    await use('dedicate');
    await page.getByRole('dialog').waitFor();
  },
  'an open menu': async ({ page, messages }) => {
    await messages.last().click({ button: 'right' });
    await page.getByRole('menu').waitFor();
  },
  'the inspector': async ({ page, use }) => {
    await page.getByRole('button', { name: 'Inspector' }).click();
    await use('whisper');
    await page.getByText('INTERACTION_CREATE').click();
  },
  'the faults, one of them on': async ({ page }) => {
    await page.getByRole('button', { name: 'Faults' }).click();
    await page.getByLabel('Deliver every interaction twice').check();
    await page.getByText('On purpose:').waitFor();
    await page.getByRole('button', { name: 'Clear all' }).first().focus();
  },
};

describeInBrowser('axe finds nothing serious in', () => {
  const little = useLittleDiscord();
  afterEach(() =>
    fetch(`${little.url}/playground/faults`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    }),
  );

  /** In both colour schemes, which differ in nothing but colours. */
  async function expectNoFaults(discord: DiscordPage): Promise<void> {
    await discord.page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    expect(await faultsOf(discord)).toEqual([]);
    await discord.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    expect(await faultsOf(discord, { runOnly: COLOUR_RULES })).toEqual([]);
  }

  test.each(Object.keys(sights))('%s', async (name) => {
    await sights[name]?.(little.page);
    await expectNoFaults(little.page);
  });

  test('the page on a phone', async () => {
    const { page, messages, use } = little.page;
    await page.setViewportSize({ width: 390, height: 844 });
    await use('whisper');
    await messages.last().getByText('Only you can see this').waitFor();
    await expectNoFaults(little.page);
    for (const name of ['Servers and channels', 'Member list', 'Inspector', 'Faults']) {
      await page.getByRole('button', { name, exact: true }).click();
      await expectNoFaults(little.page);
      await page.keyboard.press('Escape');
    }
  });
});

describeInBrowser('with the keyboard alone', () => {
  const little = useLittleDiscord();

  test('a command is sent, its button pressed, an ephemeral answer dismissed', async () => {
    const { page, box, lines, messages } = little.page;
    const has = (name: string) => page.getByRole('button', { name }).and(page.locator(':focus'));
    const tabTo = async (name: string): Promise<void> => {
      for (let presses = 0; presses < 20 && !(await has(name).isVisible()); presses += 1) {
        await page.keyboard.press('Shift+Tab');
      }
      await has(name).waitFor();
    };
    await box.focus();
    await page.keyboard.type('/song show');
    await lines.getByText('/song show').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type('Aria');
    await lines.getByText('Aria').waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await messages.last().getByRole('heading', { name: 'Aria' }).waitFor();
    await tabTo('Applaud');
    await page.keyboard.press('Space');
    await messages.last().getByText('Applause from bob').waitFor();
    await box.focus();
    await page.keyboard.type('/whisper');
    await lines.getByText('/whisper').waitFor();
    await page.keyboard.press('Enter');
    await has('Send').waitFor();
    await page.keyboard.press('Enter');
    await messages.last().getByText('Only you can see this').waitFor();
    await tabTo('Dismiss message');
    await page.keyboard.press('Enter');
    await page.getByText('Only you can see this').waitFor({ state: 'detached' });
    await box.and(page.locator(':focus')).waitFor();
    expect(await messages.last().innerText()).toMatch(/Applause/);
  });
});
