import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { servePage } from '../../playground/page/serve.ts';
import { createPlayground, type Playground, type PlaygroundOptions } from '../../playground/server.ts';
import {
  type DiscordPage,
  findChromium,
  launchBrowser,
  openPage,
  PATIENCE_MS,
  type Start,
} from './browser.ts';
import { type LittleBot, startLittleBot } from './little-bot.ts';

const token = 'a-token-for-tests';
const chromiumPath = findChromium();
if (!chromiumPath) {
  process.stdout.write(
    'No Chromium is installed, so the page is not tested; set CHROMIUM_PATH to test it.\n',
  );
}

/** Where there is no Chromium, the page cannot be tested. */
export const describeInBrowser = chromiumPath ? describe : describe.skip;

/** A browser for one test file. */
export function useBrowser(): { readonly browser: Browser } {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await launchBrowser(chromiumPath ?? '');
  });
  afterAll(() => browser?.close());
  return {
    get browser() {
      return present(browser);
    },
  };
}

/** A local Discord with the little bot, and its page, which is opened anew for each test in one window. */
export interface LittleDiscord {
  readonly url: string;
  readonly page: DiscordPage;
  readonly bot: LittleBot;
  /** Another page beside it; the test closes it. */
  open(start: Start): Promise<DiscordPage>;
  startBot(): Promise<void>;
}

/**
 * Starts it for one test file. Whatever the page logs as an error fails the test.
 * @param limits it waits for the bot as long as tests do, unless told
 */
export function useLittleDiscord(
  start: Start = { as: 'bob' },
  limits: PlaygroundOptions['limits'] = { firstResponseMs: PATIENCE_MS },
): LittleDiscord {
  const chromium = useBrowser();
  let playground: Playground | undefined;
  let bot: LittleBot | undefined;
  let page: DiscordPage | undefined;
  const open = (start: Start): Promise<DiscordPage> =>
    openPage(chromium.browser, present(playground).url, start);
  const startBot = async (): Promise<void> => {
    bot = await startLittleBot(present(playground).url, token);
  };

  beforeAll(async () => {
    playground = await createPlayground({ port: 0, token, servePage, limits: limits ?? {} });
  });
  beforeEach(async () => {
    await startBot();
    if (page) await page.reopen();
    else page = await open(start);
  });
  afterEach(async () => {
    expect(page?.errors).toEqual([]);
    await bot?.stop();
  });
  afterAll(() => playground?.close());

  return {
    get url() {
      return present(playground).url;
    },
    get page() {
      return present(page);
    },
    get bot() {
      return present(bot);
    },
    open,
    startBot,
  };
}

function present<T>(value: T | undefined): T {
  if (value !== undefined) return value;
  throw new Error('The local Discord runs from beforeAll on; use it in tests and hooks only.');
}
