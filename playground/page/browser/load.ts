import type { PlaygroundEvent, World } from '../../protocol.ts';
import { listen, RequestError } from './api.ts';
import { loadFaults } from './faults.ts';
import { hear } from './hear.ts';
import { renewEntry } from './draft.ts';
import { emptyDraft } from './slash/draft-state.ts';
import { fromHash, guildAt, placeKey } from './place.ts';
import type { Page } from './state.ts';
import { learnNewest, markRead } from './unread.ts';

let hangUp: (() => void) | undefined;
let listeningAs: string | undefined;
// What was told while messages were being fetched, which may be newer than what the answer holds.
let fetching = 0;
let told: PlaygroundEvent[] = [];

/** Loads the world, and goes where the URL's hash points. Tries again until the server answers. */
export async function loadWorld(page: Page): Promise<void> {
  try {
    takeWorld(page, await page.api.world());
  } catch {
    setTimeout(() => void loadWorld(page), 1000);
    return;
  }
  go(page);
}

function takeWorld(page: Page, world: World): void {
  page.store.set({ world });
  learnNewest(page, world.newest);
}

/** Follows the URL's hash: another person, guild or channel. */
export function go(page: Page): void {
  const { world, place: before, draft, drafts } = page.store.get();
  const place = world && fromHash(location.hash, world);
  if (!place) return;
  const moved = before?.person !== place.person || before.channelId !== place.channelId;
  if (moved) {
    page.store.set({
      messages: null,
      commands: null,
      sent: 0,
      // What was being written waits where it was written.
      drafts: before ? { ...drafts, [placeKey(before)]: draft } : drafts,
      draft: drafts[placeKey(place)] ?? emptyDraft,
      modal: null,
      menuOpen: false,
      menu: null,
    });
  }
  page.store.set({ place });
  // The line's opening loads; another channel heard over the same line must load by itself.
  if (listeningAs === place.person) void loadChannel(page);
  else listenAs(page, place.person);
}

function listenAs(page: Page, person: string): void {
  hangUp?.();
  listeningAs = person;
  // What one person was told is not for the next.
  told = [];
  hangUp = listen(person, {
    event(event) {
      if (fetching > 0) told.push(event);
      hear(page, event);
      if (event.type === 'commands-changed' || event.type === 'world-changed') void refresh(page);
    },
    opened: () => {
      page.store.set({ connected: true });
      void refresh(page);
    },
    lost: () => page.store.set({ connected: false }),
  });
}

/** Loads everything that may have changed while the page was not listening. */
async function refresh(page: Page): Promise<void> {
  const before = page.store.get().world?.botOnline;
  const world = await page.api.world().catch(() => null);
  const heard = page.store.get().world?.botOnline ?? before;
  // What was told while it was fetched is newer.
  if (world)
    takeWorld(page, heard === undefined || heard === before ? world : { ...world, botOnline: heard });
  await Promise.all([loadChannel(page), loadFaults(page)]);
}

async function loadChannel(page: Page): Promise<void> {
  const { world, place, messages } = page.store.get();
  if (world && place && guildAt(world, place)?.unavailable) {
    // Nothing in it can be asked for; what is known stays on display.
    page.store.set({ messages: messages ?? [] });
    return;
  }
  await Promise.all([loadMessages(page), loadCommands(page)]);
}

async function loadMessages(page: Page): Promise<void> {
  const { place } = page.store.get();
  if (!place?.channelId) return;
  fetching += 1;
  try {
    const messages = await page.api.messages(place.person, place.channelId);
    if (page.store.get().place !== place) return;
    // Only on arrival: later the reader may be anywhere.
    const arrives = place.messageId !== undefined && page.store.get().messages === null;
    const linked = arrives ? { focusId: `message-${place.messageId}` } : {};
    page.store.set({ messages, trouble: null, ...linked });
    for (const event of told) hear(page, event);
    markRead(page, place.person, place.channelId);
  } catch (error) {
    // A line that was cut is told by the banner, and loads again when it is back.
    if (!(error instanceof RequestError) || page.store.get().place !== place) return;
    page.store.set({ messages: [], trouble: error.message });
  } finally {
    fetching -= 1;
    if (fetching === 0) told = [];
  }
}

async function loadCommands(page: Page): Promise<void> {
  const { place } = page.store.get();
  if (!place?.channelId) return;
  const commands = await page.api.commands(place.person, place.channelId).catch(() => null);
  if (!commands || page.store.get().place !== place) return;
  page.store.set({ commands });
  renewEntry(page);
}
