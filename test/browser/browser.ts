import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';

/** Milliseconds. How fast this machine is decides nothing: only what never comes fails. */
export const PATIENCE_MS = 240_000;

/** What Chromium does besides showing a page; the list takes the place of Playwright's own. */
const UNUSED = [
  // Suggestions below an address bar that nobody sees: two pages more, in a process of their own, for each window.
  'WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup',
  // Questions to servers elsewhere.
  'AimEnabled,MediaRouter,NetworkTimeServiceQuerying,OptimizationHints,PreconnectToSearch',
  // What would keep a page from being shown, left or closed at once.
  'AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,PaintHolding',
];

/** The Chromium to test with: `CHROMIUM_PATH`, else the usual places, else Chrome; undefined when none is installed. */
export function findChromium(): string | undefined {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'google-chrome'));
  return [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser', ...onPath]
    .filter((path) => path !== undefined)
    .find((path) => existsSync(path));
}

/** Starts Chromium; it asks nothing of the network but what a page asks. */
export function launchBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    timeout: PATIENCE_MS,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      `--disable-features=${UNUSED.join(',')}`,
    ],
  });
}

const MEDIA = { colorScheme: 'dark', reducedMotion: 'no-preference' } as const;

/** Where to open the page: a person's key, a guild's key (`@me` for direct messages), and a channel's id. */
export interface Start {
  as?: string;
  guild?: string;
  channelId?: string;
  /** 1280x720 and dark unless told. */
  context?: BrowserContextOptions;
}

/** Forgets, before the page runs, what earlier visits have left in the browser. */
const FORGET = `if (location.search === '?anew') {
  localStorage.clear();
  sessionStorage.clear();
  history.replaceState(null, '', location.pathname + location.hash);
}`;

/** Opens the page in a fresh context. Whatever the page logs as an error is collected in `errors`. */
export async function openPage(browser: Browser, url: string, start: Start = {}): Promise<DiscordPage> {
  const { as = 'alice', guild, channelId } = start;
  const context = await browser.newContext({ ...MEDIA, ...start.context });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.addInitScript(FORGET);
  const size = page.viewportSize();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  const place = [as, guild, channelId].filter((part) => part !== undefined).join('/');

  async function reopen(): Promise<void> {
    errors.length = 0;
    await page.mouse.move(0, 0);
    await page.emulateMedia(MEDIA);
    if (size) await page.setViewportSize(size);
    await page.goto(`${url}/?anew#/${place}`);
    await page.getByRole('log').waitFor();
  }
  await reopen();
  return { ...discordPage(page, errors), reopen };
}

/** The page as somebody uses it. */
export interface DiscordPage {
  page: Page;
  errors: string[];
  /** The message box while no command is chosen. */
  box: Locator;
  /** The lines of the open list. */
  lines: Locator;
  /** All messages, oldest first. */
  messages: Locator;
  /** The box of an option of the chosen command. */
  option: (name: string) => Locator;
  /** Chooses a command by keyboard; `name` as in `playlist create`. */
  choose: (name: string) => Promise<void>;
  /** Chooses a command, fills its options (a list's line is chosen where the text is one), and sends it. */
  use: (name: string, options?: Record<string, string>) => Promise<void>;
  /** Acts as another person from here on. */
  actAs: (person: string) => Promise<void>;
  /** Opens it as on the first visit: nothing is remembered, no error counted. */
  reopen: () => Promise<void>;
  close: () => Promise<void>;
}

function discordPage(page: Page, errors: string[]): Omit<DiscordPage, 'reopen'> {
  const box = page.getByRole('combobox', { name: /^Message / });
  const lines = page.getByRole('listbox').getByRole('option');
  const form = page.getByRole('form', { name: 'Message box' });
  const option = (name: string): Locator => form.getByLabel(name, { exact: true }).and(form.locator('input'));

  async function choose(name: string): Promise<void> {
    await box.fill(`/${name}`);
    const line = lines.filter({ has: page.getByText(`/${name}`, { exact: true }) });
    await line.waitFor();
    // Another command may begin alike and stand above.
    while ((await line.getAttribute('aria-selected')) !== 'true') await box.press('ArrowDown');
    await box.press('Enter');
    await box.waitFor({ state: 'detached' });
  }

  async function fill(name: string, value: string): Promise<void> {
    const add = form.getByRole('button', { name: `+ ${name}`, exact: true });
    if (await add.isVisible()) await add.click();
    await option(name).fill(value);
  }

  return {
    page,
    errors,
    box,
    lines,
    option,
    choose,
    messages: page.getByRole('article'),
    async use(name, options = {}) {
      await choose(name);
      for (const [key, value] of Object.entries(options)) await fill(key, value);
      await form.getByRole('button', { name: 'Send' }).click();
    },
    async actAs(person) {
      await page.getByRole('combobox', { name: 'Act as' }).selectOption(person);
    },
    close: () => page.context().close(),
  };
}
